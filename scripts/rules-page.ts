import { PARTS } from "../src/core/diagnostic/ids/all";
import type { Entry } from "../src/core/diagnostic/ids/entry";
import { RULES } from "../src/rules";
import type { Rule } from "../src/rules/rule";
import { acknowledgeable } from "../src/rules/run";
import { table } from "./table";

const MAY_BE = { all: "yes", warnings: "its warnings", nothing: "no" } as const;

/** `docs/rules.md`. */
export function rulesPage(): string {
  const rows = RULES.map((rule) => [
    `<a id="${rule.id.toLowerCase()}"></a>${rule.id}`,
    rule.severity,
    rule.what,
    rule.why,
    rule.fix,
    MAY_BE[acknowledgeable(rule)],
    rule.problems.map((id) => `\`${id}\`${isRefusedAtOnce(rule, id) ? " (refused)" : ""}`).join(", "),
  ]);
  const errorsThatMayBe = RULES.filter((rule) => rule.severity === "error" && acknowledgeable(rule) === "all")
    .map(({ id }) => id)
    .join(", ");
  return `<!-- Written by npm run rules-page. -->
# Rules

Every stack with a \`DataActionIntegration\` or a \`UserGrantClient\` is judged by these when it is synthesized, as it was declared and as Terraform gets it, overrides included. An error ends the
synth, and all of them are reported at once; a warning is reported by every synth and never ends it. Each has the rule's id, and the id of what was found under it: [errors](errors.md) lists those.

## Acknowledge

What is known and right is acknowledged in the stack, behind the construct that it is about, with the reason:

\`\`\`ts
import { Division, Rules } from "scopelock";

const integration = stack.integrate("external-contacts", { actions, divisions: [Division.all()] });
Rules.acknowledge(integration, "SL004", { because: "The lookups serve every division." });
\`\`\`

It counts for the construct and all below it, stands in the stack's output \`acknowledged\` and in \`//.scopelock.acknowledged\` of what is synthesized, and is warned of (SL001) once there is nothing
to acknowledge any more. The review of the change that adds it has the alarm \`rule/acknowledged\`, so a reviewer approves it; later reviews have a note.

| may be acknowledged | means |
| --- | --- |
| yes | everything that the rule finds. ${errorsThatMayBe} are errors and may be acknowledged all the same |
| its warnings | what the rule finds as a warning. What it finds as an error ends the synth |
| no | nothing |

The severity is that of the worst case that a rule reports. What a construct refuses at once, with an exception, cannot be acknowledged: so it is with the ids
of a rule that warns behind which "(refused)" stands.

## The rules

${table(["id", "severity", "what", "why", "fix", "may be acknowledged", "speaks for"], rows)}`;
}

const ENTRIES = new Map<string, Entry>(Object.values(PARTS).flatMap((entries) => Object.entries(entries)));

/** True for an error under a rule that only warns: a rule is never milder than what it finds, so a construct throws it. */
function isRefusedAtOnce({ severity }: Rule, id: string): boolean {
  return severity === "warning" && ENTRIES.get(id)?.severity === "error";
}
