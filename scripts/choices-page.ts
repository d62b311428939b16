import { Catalog } from "../src/core/catalog/catalog";
import { fitOf } from "../src/core/derivation/fit";
import { INTERNAL_NAMES, OPERATION_FITS, OTHER_WORDS, RETIRED_NAMES } from "../src/core/derivation/fit-facts";
import { choiceDifferences } from "../src/core/derivation/refusals";
import { table } from "./table";

/** `docs/choices.md`: the operations of the embedded catalogue for which an action has to name the permission. */
export function choicesPage(): string {
  const catalog = Catalog.load();
  const choices = catalog.operations.filter(
    ({ requirement }) => requirement.mode === "any" && requirement.permissions.length > 1,
  );
  const open = choices.filter((operation) => fitOf(operation).open);
  const rows = open.map((operation) => {
    const fit = fitOf(operation);
    return [
      `\`${operation.id}\``,
      fit.fits.map((permission) => `\`${permission}\``).join(", "),
      choiceDifferences(fit, catalog),
    ];
  });
  return `<!-- Written by npm run rules-page. -->
# Choices

Of the ${choices.length} operations that accept any of several permissions, ${open.length} are for different things, and neither path nor method decides. There a data action has to name one
(\`prefer\`, or \`--prefer\` on the command line), unless its body names one of the acts: [\`permission/choose\`](errors.md). Of the others, [the rule](derive.md#one-of-several) finds what fits.

${table(["operation", "one of", "how they differ"], rows)}
## The input of the rule

Names that come last:

${table(
  ["permissions", "reason", "source"],
  [...INTERNAL_NAMES, ...RETIRED_NAMES].map(({ prefixes, reason, source }) => [
    prefixes.map((prefix) => `\`${prefix}*\``).join(", "),
    reason,
    source,
  ]),
)}
What a path calls otherwise:

${table(
  ["in the path", "in the permission", "reason", "source"],
  OTHER_WORDS.map(({ word, means, reason, source }) => [word, means.join(", "), reason, source]),
)}
Operations of which more is known than their paths show:

${table(
  ["operations", "fits", "reason", "source"],
  OPERATION_FITS.map(({ operations, fits, reason, source }) => [
    operations.map((operation) => `\`${operation}\``).join(", "),
    fits.map((permission) => `\`${permission}\``).join(", "),
    reason,
    source,
  ]),
)}`;
}
