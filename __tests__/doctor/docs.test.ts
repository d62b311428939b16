import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../process";

/** Ids that are put together, as the judgements' sources have them. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  "`${entry}/missing`": ["secret/missing", "manifest/missing"],
  "`${entry}/deleted`": ["secret/deleted", "manifest/deleted"],
  "`manifest/${name}`": ["other", "generation", "permissions", "actions", "fingerprint"].map(
    (name) => `manifest/${name}`,
  ),
};

it("docs/doctor.md names every finding there is, and no other", () => {
  const directory = join(ROOT, "src/doctor/checks");
  const sources = readdirSync(directory).map((file) => readFileSync(join(directory, file), "utf8"));
  const all = (pattern: RegExp) =>
    sources.flatMap((source) => [...source.matchAll(pattern)].map(([, id = ""]) => id));
  const composed = all(/(`(?:\$\{entry\}|manifest)\/[^`]*`)/g).flatMap(
    (id) => COMPOSED[id] ?? `no list for ${id}`,
  );
  const probes = [
    ...all(/finding\(\s*"([a-z-]+)"/g),
    ...all(/^ {2}"?([a-z-]+)"?: \[\s*"(?:error|warning|unknown)"/gm),
  ];
  const ids = [
    ...all(/id: "([a-z]+\/[a-z-]+)"/g),
    ...all(/\? "(client\/role-missing)"/g),
    ...all(/: "(client\/role-extra)"/g),
    ...composed,
    ...probes.map((id) => `probe/${id}`),
  ];
  const table = readFileSync(join(ROOT, "docs/doctor.md"), "utf8").split("## Findings")[1] ?? "";
  const documented = [...table.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, id]) => id);
  expect(documented.sort()).toEqual([...new Set(ids)].sort());
});
