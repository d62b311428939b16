/** Writes `src/core/catalog/operations.json` from the tables beside it. Same tables, same bytes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateCatalog } from "./catalog-table";

const directory = join(__dirname, "../src/core/catalog");
const table = (name: string) => readFileSync(join(directory, name));
try {
  const text = generateCatalog(table("genesys-operations.tsv"), table("sdk-operations.tsv"));
  writeFileSync(join(directory, "operations.json"), text);
  console.log(`catalog: ${JSON.parse(text).operations.length} operations`);
} catch (error) {
  console.error(`catalog: ${(error as Error).message}`);
  process.exitCode = 1;
}
