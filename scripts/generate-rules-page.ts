/**
 * Writes the pages that are made of the code: rules, errors, choices, and the findings of the review and of the doctor.
 * Same sources, same bytes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES } from "./generated-pages";

for (const { file, render } of PAGES) {
  const path = join(__dirname, "..", file);
  writeFileSync(path, render(readFileSync(path, "utf8")));
  console.log(file);
}
