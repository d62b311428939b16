/** A reference of a Velocity template, as far as names go: `${input.phoneNumber}`, `$esc.url(...)`, `$!rawResult`. */
export interface VelocityReference {
  /** `input` of `${input.phoneNumber}`. */
  readonly root: string;
  /** `phoneNumber` of `${input.phoneNumber}`; `undefined` when there is none, or a call or an index. */
  readonly property: string | undefined;
  /** Written with braces, so that where it ends is certain. */
  readonly formal: boolean;
  /** Renders as nothing, or as a given default, when there is no value. */
  readonly quiet: boolean;
  /** In the condition of an `#if`, where a missing value is allowed. */
  readonly conditional: boolean;
}

const REFERENCE =
  /\$(?<quiet>!?)(?<brace>\{?)(?<root>[A-Za-z][A-Za-z0-9_-]*)(?:\.(?<property>[A-Za-z][A-Za-z0-9_-]*)(?<call>\(?))?(?<alternate>\|?)/g;
const CONDITION = /#\{?(?:else)?if\}?[ \t]*\((?:[^()]|\([^()]*\))*\)/g;
const SET = /#\{?(?:set|foreach)\}?[ \t]*\([ \t]*\$!?\{?([A-Za-z][A-Za-z0-9_-]*)/g;
const LINE_COMMENT = /##[^\n]*/g;

/** Every reference of a template, those in arguments and conditions too. */
export function velocityReferences(template: string): readonly VelocityReference[] {
  if (!template.includes("$")) return [];
  const rendered = template.replace(LINE_COMMENT, (comment) => " ".repeat(comment.length));
  const conditions = [...rendered.matchAll(CONDITION)].map(({ 0: { length }, index }) => [
    index,
    index + length,
  ]);
  const found: VelocityReference[] = [];
  let next = 0;
  for (const { groups = {}, index } of rendered.matchAll(REFERENCE)) {
    if (isEscaped(rendered, index)) continue;
    while (next < conditions.length && (conditions[next]?.[1] ?? 0) <= index) next += 1;
    const { quiet, brace, root = "", property, call, alternate } = groups;
    const formal = brace === "{";
    found.push({
      root,
      property: call === "(" ? undefined : property,
      formal,
      quiet: quiet === "!" || (formal && alternate === "|"),
      conditional: (conditions[next]?.[0] ?? Number.POSITIVE_INFINITY) <= index,
    });
  }
  return found;
}

/** A template with every condition decided one way: each branch of it is rendered by one of the two. */
export function withConditions(template: string, decided: boolean): string {
  return template.replace(CONDITION, (condition) => condition.replace(/\(.*\)$/s, `(${decided})`));
}

/** The names that a template sets itself, by `#set` and `#foreach`. */
export function velocityVariables(template: string): readonly string[] {
  const set = [...template.matchAll(SET)].map(([, name = ""]) => name);
  return set.length === 0 ? [] : [...set, "foreach", "velocityCount"];
}

/** The roots that Genesys Cloud gives to templates. Source: Resource Center, "Velocity macros for data actions". */
export const TOOLS: ReadonlySet<string> = new Set([
  "esc",
  "encoding",
  "math",
  "successTemplateUtils",
  "urlTool",
  "salesforce",
  "dynamics",
  "msdynamics",
  "credentials",
  "authResponse",
  "input",
  "rawResult",
]);

/**
 * A name that a reference has in some names. Without braces, `$input.day-$input.month` may be read as `day-` or `day`:
 * the one that is known is meant.
 */
export function nameOf(written: string, formal: boolean, names: ReadonlySet<string>): string {
  if (formal || names.has(written)) return written;
  const [first = written] = written.split("-", 1);
  return names.has(first) ? first : written;
}

function isEscaped(template: string, at: number): boolean {
  let before = at;
  while (template[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 1;
}
