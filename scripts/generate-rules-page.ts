/** Writes `docs/rules.md` from the rules, and `docs/errors.md` from the ids in the sources. Same sources, same bytes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsPage, rulesPage } from "./rules-page";

const root = join(__dirname, "..");
writeFileSync(join(root, "docs/rules.md"), rulesPage());
writeFileSync(join(root, "docs/errors.md"), errorsPage(root));
console.log("docs: rules and errors");
