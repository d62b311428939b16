/**
 * Generates the list of the rules from the files of `src/rules` that begin with an id: `src/rules/generated/rules.ts`, not in
 * git. A new rule is one file.
 */
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const RULES = join(__dirname, "../src/rules");

const modules = readdirSync(RULES)
  .filter((file) => /^sl\d{3}-.*\.ts$/.test(file))
  .sort()
  .map((file) => ({ id: file.slice(0, 5), module: file.slice(0, -3) }));

const directory = join(RULES, "generated");
mkdirSync(directory, { recursive: true });
const temporary = join(directory, ".rules.ts");
writeFileSync(
  temporary,
  `${[
    ...modules.map(({ id, module }) => `import * as ${id} from "../${module}";`),
    'import type { Rule } from "../rule";',
    "",
    "/** Every rule, in the order of the ids. */",
    `export const RULES: readonly Rule[] = [${modules.map(({ id }) => id).join(", ")}].flatMap((module) => Object.values(module));`,
  ].join("\n")}\n`,
);
renameSync(temporary, join(directory, "rules.ts"));
