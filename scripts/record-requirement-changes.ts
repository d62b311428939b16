/**
 * Records which operations require something else in a later release of the vendor's JavaScript SDK:
 * `npm run requirement-changes -- <directory> <version> <date> <directory> <version> <date>`, with the reference pages
 * of two releases, `build/docs` of github.com/MyPureCloud/platform-client-sdk-javascript. The tests of `catalog watch` read it.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shapeOf } from "../src/core/catalog/operation";
import { isPermissionName } from "../src/core/permission";

/** What a page lists for an operation, in its own words. */
interface Listed {
  readonly method: string;
  readonly path: string;
  /** `ANY`, `ALL`, or `NO` where it lists none. */
  readonly mode: string;
  readonly permissions: string;
}

function operationsIn(directory: string): ReadonlyMap<string, Listed> {
  const sections = readdirSync(directory)
    .filter((name) => name.endsWith("Api.md"))
    .sort()
    .flatMap((name) =>
      readFileSync(join(directory, name), "utf8")
        .split(/^## (?=\w+\s*$)/m)
        .slice(1),
    );
  return new Map(
    sections.flatMap((section): [string, Listed][] => {
      const [, method, path] = /^([A-Z]+) (\/api\/\S+)\s*$/m.exec(section) ?? [];
      if (method === undefined || path === undefined) return [];
      const [, mode = "NO", list = ""] =
        /^Requires (\w+) permissions: *\n((?:\s*\n|\* .*\n)*)/m.exec(section) ?? [];
      const permissions = [...list.matchAll(/^\* (.+)$/gm)]
        .map(([, name = ""]) => name.trim())
        .filter(isPermissionName);
      return [
        [
          shapeOf(method, path),
          { method, path, mode, permissions: [...new Set(permissions)].sort().join(",") },
        ],
      ];
    }),
  );
}

const [from = "", fromVersion = "", fromDate = "", to = "", toVersion = "", toDate = ""] =
  process.argv.slice(2);
const [before, after] = [operationsIn(from), operationsIn(to)];
const rows = [...after]
  .flatMap(([shape, { method, path, mode, permissions }]) => {
    const was = before.get(shape);
    const isSame = was === undefined || (was.mode === mode && was.permissions === permissions);
    return isSame ? [] : [[method, path, was.mode, was.permissions, mode, permissions].join("\t")];
  })
  .sort();
const lines = [
  `# Operations that require something else in a later release. Source: public API reference of the JavaScript SDK, build/docs of ${fromVersion} (${fromDate}) and ${toVersion} (${toDate}), which have ${[...before.keys()].filter((shape) => after.has(shape)).length.toLocaleString("en-US")} operations in common. Modes as the reference has them.`,
  "method\tpath\tmode before\tpermissions before\tmode after\tpermissions after",
  ...rows,
];
writeFileSync(
  join(__dirname, "../__tests__/core/catalog/recordings/requirement-changes.tsv"),
  `${lines.join("\n")}\n`,
);
console.log(`${rows.length} of ${before.size} operations changed`);
