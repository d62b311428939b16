/**
 * Generates the check of contracts as JSON Schema draft 4: `src/core/action/checks/generated/draft-04.ts`, not in git. To
 * load ajv and compile the meta-schema takes as long as everything else that `scopelock derive` does; this loads nothing.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import standaloneCode from "ajv/dist/standalone";
import Ajv from "ajv-draft-04";
import metaSchema from "ajv-draft-04/dist/refs/json-schema-draft-04.json";

/**
 * The meta-schema for one schema, whose inner schemas are checked one by one: as a whole, ajv collects errors in
 * quadratic time. So it would find doubled values in `enum` and `type`, which are harmless.
 */
function shallow(schema: typeof metaSchema): object {
  const copy = JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.$ref === "#" ? { type: "object" } : value,
  ) as typeof metaSchema;
  const { enum: values, type } = copy.properties;
  for (const lists of [values, ...type.anyOf] as { uniqueItems?: boolean }[]) delete lists.uniqueItems;
  return copy;
}

const ajv = new Ajv({
  meta: false,
  strict: false,
  allErrors: true,
  // uri and regex: our own check of patterns says more.
  validateFormats: false,
  code: { source: true, esm: true },
});
const code = standaloneCode(ajv, ajv.compile(shallow(metaSchema)));
if (/\brequire\(/.test(code)) throw new Error("the generated validator loads something");

const directory = join(__dirname, "../src/core/action/checks/generated");
mkdirSync(directory, { recursive: true });
// Written beside the target and renamed, so that an interrupted run leaves no half of it.
const temporary = join(directory, ".draft-04.ts");
writeFileSync(temporary, `// @ts-nocheck\n${code}\n`);
renameSync(temporary, join(directory, "draft-04.ts"));
console.log("contract validator: JSON Schema draft 4");
