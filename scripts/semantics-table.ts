import { SEMANTICS, SOURCES } from "../src/run/semantics";
import { table } from "./table";

const START = "<!-- semantics: written by npm run rules-page -->";
const END = "<!-- /semantics -->";

/**
 * `docs/run.md` with its table of behaviours brought up to date.
 * @throws Error when the page has no place for it
 */
export function withSemantics(page: string): string {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/run.md lacks ${START} ... ${END}`);
  const parts = Object.entries(SEMANTICS).map(([about, behaviours]) => {
    const rows = behaviours.map(({ when, here, source, evidence, code }) => [
      when,
      here,
      evidence === undefined ? SOURCES[source] : `${SOURCES[source]}: ${evidence}`,
      `\`${code}\``,
    ]);
    return `### ${about}\n\n${table(["behaviour", "here", "source", "decided in"], rows)}`;
  });
  return `${before}${START}\n\n${parts.join("\n")}\n${END}${after}`;
}
