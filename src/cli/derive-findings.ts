import type { DerivationReport } from "../core/derivation";
import { count, cut, type Diagnostic, grouped, SEVERITIES } from "../core/diagnostic";
import { grouping } from "./grouping";

/** A problem, with every place that has it. */
export interface Finding extends Diagnostic {
  readonly at: readonly string[];
}

/** How much of a source is shown. */
export const LONGEST_SOURCE = 300;

/** Everything that a report finds wrong, the same thing said once; errors first. */
export function findings({ actions, unusable, catalog }: DerivationReport): readonly Finding[] {
  const found = new Map<string, Diagnostic & { at: string[] }>();
  const add = (problem: Diagnostic, at: string) => {
    const key = [problem.id, problem.what, problem.why, problem.fix].join("\n");
    const known = found.get(key);
    if (known) known.at.push(at);
    else found.set(key, { ...problem, at: [at] });
  };
  for (const problem of catalog.problems) add(problem, "the catalogue");
  for (const { where, ...problem } of unusable) add(problem, cut(where, LONGEST_SOURCE));
  for (const { name, source, problems } of actions)
    for (const problem of problems) {
      const action = cut(name);
      add(
        problem,
        source === null || source.startsWith(name) ? action : `${action} (${cut(source, LONGEST_SOURCE)})`,
      );
    }
  return [...found.values()].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
  );
}

/** How many places are named. */
const PLACES = 20;
const PLACES_OF_A_NOTE = 3;

/** The same in short: notes of one id are one, with the message of the first; of many places, the first. */
export function summarized(all: readonly Finding[]): readonly Finding[] {
  const groups = grouping(all, (finding) => (finding.severity === "note" ? finding.id : finding));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const at = [first, ...others].flatMap((finding) => finding.at);
    const places = first.severity === "note" ? PLACES_OF_A_NOTE : PLACES;
    // One more is named sooner than counted.
    const shown = at.length > places + 1 ? at.slice(0, places) : at;
    const more = grouped(at.length - shown.length);
    return [
      {
        ...first,
        ...(others.length > 0 && likeIt(first, others.length)),
        at: shown === at ? at : [...shown, `${more} more; --verbose names them all`],
      },
    ];
  });
}

/** The end of what is said of the first of several notes. */
function likeIt({ what, why }: Diagnostic, others: number): Pick<Diagnostic, "what" | "why"> {
  const more = `And ${count(others, "note")} like it.`;
  return why === undefined ? { what: `${what} ${more}` } : { what, why: `${why} ${more}` };
}
