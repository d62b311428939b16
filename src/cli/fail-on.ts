import { cut, type DiagnosticId, ScopelockError, suggest } from "../core/diagnostic";

/**
 * Reads the list of `--fail-on`: some of the names, or `none` alone, which is an empty list.
 * @param id of the refusal
 * @param fix the sentence that lists the names
 */
export function parseStops<Stop extends string>(
  list: string,
  names: readonly Stop[],
  { id, fix }: { readonly id: DiagnosticId; readonly fix: string },
): readonly Stop[] {
  const stops = list.split(",").map((each) => each.trim());
  if (stops.every((stop) => stop === "none")) return [];
  const refuse = (what: string, why: string, mended: string) =>
    new ScopelockError({ id, what, where: "--fail-on", why, fix: mended });
  if (stops.includes("none"))
    throw refuse(
      `"${list}" lists none and something else.`,
      "A gate that stops at nothing cannot stop at something.",
      "Give none alone, or leave it out.",
    );
  const known = (stop: string): stop is Stop => names.some((name) => name === stop);
  return stops.map((stop) => {
    if (known(stop)) return stop;
    // "none" is never meant by something else: it would switch the gate off.
    const meant = suggest(stop, names);
    throw refuse(
      `"${cut(stop)}" is not a name that --fail-on takes.`,
      "A name that is not known would stop at nothing.",
      `${meant === undefined ? "" : `Did you mean "${meant}"? `}${fix}`,
    );
  });
}
