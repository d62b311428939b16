import { plusDays, ScopelockError } from "../diagnostic";
import { Generations, type GenerationsProps } from "./generations";

/** Seconds an access token of a client-credentials client may live (Genesys Cloud's documentation of OAuth clients). */
export const ACCESS_TOKEN_VALIDITY_SECONDS = { min: 300, max: 172_800, default: 86_400 } as const;

/** What {@link Rotation.of} takes; the `rotation` of an environment file. */
export interface RotationProps extends GenerationsProps {
  /**
   * The day on which the current generation was introduced, as in 2026-11-25 (UTC). Kept by `scopelock rotate`; no
   * part of what is synthesized.
   * @default - unknown: whether a rotation is due, or an overlap over, cannot be told
   */
  readonly rotatedOn?: string | undefined;
  /**
   * Days from one rotation to the next, 1 to 3650; no part of what is synthesized.
   * @default - no schedule
   */
  readonly everyDays?: number | undefined;
  /**
   * Hours for which the previous generation outlives a rotation, 1 to 8760; at least the lifetime of a token.
   * @default 48, the longest lifetime: it holds whatever lifetime the previous generation was made with
   */
  readonly overlapHours?: number | undefined;
  /**
   * Seconds an access token stays valid, 300 to 172800. A generation is immutable: a new lifetime takes effect with
   * the next one.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number | undefined;
}

/**
 * The rotation of an OAuth client, and the moves it can make. A move is a new value; the day is handed in. Every new
 * generation is the current one plus one, and the current one is the highest there ever was: no number returns.
 */
export class Rotation {
  private constructor(
    readonly generations: Generations,
    readonly overlapHours: number,
    readonly accessTokenValiditySeconds: number,
    readonly rotatedOn: string | undefined,
    readonly everyDays: number | undefined,
  ) {}

  /**
   * @throws {@link ScopelockError} `rotation/overlap` when the overlap is shorter than a token lives or the next
   * rotation is due before it is over, `rotation/rotated-on` for a schedule without a start, and what
   * {@link Generations.of} throws.
   */
  static of(props: RotationProps): Rotation {
    const rotation = new Rotation(
      Generations.of(props),
      props.overlapHours ?? ACCESS_TOKEN_VALIDITY_SECONDS.max / 3600,
      props.accessTokenValiditySeconds ?? ACCESS_TOKEN_VALIDITY_SECONDS.default,
      props.rotatedOn,
      props.everyDays,
    );
    rotation.check();
    return rotation;
  }

  /** The live generations before the current one. */
  get previous(): readonly number[] {
    return this.generations.live.filter((generation) => generation !== this.generations.current);
  }

  /** The first day on which the next rotation is due. */
  get dueOn(): string | undefined {
    if (this.rotatedOn === undefined || this.everyDays === undefined) return undefined;
    return plusDays(this.rotatedOn, this.everyDays);
  }

  /** The first day on which the previous generation may be dropped. */
  get droppableFrom(): string | undefined {
    return this.rotatedOn === undefined ? undefined : plusDays(this.rotatedOn, this.overlapDays);
  }

  /**
   * Whether the next rotation is due.
   * @throws {@link ScopelockError} `rotation/unscheduled` without `everyDays`, `rotation/rotated-on` when `rotatedOn`
   * is later than today.
   */
  isDue(today: string): boolean {
    if (this.dueOn === undefined)
      throw new ScopelockError({
        id: "rotation/unscheduled",
        what: "No rotation can be due: there is no schedule.",
        fix: 'Add "everyDays", for example 90, and "rotatedOn", the day on which the current generation was introduced.',
      });
    this.checkStart(today);
    return this.dueOn <= today;
  }

  /**
   * Whether there is a previous generation whose overlap is over.
   * @throws {@link ScopelockError} `rotation/rotated-on` when `rotatedOn` is missing or later than today.
   */
  isDroppable(today: string): boolean {
    if (this.previous.length === 0) return false;
    this.checkStart(today);
    return this.droppableFrom !== undefined && this.droppableFrom <= today;
  }

  /**
   * A new generation beside the current one.
   * @throws {@link ScopelockError} `rotation/previous-live` while a previous one lives, `rotation/rotated-on` when
   * `rotatedOn` is later than today.
   */
  rotate(today: string): Rotation {
    const { current } = this.generations;
    if (this.previous.length > 0)
      throw new ScopelockError({
        id: "rotation/previous-live",
        what: `${named(this.previous)} still lives beside the current generation ${current}.`,
        why: "A rotation is one generation beside the last good one; a third would hide which of them is used.",
        fix: `Drop the previous one first (--drop-previous${this.droppableFrom === undefined ? "" : `, from ${this.droppableFrom} on`}). If the deploy of generation ${current} failed, heal it: --heal.`,
      });
    this.checkOrder(today);
    return this.introduce([current], today);
  }

