/**
 * Writes `src/core/catalog/sdk-operations.tsv` from the SDK's npm package: `npm run sdk-table -- <tgz> <date>`, with
 * what `npm pack purecloud-platform-client-v2` wrote and the day that `npm view purecloud-platform-client-v2 time` has.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogFromSdk } from "../src/sdk/operations";
import { readSdkPackage } from "../src/sdk/package";
import { catalogOf, renderSdkTable } from "./catalog-table";

const directory = join(__dirname, "../src/core/catalog");
const [path = "", date = ""] = process.argv.slice(2);
const { catalog, problems } = catalogFromSdk(readSdkPackage(path, readFileSync(path)), date);
if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join("\n"));
const reference = catalogOf(readFileSync(join(directory, "genesys-operations.tsv")));
writeFileSync(join(directory, "sdk-operations.tsv"), renderSdkTable(catalog, reference));
console.log(`SDK ${catalog.version}: ${catalog.operations.length} operations; now npm run catalog`);
