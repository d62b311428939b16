/**
 * Writes `docs/rules.md` from the rules, `docs/errors.md` from the ids in the sources, and `docs/choices.md` from the
 * catalogue. Same sources, same bytes.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { choicesPage } from "./choices-page";
import { errorsPage, rulesPage } from "./rules-page";

const root = join(__dirname, "..");
writeFileSync(join(root, "docs/rules.md"), rulesPage());
writeFileSync(join(root, "docs/errors.md"), errorsPage(root));
writeFileSync(join(root, "docs/choices.md"), choicesPage());
console.log("docs: rules, errors and choices");
