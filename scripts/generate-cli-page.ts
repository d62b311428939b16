/** Writes `docs/cli.md` from the help of every command. Same sources, same bytes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cliPage } from "./cli-page";

const root = join(__dirname, "..");
cliPage(root).then((page) => {
  writeFileSync(join(root, "docs/cli.md"), page);
  console.log("docs: cli");
});
