import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import { SEVERITIES } from "../../../src/core/diagnostic";
import type { Diagnostic, Refusal } from "../../../src/core/diagnostic/diagnostic";
import { ScopelockError } from "../../../src/core/diagnostic/error";
import { CATALOGUE, PARTS } from "../../../src/core/diagnostic/ids/all";
import type { Entry } from "../../../src/core/diagnostic/ids/entry";
import { ROOT } from "../../process";

const entries = Object.entries(CATALOGUE) as [string, Entry][];

describe("the catalogue", () => {
  it("has each id once, in one part", () => {
    const ids = Object.values(PARTS).flatMap((part) => Object.keys(part));
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(Object.keys(CATALOGUE).sort());
  });

  it.each(entries)("says of %s what it means and what to do, in sentences", (id, entry) => {
    expect(id).toMatch(/^[a-z]+\/[a-z][a-z-]*$/);
    for (const text of [entry.means, entry.fix]) expect(text).toMatch(/^["0-9A-Z].*\.$/);
    const severities = [entry.severity].flat();
    expect(severities.every((severity) => SEVERITIES.includes(severity))).toBe(true);
    expect(new Set(severities).size).toBe(severities.length);
  });

  it("has no id that nothing says", () => {
    const folders = ["src", "packages/sandbox/src"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !/core\/diagnostic\/catalogue\/|^rules\/sl/.test(file))
        .map((file) => readFileSync(join(ROOT, folder, file), "utf8")),
    );
    const sources = folders.join("\n");
    // An id that is put together of two parts: `manifest/${name}`, `${entry}/missing`, `probe/${id}`.
    const said = (id: string) => {
      const [noun = "", name = ""] = id.split("/");
      const composed = sources.includes(`\`${noun}/\${`) && new RegExp(`"?\\b${name}"?[,:\\]]`).test(sources);
      return sources.includes(`"${id}"`) || composed || sources.includes(`}/${name}\``);
    };
    expect(Object.keys(CATALOGUE).filter((id) => !said(id))).toEqual([]);
    expect(said("operation/never-said")).toBe(false);
  });
});

describe("a diagnostic", () => {
  it("has an id of the catalogue: another one does not compile", () => {
    expectTypeOf<"operation/unknown">().toExtend<Diagnostic["id"]>();
    expectTypeOf<"operation/unkown">().not.toExtend<Diagnostic["id"]>();
    // @ts-expect-error: the id is misspelt
    const misspelt: Refusal = { id: "operation/unkown", what: "W.", fix: "F." };
    expect(new ScopelockError(misspelt).message).toContain("[operation/unkown]");
  });
});
