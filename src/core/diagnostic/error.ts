import type { Diagnostic, DiagnosticId, Refusal } from "./diagnostic";

/** A {@link Refusal} that takes its place from a construct. */
export type Unlocated = Omit<Refusal, "where">;

/** What has a path in the tree of constructs; the core knows no more of a construct. */
export interface Located {
  readonly node: { readonly path: string };
}

/** The one error type for a user's mistake. Printed without a stack trace; the command exits with 1. */
export class ScopelockError extends Error implements Diagnostic {
  readonly id: DiagnosticId;
  readonly severity = "error";
  readonly what: string;
  readonly where?: string;
  readonly why?: string;
  readonly fix: string;
  /** Further refusals; the message names them too. */
  readonly others: readonly Refusal[];

  /** @param others further refusals, for a message that names everything at once. */
  constructor(refusal: Refusal, ...others: readonly Refusal[]) {
    super([refusal, ...others].map(refusalText).join("\n"));
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
      throw new ScopelockError({ ...diagnosticOf(error), where }, ...error.others);
    }
  }
}

/** The diagnostic of an error, and nothing else of it. */
export function diagnosticOf({ id, severity, what, where, why, fix }: ScopelockError): Diagnostic {
  return {
    id,
    severity,
    what,
    ...(where !== undefined && { where }),
    ...(why !== undefined && { why }),
    fix,
  };
}

/** A refusal as people read it, of any identifier. */
export function refusalText({
  id,
  what,
  where,
  why,
  fix,
}: Omit<Diagnostic<string>, "severity" | "about">): string {
  return [`${what} [${id}]`, where && `  where: ${where}`, why && `  why:   ${why}`, `  fix:   ${fix}`]
    .filter(Boolean)
    .join("\n");
}
