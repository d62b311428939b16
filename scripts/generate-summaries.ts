/**
 * Writes `src/core/catalog/summaries.json` from the SDK's npm package: `npm run summaries -- <tgz>`,
 * with the release that the catalogue names. Same package, same bytes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EMBEDDED } from "../src/core/catalog";
import { summariesFromSdk } from "../src/sdk/operations";
import { readSdkPackage } from "../src/sdk/package";

const [path = ""] = process.argv.slice(2);
const sdk = readSdkPackage(path, readFileSync(path));
if (sdk.sha256 !== EMBEDDED.sha256)
  throw new Error(`The catalogue is from ${EMBEDDED.version}, not from ${sdk.version}.`);
const found = summariesFromSdk(sdk);
const summaries = EMBEDDED.operations.map(([, , , , , operationId]) => found.get(operationId) ?? "");
const file = join(__dirname, "../src/core/catalog/summaries.json");
writeFileSync(
  file,
  `${JSON.stringify({ sha256: sdk.sha256, summaries }, null, 0).replaceAll('","', '",\n"')}\n`,
);
console.log(`${summaries.filter(Boolean).length} summaries of ${summaries.length} operations`);
