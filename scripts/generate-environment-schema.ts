/** Writes `schemas/environment.schema.json`, and the table of keys in `docs/environments.md`. Same schema, same bytes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedSchema, withKeys } from "./environment-keys";

const root = join(__dirname, "..");
const page = join(root, "docs/environments.md");
writeFileSync(join(root, "schemas/environment.schema.json"), publishedSchema());
writeFileSync(page, withKeys(readFileSync(page, "utf8")));
console.log("environments: schema and table of keys");
