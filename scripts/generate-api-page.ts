import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { apiOf, apiPage } from "./api-report";

const root = resolve(__dirname, "..");
writeFileSync(join(root, "docs/api.md"), apiPage(apiOf(root)));
console.log("docs: api");
