import { RULES } from "../src/rules";
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
    rule.problems.map((id) => `\`${id}\``).join(", "),
  ]);
  return `<!-- Written by npm run rules-page. -->
# Rules

Every stack with a \`DataActionIntegration\` or a \`UserGrantClient\` is judged by these when it is synthesized, as it was declared and as Terraform gets it, overrides included. An error ends the
synth, and all of them are reported at once; a warning is reported by every synth. Each has the rule's id, and the id of what was found under it: [errors](errors.md) lists those.

What is known and right is acknowledged, with the reason:

\`\`\`ts
Rules.acknowledge(integration, "SL004", { because: "The lookups serve every division." });
\`\`\`

It counts for the construct and all below it, stands in the stack's output \`acknowledged\` and in \`//.scopelock.acknowledged\` of what is synthesized, and is warned of (SL001) once there is nothing
to acknowledge any more. What a construct refuses at once, with an exception, cannot be acknowledged.

${table(["id", "severity", "what", "why", "fix", "may be acknowledged", "speaks for"], rows)}`;
}
