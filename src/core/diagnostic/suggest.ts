import { distance } from "fastest-levenshtein";

/** Beyond these, a comparison with every name would take longer than the rest of the checks. */
const NAMES = 200;
const LENGTH = 64;

/** How far another name may be from one that was meant: a slip in a short one, a third of a long one. */
const reach = (name: string) => (name.length < 5 ? 1 : Math.max(2, name.length / 3));

/** Two letters in the wrong order count as one slip: `dve`. */
const sameLetters = (a: string, b: string) => [...a].sort().join("") === [...b].sort().join("");

/** The names that come near one, the nearest first; letter case does not count. */
export function nearNames(name: string, names: Iterable<string>): readonly string[] {
  const asked = name.toLowerCase();
  const far = reach(name);
  return [...names]
    .map((candidate) => ({ candidate, is: distance(asked, candidate.toLowerCase()) }))
    .filter(({ candidate, is }) => is <= far || (is === 2 && sameLetters(asked, candidate.toLowerCase())))
    .sort((a, b) => a.is - b.is)
    .map(({ candidate }) => candidate);
}

/** For "did you mean": the one of some names that another most likely means, if any comes near. */
export function suggester(names: Iterable<string>): (name: string) => string | undefined {
  let known:
    | { readonly inLowerCase: ReadonlyMap<string, string>; readonly compared: readonly string[] }
    | undefined;
  return (name) => {
    // Most declarations have nothing to be told of.
    known ??= prepare([...names]);
    const same = known.inLowerCase.get(name.toLowerCase());
    return same !== undefined || name.length > LENGTH ? same : nearNames(name, known.compared)[0];
  };
}

function prepare(names: readonly string[]) {
  return {
    inLowerCase: new Map(names.map((name) => [name.toLowerCase(), name])),
    compared: names.length > NAMES ? [] : names.filter(({ length }) => length <= LENGTH),
  };
}

/** As {@link suggester}, for one name. */
export function suggest(name: string, names: Iterable<string>): string | undefined {
  return suggester(names)(name);
}

/**
 * The fix for a name that is not known: what was meant if it comes near, else all that there is.
 * @param what the names in the plural, beginning a sentence: `Known regions`
 */
export function didYouMean(name: string, names: readonly string[], what: string): string {
  const meant = suggest(name, names);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return `${what}: ${names.length > 0 ? names.join(", ") : "none"}.`;
}
