/**
 * What a user did wrong, in four parts. Every refusal of scopelock is one of these; anything else that is
 * thrown is a defect of scopelock itself.
 */
export interface Refusal {
  /** Stable identifier, `noun/what-is-wrong`; never changes once released. */
  readonly id: string;
  /** What is wrong, with the value that was got. One sentence. */
  readonly what: string;
  /** Where: a construct path, a file (with its key), an action's name, a command's option. */
  readonly where?: string;
  /** Why that is refused. */
  readonly why?: string;
  /** The change to make. */
  readonly fix: string;
}

/** A {@link Refusal} that takes its place from a construct. */
export type Unlocated = Omit<Refusal, "where">;

/** What has a path in the tree of constructs; the core knows no more of a construct. */
export interface Located {
  readonly node: { readonly path: string };
}

/** The one error type for a user's mistake. Printed without a stack trace; the command exits with 1. */
export class ScopelockError extends Error implements Refusal {
  readonly id: string;
  readonly what: string;
  readonly where?: string;
  readonly why?: string;
  readonly fix: string;
  /** Further refusals; the message names them too. */
  readonly others: readonly Refusal[];

  /** @param others further refusals, for a message that names everything at once. */
  constructor(refusal: Refusal, ...others: readonly Refusal[]) {
    super([refusal, ...others].map(render).join("\n"));
    this.name = "ScopelockError";
    this.id = refusal.id;
    this.what = refusal.what;
    if (refusal.where !== undefined) this.where = refusal.where;
    if (refusal.why !== undefined) this.why = refusal.why;
    this.fix = refusal.fix;
    this.others = others;
  }

  /** Holds across copies of the package, where `instanceof` would not. */
  static is(error: unknown): error is ScopelockError {
    return error instanceof Error && error.name === "ScopelockError" && "fix" in error;
  }

  /**
   * A refusal of what a construct was given: `where` is the construct's path.
   * @param others further refusals, of the same construct
   */
  static at(construct: Located, refusal: Unlocated, ...others: readonly Unlocated[]): ScopelockError {
    const where = construct.node.path;
    return new ScopelockError({ ...refusal, where }, ...others.map((each) => ({ ...each, where })));
  }

  /** Says where, in a refusal that an act throws. */
  static locate<T>(where: string, act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (!ScopelockError.is(error)) throw error;
      throw new ScopelockError({ ...error, where }, ...error.others);
    }
  }
}

function render({ id, what, where, why, fix }: Refusal): string {
  return [`${what} [${id}]`, where && `  where: ${where}`, why && `  why:   ${why}`, `  fix:   ${fix}`]
    .filter(Boolean)
    .join("\n");
}
