/** Writes the review in `README.md`, as the command prints it. Same sources, same bytes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withReview } from "./readme-review";

const root = join(__dirname, "..");
const file = join(root, "README.md");
writeFileSync(file, withReview(readFileSync(file, "utf8"), root));
console.log("README: review");
