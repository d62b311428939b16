/**
 * Records what the pages of the Terraform provider list: `npm run witness -- <directory> <version>`, with `docs` of
 * github.com/MyPureCloud/terraform-provider-genesyscloud. The provider generates them from Genesys's OpenAPI document: for
 * each resource the operations that it calls, and every permission that one of these requires.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [directory = "", version = ""] = process.argv.slice(2);
const pages = ["data-sources", "resources"].flatMap((kind) =>
  readdirSync(join(directory, kind))
    .sort()
    .map((name) => ({ page: `${kind}/${name}`, text: readFileSync(join(directory, kind, name), "utf8") })),
);
const rows = pages.flatMap(({ page, text }) => {
  const operations = [...text.matchAll(/^\* \[([A-Z]+ \/api\/v2\/\S+?)\]\(/gm)].map(
    ([, operation]) => operation,
  );
  const [, list = ""] = /^The following permissions are required.*\n\n((?:\* `.*\n)*)/m.exec(text) ?? [];
  const permissions = [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  return operations.length === 0 ? [] : [[page, operations.join(","), permissions.join(",")].join("\t")];
});
const lines = [
  `# Operations that resources of the Terraform provider call, and every permission that one of them requires. Source: docs of mypurecloud/genesyscloud ${version}.`,
  "page\toperations\tpermissions",
  ...rows,
];
writeFileSync(
  join(__dirname, "../__tests__/core/catalog/recordings/provider-pages.tsv"),
  `${lines.join("\n")}\n`,
);
console.log(`${rows.length} pages`);
