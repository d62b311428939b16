import { record, ScopelockError } from "../diagnostic";

/** What {@link Generations.of} takes; the `rotation` of an environment file. */
export interface GenerationsProps {
  /** Every generation whose OAuth client exists, in any order. */
  readonly live: readonly number[];
  /** The one that Vault serves and the integration uses. The highest of `live`. */
  readonly current: number;
}

/**
 * The live generations of an OAuth client. A generation is immutable: one client with its credential. Rotation
 * raises the number in a reviewed change, so no clock enters a plan.
 *
 * The current one is always the highest: only the deploy that makes a client can hand its secret to Vault, so there
 * is no way back to an older one, and the number after the current one was never used.
 */
export class Generations {
  private constructor(
    /** Ascending. */
    readonly live: readonly number[],
    readonly current: number,
  ) {}

  /** The first generation alone: what a client starts with. */
  static first(): Generations {
    return new Generations([1], 1);
  }

  /**
   * Generations as an environment file lists them.
   * @throws {@link ScopelockError} `rotation/generation` when a number is not a positive integer, `live` is empty
   * or repeats one, or `current` is not live.
   */
  static of(props: GenerationsProps): Generations {
    const { live, current } = record(props) as unknown as GenerationsProps;
    const refuse = (what: string, fix: string): never => {
      throw new ScopelockError({
        id: "rotation/generation",
        what,
        why: "A generation is one OAuth client. The live ones are listed; the newest is current, because only the deploy that makes a client can give its secret to Vault.",
        fix,
      });
    };
    if (!Array.isArray(live))
      refuse("The live generations are not a list.", 'Start with { "live": [1], "current": 1 }.');
    const odd = [...live, current].find((number) => !Number.isSafeInteger(number) || number < 1);
    if (odd !== undefined)
      refuse(`Generation ${odd} is not a positive integer.`, "Count generations 1, 2, 3, ...");
    if (live.length === 0) refuse("No generation is live.", 'Start with { "live": [1], "current": 1 }.');
    if (new Set(live).size !== live.length)
      refuse(`The live generations [${live.join(", ")}] repeat one.`, "List each generation once.");
    if (!live.includes(current))
      refuse(
        `The current generation ${current} is not among the live ones [${live.join(", ")}].`,
        `Add ${current} to "live", or name one of ${live.join(", ")} as "current".`,
      );
    const highest = Math.max(...live);
    if (current !== highest)
      refuse(
        `The current generation ${current} is not the highest live one, ${highest}.`,
        `Make ${highest} current. If it is broken: "scopelock rotate <environment> --heal" drops it for a new one.`,
      );
    return new Generations(
      [...live].sort((a, b) => a - b),
      current,
    );
  }
}
