import { SEVERITIES, type Severity } from "../src/core/diagnostic";
import { PARTS } from "../src/core/diagnostic/ids/all";
import type { Entry } from "../src/core/diagnostic/ids/entry";
import { LIVE } from "../src/core/diagnostic/ids/live";
import { FINDINGS } from "../src/review/findings/finding";
import { RULES } from "../src/rules";
import { table } from "./table";

const MEANINGS: Readonly<Record<Severity, string>> = {
  error: "it is wrong, or cannot work",
  access: "the change gives new access (reviews only)",
  alarm: "the change breaks, destroys or hides something (reviews only)",
  unknown: "it was asked, and there was no usable answer (the doctor only)",
  warning: "it works, and should not stay so",
  note: "worth knowing",
};

const TO_DO: Readonly<Record<Severity, string>> = {
  error: "correct it",
  access: "approve it",
  alarm: "look at it before it is applied",
  unknown: "ask again when the cause is gone",
  warning: "correct it when you can",
  note: "nothing, as a rule",
};

/** `docs/errors.md`: every diagnostic of the catalogue. */
export function errorsPage(): string {
  const sections = Object.entries(PARTS).map(([title, entries]) => {
    const rows = entriesOf(entries).map(([id, { severity, means, fix }]) => {
      const rule = RULES.find(({ problems }) => (problems as readonly string[]).includes(id));
      return [
        `<a id="${id.replace("/", "-")}"></a>\`${id}\``,
        [severity].flat().join(", "),
        means,
        fix,
        rule ? `[${rule.id}](rules.md#${rule.id.toLowerCase()})` : "",
      ];
    });
    return `## ${title}\n\n${table(["id", "severity", "what it means", "usual fix", "rule"], rows)}`;
  });
  return `<!-- Written by npm run rules-page. -->
# Errors, warnings and findings

Whatever scopelock refuses, warns of or finds is a diagnostic. Each has an id that never changes, and one of these severities:

${table(
  ["severity", "what it means", "what to do"],
  SEVERITIES.map((severity) => [`\`${severity}\``, MEANINGS[severity], TO_DO[severity]]),
)}
A check of the doctor's that passed is not a diagnostic. Where several severities are named, the case decides. A message names the values that it is about, and may know a better
fix than the usual one.

Every command with \`--format json\` prints a diagnostic the same way:

\`\`\`jsonc
{
  "id": "operation/unknown",
  "severity": "error",
  "what": "GET /api/v2/user is no operation of the Genesys Cloud API.", // with the value that was found
  "where": "actions.json", // a construct, a file, an integration, an option; only where it is known
  "why": "Its permissions cannot be derived.", // only where there is more to say than "what"
  "fix": "Did you mean GET /api/v2/users?",
  "about": "Look up user" // the one thing it is about; only where there is one
}
\`\`\`

${sections.join("\n")}`;
}

const entriesOf = (entries: object) => Object.entries(entries) as [string, Entry][];

/** The findings of `docs/review.md`. */
export function reviewFindings(): string {
  const entries = new Map(Object.values(PARTS).flatMap(entriesOf));
  return table(
    ["id", "severity", "meaning"],
    Object.entries(FINDINGS).map(([id, severity]) => [
      `\`${id}\``,
      `${severity}${entries.get(id)?.aside ? ", aside" : ""}${entries.get(id)?.unsaid ? ", unsaid" : ""}`,
      entries.get(id)?.means ?? "",
    ]),
  );
}

/** The findings of `docs/doctor.md`. */
export function doctorFindings(): string {
  const { "catalog/old": old } = PARTS["Catalogues of the API"];
  return table(
    ["id", "severity", "meaning"],
    entriesOf({ ...PARTS["The doctor"], "catalog/old": old, ...LIVE }).map(([id, { severity, means }]) => [
      `\`${id}\``,
      // The doctor's comes first.
      [severity].flat()[0] as string,
      means,
    ]),
  );
}

const [BEGIN, END] = ["<!-- Findings: written by npm run rules-page. -->", "<!-- End of the findings. -->"];

/** A page with its findings put between the two marks. */
export function withFindings(page: string, findings: string): string {
  const [before, rest = ""] = page.split(BEGIN);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`The page has no ${BEGIN} ... ${END}.`);
  return `${before}${BEGIN}\n\n${findings}\n${END}${after}`;
}