  /** A new generation alone: all older ones go at once, with the tokens that were got from them. */
  rotateInEmergency(today: string): Rotation {
    return this.introduce([], today);
  }

  /**
   * A new generation in place of the current one, which is broken; the last good ones stay.
   * @throws {@link ScopelockError} `rotation/rotated-on` when `rotatedOn` is later than today.
   */
  heal(today: string): Rotation {
    this.checkOrder(today);
    return this.introduce(this.previous, today);
  }

  /**
   * The current generation alone, after the overlap.
   * @throws {@link ScopelockError} `rotation/nothing-to-drop` when it is alone already, `rotation/overlap-running`
   * before the overlap is over, `rotation/rotated-on` when `rotatedOn` is missing or later than today.
   */
  dropPrevious(today: string): Rotation {
    const { current } = this.generations;
    if (this.previous.length === 0)
      throw new ScopelockError({
        id: "rotation/nothing-to-drop",
        what: `Generation ${current} is the only live one.`,
        why: "Without it no data action could get a token.",
        fix: "There is nothing to drop. To replace it: rotate without --drop-previous.",
      });
    if (!this.isDroppable(today))
      throw new ScopelockError({
        id: "rotation/overlap-running",
        what: `${named(this.previous)} cannot be dropped on ${today}: the overlap runs until ${this.droppableFrom}.`,
        why: `Tokens of it may be in use for ${this.overlapHours} h after ${this.rotatedOn}, and a call with one would fail with 401.`,
        fix: `Repeat it from ${this.droppableFrom} on. If its secret is exposed: --emergency.`,
      });
    return this.with({ live: [current], current });
  }

  /** A file keeps days, not hours: the day of the rotation itself may have been nearly over. */
  private get overlapDays(): number {
    return 1 + Math.ceil(this.overlapHours / 24);
  }

  private introduce(beside: readonly number[], today: string): Rotation {
    const next = this.generations.current + 1;
    return this.with({ live: [...beside, next], current: next, rotatedOn: today });
  }

  private with(change: RotationProps): Rotation {
    const { overlapHours, accessTokenValiditySeconds, rotatedOn, everyDays } = this;
    return Rotation.of({ overlapHours, accessTokenValiditySeconds, rotatedOn, everyDays, ...change });
  }

  private check(): void {
    const { overlapHours, accessTokenValiditySeconds, rotatedOn, everyDays } = this;
    if (overlapHours * 3600 < accessTokenValiditySeconds)
      throw new ScopelockError({
        id: "rotation/overlap",
        what: `The overlap of ${overlapHours} h is shorter than a token lives, ${accessTokenValiditySeconds} s.`,
        why: "A token that was got just before a rotation would die in the middle of a call.",
        fix: `Set "overlapHours" to at least ${Math.ceil(accessTokenValiditySeconds / 3600)}, or shorten "accessTokenValiditySeconds".`,
      });
    if (everyDays === undefined) return;
    if (rotatedOn === undefined)
      throw new ScopelockError({
        id: "rotation/rotated-on",
        what: `"everyDays" is ${everyDays}, but "rotatedOn" is missing.`,
        why: "Without it the date of the next rotation is unknown.",
        fix: 'Add "rotatedOn", the day on which the current generation was introduced, for example "2026-11-25".',
      });
    if (everyDays < this.overlapDays)
      throw new ScopelockError({
        id: "rotation/overlap",
        what: `A rotation every ${everyDays === 1 ? "day" : `${everyDays} days`} comes before the overlap of the last one is over (${this.overlapDays} days).`,
        why: "The previous generation has to be dropped before the next rotation.",
        fix: `Set "everyDays" to at least ${this.overlapDays}, or shorten "overlapHours".`,
      });
  }

  /** A day before the last rotation would end the overlap early. An emergency keeps nothing that overlaps. */
  private checkOrder(today: string): void {
    if (this.rotatedOn !== undefined) this.checkStart(today);
  }

  private checkStart(today: string): void {
    if (this.rotatedOn !== undefined && this.rotatedOn <= today) return;
    throw new ScopelockError({
      id: "rotation/rotated-on",
      what:
        this.rotatedOn === undefined
          ? `"rotatedOn" is missing: it is unknown since when generation ${this.generations.current} is current.`
          : `"rotatedOn" is ${this.rotatedOn}, later than today, ${today} (UTC).`,
      why: "The overlap and the next rotation are counted from it.",
      fix: `Set "rotatedOn" to the day on which generation ${this.generations.current} was introduced, for example "${today}"; or give --today a day from then on.`,
    });
  }
}

const named = (generations: readonly number[]) =>
  `Generation${generations.length > 1 ? "s" : ""} ${generations.join(", ")}`;
