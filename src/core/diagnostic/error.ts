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
    const [first, ...more] = [shortened(refusal), ...others.map(shortened)] as const;
    super([first, ...more].map(refusalText).join("\n"));
    this.name = "ScopelockError";
    this.id = first.id;
    this.what = first.what;
    if (first.where !== undefined) this.where = first.where;
    if (first.why !== undefined) this.why = first.why;
    this.fix = first.fix;
    this.others = more;
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

/** Longer than any name. Characters. */
const LONGEST_WORD = 300;
/** Longer than a usual path: a place, and a command to run, are to be copied whole. */
const LONGEST_PATH = 1000;
/** Most characters of a part of a refusal. */
const LONGEST_PART = 4000;

/** A refusal without the middle of what is endless: a value may have any length. */
function shortened({ id, what, where, why, fix }: Refusal): Refusal {
  return {
    id,
    what: part(what, LONGEST_WORD),
    ...(where !== undefined && { where: part(where, LONGEST_PATH) }),
    ...(why !== undefined && { why: part(why, LONGEST_WORD) }),
    fix: part(fix, LONGEST_PATH),
  };
}

const part = (text: string, longest: number) =>
  within(
    LONGEST_PART,
    text.replace(/\S+/g, (word) => within(longest, word)),
  );
const within = (longest: number, text: string) => (text.length > longest ? ends(text, longest) : text);

/** Beginning and end of a text. */
const ends = (text: string, length: number) => `${text.slice(0, length / 3)}...${text.slice(-length / 3)}`;

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
