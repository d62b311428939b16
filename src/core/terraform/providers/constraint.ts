import { compare, SemVer } from "semver";
import { table } from "../../diagnostic";

/** One condition on a version. */
interface Condition {
  readonly operator: Operator;
  readonly version: SemVer;
  /** Of `~>`: the first version that is too new. */
  readonly below: SemVer | undefined;
}

const OPERATORS = ["=", "!=", ">=", "<=", "~>", ">", "<"] as const;
type Operator = (typeof OPERATORS)[number];

/** What is wrong with a text, for a sentence. */
export interface ConstraintFault {
  readonly what: string;
  readonly fix: string;
}

/**
 * Which versions Terraform may choose from, as it reads `version` in `required_providers`: conditions with `=`, `!=`, `>`,
 * `>=`, `<`, `<=` and `~>`, joined by commas. A version with a pre-release suffix is chosen where `=` names it and not
 * otherwise. Source: `terraform init` of Terraform 1.11.4 on a mirror with such versions.
 */
export class VersionConstraint {
  private constructor(private readonly conditions: readonly Condition[]) {}

  /** A text as a constraint, or what is wrong with it. */
  static parse(text: string): VersionConstraint | ConstraintFault {
    if (text.trim() === "") return { what: "It is empty.", fix: "Write a version, such as >= 5.6, < 6." };
    const conditions: Condition[] = [];
    let offset = 0;
    for (const part of text.split(",")) {
      const condition = conditionOf(part, offset, text);
      if ("fix" in condition) return condition;
      conditions.push(condition);
      offset += part.length + 1;
    }
    return new VersionConstraint(conditions);
  }

  /** Whether Terraform may choose a version. */
  admits(version: string | SemVer): boolean {
    const at = new SemVer(version);
    if (at.prerelease.length > 0 && !this.conditions.some((each) => each.operator === "=" && isAt(each, at)))
      return false;
    return this.conditions.every((condition) => holds(condition, at));
  }

  /** The lowest version that may be chosen, from one on; `undefined` when there is none. */
  lowest(from: string): string | undefined {
    // Releases lie close: the lowest one is where it is looked from, at a condition's version, or just behind some of them.
    const starts = [new SemVer(from), ...this.conditions.map(({ version }) => version)];
    const found = starts
      .flatMap((start) => [start, ...behind(start, this.conditions.length)])
      .filter((version) => compare(version, from) >= 0 && this.admits(version))
      .sort(compare);
    return found[0]?.version;
  }
}

const behind = ({ major, minor, patch }: SemVer, count: number) =>
  Array.from({ length: count + 1 }, (_, step) => new SemVer(`${major}.${minor}.${patch + step}`));

const isAt = ({ version }: Condition, other: SemVer) => compare(version, other) === 0;

function holds({ operator, version, below }: Condition, at: SemVer): boolean {
  const order = compare(at, version);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "~>":
      return order >= 0 && (below === undefined || compare(at, below) < 0);
  }
}

const VERSION = /^(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** @param offset of the part in the whole text */
function conditionOf(part: string, offset: number, text: string): Condition | ConstraintFault {
  const [, before = "", sign = "", between = "", rest = ""] =
    /^(\s*)([^\w\s.+-]*)(\s*)(.*?)\s*$/s.exec(part) ?? [];
  const at = offset + before.length;
  if (sign + rest === "")
    return {
      what: `Nothing stands ${text.includes(",") ? "beside the comma " : ""}at character ${at + 1}.`,
      fix: "Remove the comma, or write a version there.",
    };
  const operator = sign === "" ? "=" : OPERATORS.find((each) => each === sign);
  if (operator === undefined)
    return {
      what: `"${sign}" at character ${at + 1} is not an operator.`,
      fix: `${meantBy(sign, rest)} Terraform has =, !=, >, >=, <, <= and ~>, and a comma between conditions.`,
    };
  const place = at + sign.length + between.length;
  const [, major, minor, patch, suffix = ""] = VERSION.exec(rest) ?? [];
  if (major === undefined)
    return {
      what:
        rest === ""
          ? `A version is missing behind "${sign}" at character ${at + 1}.`
          : `"${rest}" at character ${place + 1} is not a version.`,
      fix: fixOf(rest),
    };
  // Numbers, because Terraform reads 05 as 5.
  const [x, y, z] = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  const version = semver(`${x}.${y}.${z}${suffix}`);
  if (version === undefined)
    return {
      what: `"${rest}" at character ${place + 1} is not a version.`,
      fix: "Write numbers without zeros in front behind the hyphen.",
    };
  const next = patch === undefined ? `${x + 1}.0.0` : `${x}.${y + 1}.0`;
  return { operator, version, below: operator === "~>" ? new SemVer(next) : undefined };
}

function semver(text: string): SemVer | undefined {
  try {
    return new SemVer(text);
  } catch {
    return undefined;
  }
}

/** Operators of other languages. */
const MEANT: Readonly<Record<string, string>> = table({
  "=>": ">=",
  "=<": "<=",
  "==": "=",
  "<>": "!=",
  "!": "!=",
  "~": "~>",
  "^": "~>",
});

/** What somebody means who writes another language's operator. */
function meantBy(sign: string, rest: string): string {
  const operator = MEANT[sign];
  return operator === undefined
    ? "Remove it."
    : `Did you mean "${operator}${rest === "" ? "" : ` ${rest}`}"?`;
}

function fixOf(rest: string): string {
  const [, number] = /^v(\d[\d.]*)$/i.exec(rest) ?? [];
  if (number !== undefined) return `Write ${number}, without the letter.`;
  if (/^[\d.]+\s+[<>=!~]/.test(rest)) return "Write a comma between the conditions.";
  if (/^\d+(\.\d+)*\.[x*]/i.test(rest))
    return `Write ~> ${rest.replace(/\.[x*].*$/i, "")}.0 for any of these.`;
  if (/\|\||\s-\s/.test(rest)) return "Write one range: >= lowest, < highest. Terraform has no alternatives.";
  return "Write one to three numbers with dots between them, such as 5, 5.6 or 5.6.0.";
}
