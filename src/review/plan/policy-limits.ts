import { compareTexts, isObject, type JsonObject, table } from "../../core/diagnostic";

/**
 * What limits the capabilities of a rule further. Sources: Vault's documentation, "Policies", and `vault/acl.go` of
 * hashicorp/vault 1.21 (`AllowOperation`). Values are compared, never shown.
 */
export interface Limits {
  /** Parameters that a request may have, with their values; all where it is empty. */
  readonly allowed: Parameters;
  /** Parameters that it may not have. */
  readonly denied: Parameters;
  /** Parameters that it must have. */
  readonly required: readonly string[];
  /** Seconds for which the answer is wrapped at least; 0 for none. */
  readonly leastWrapping: number;
  /** Seconds for which it is wrapped at most. */
  readonly mostWrapping: number;
  /** Anything else, as text: a control group, what a newer Vault knows. */
  readonly more: string;
}

/** Values by parameter, in lower case; any value where the list is empty. `*` stands for all other parameters. */
type Parameters = ReadonlyMap<string, readonly string[]>;

/** Nothing limits further. */
export const UNLIMITED: Limits = {
  allowed: new Map(),
  denied: new Map(),
  required: [],
  leastWrapping: 0,
  mostWrapping: Number.POSITIVE_INFINITY,
  more: "",
};

/** Reads the limits of a rule; what has another form than Vault's is kept as text. */
export function readLimits(stanza: JsonObject): Limits {
  const more: Record<string, unknown> = { ...stanza };
  const take = <T>(key: string, read: (value: unknown) => T | undefined, none: T): T => {
    const found = stanza[key] === undefined ? none : read(stanza[key]);
    if (found !== undefined) delete more[key];
    return found ?? none;
  };
  const limits = {
    allowed: take("allowed_parameters", parametersIn, UNLIMITED.allowed),
    denied: take("denied_parameters", parametersIn, UNLIMITED.denied),
    required: take("required_parameters", textsIn, UNLIMITED.required),
    leastWrapping: take("min_wrapping_ttl", secondsIn, 0),
    mostWrapping: take("max_wrapping_ttl", secondsIn, 0) || Number.POSITIVE_INFINITY,
  };
  return { ...limits, more: Object.keys(more).length === 0 ? "" : textOf(more) };
}

/** True if limits let through only what other ones let through. */
export function isNarrower(is: Limits, was: Limits): boolean {
  return (
    allowsWithin(is.allowed, was.allowed) &&
    deniesAll(is.denied, was.denied) &&
    was.required.every((name) => is.required.includes(name)) &&
    is.leastWrapping >= was.leastWrapping &&
    is.mostWrapping <= was.mostWrapping &&
    (was.more === "" || was.more === is.more)
  );
}

const ANY = "*";
const allowsAll = (parameters: Parameters) =>
  parameters.size === 0 || (parameters.size === 1 && parameters.has(ANY));

function allowsWithin(is: Parameters, was: Parameters): boolean {
  if (allowsAll(was)) return true;
  const isFree = allowsAll(is) || is.has(ANY);
  // Parameters that only the former rule names keep the values that it lists.
  if (isFree && !(was.has(ANY) && [...was].every(([name, values]) => is.has(name) || values.length === 0)))
    return false;
  return [...is].every(([name, values]) => {
    if (name === ANY) return true;
    const before = was.get(name);
    return before === undefined ? was.has(ANY) : valuesWithin(values, before);
  });
}

function deniesAll(is: Parameters, was: Parameters): boolean {
  if (is.has(ANY)) return true;
  return [...was].every(([name, values]) => {
    const now = is.get(name);
    if (now === undefined) return false;
    return now.length === 0 || (values.length > 0 && valuesWithin(values, now));
  });
}

/** Values may end with `*`. */
const valuesWithin = (narrow: readonly string[], wide: readonly string[]): boolean =>
  wide.length === 0 ||
  (narrow.length > 0 &&
    narrow.every((value) =>
      wide.some((each) => each === value || (each.endsWith("*") && value.startsWith(each.slice(0, -1)))),
    ));

function parametersIn(value: unknown): Parameters | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).map(([name, list]) => [name.toLowerCase(), scalarsIn(list)] as const);
  return entries.every((entry): entry is [string, string[]] => entry[1] !== undefined)
    ? new Map(entries)
    : undefined;
}

const textsIn = (value: unknown) => scalarsIn(value)?.map((name) => name.toLowerCase());

const scalarsIn = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((each) => typeof each !== "object" || each === null)
    ? value.map((each) => JSON.stringify(each).replace(/^"|"$/g, ""))
    : undefined;

const SECONDS: Readonly<Record<string, number>> = table({ s: 1, m: 60, h: 3600, d: 86_400 });

/** A duration as Vault takes it: seconds, or numbers with units. */
function secondsIn(value: unknown): number | undefined {
  if (typeof value === "number" && value >= 0) return value;
  if (typeof value !== "string") return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  if (!/^(\d+[smhd])+$/.test(value)) return undefined;
  const parts = [...value.matchAll(/(\d+)([smhd])/g)];
  return parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (SECONDS[unit] ?? 0), 0);
}

/** The same text for members in any order. */
const textOf = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => compareTexts(a, b))) : each,
  );
