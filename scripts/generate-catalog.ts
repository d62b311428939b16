/** Writes `src/core/catalog/operations.json` from the table beside it. Same table, same bytes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateCatalog } from "./catalog-table";

const directory = join(__dirname, "../src/core/catalog");
try {
  const text = generateCatalog(readFileSync(join(directory, "genesys-operations.tsv")));
  writeFileSync(join(directory, "operations.json"), text);
  console.log(`catalog: ${JSON.parse(text).operations.length} operations`);
} catch (error) {
  console.error(`catalog: ${(error as Error).message}`);
  process.exitCode = 1;
}
