import { distance } from "fastest-levenshtein";

/** Beyond these, a comparison with every name would take longer than the rest of the checks. */
const NAMES = 200;
const LENGTH = 64;

/** For "did you mean": the one of some names that another most likely means, if any comes near. */
export function suggester(names: Iterable<string>): (name: string) => string | undefined {
  let known:
    | { readonly inLowerCase: ReadonlyMap<string, string>; readonly compared: readonly string[] }
    | undefined;
  return (name) => {
    // Most declarations have nothing to be told of.
    known ??= prepare([...names]);
    const asked = name.toLowerCase();
    const same = known.inLowerCase.get(asked);
    if (same !== undefined || name.length > LENGTH) return same;
    let nearest: string | undefined;
    let least = Math.max(2, name.length / 3);
    for (const candidate of known.compared) {
      const far = distance(asked, candidate.toLowerCase());
      if (far <= least && (nearest === undefined || far < least)) [nearest, least] = [candidate, far];
    }
    return nearest;
  };
}

function prepare(names: readonly string[]) {
  return {
    inLowerCase: new Map(names.map((name) => [name.toLowerCase(), name])),
    compared: names.length > NAMES ? [] : names.filter(({ length }) => length <= LENGTH),
  };
}
