import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PAGES } from "../../scripts/generated-pages";
import { DECLARATION } from "../../src/core/diagnostic/ids/declaration";
import { DERIVATION } from "../../src/core/diagnostic/ids/derivation";
import { RULES } from "../../src/rules";
import type { Violation } from "../../src/rules/rule";
import { rule } from "../../src/rules/rule";
import { type Acknowledgement, runRules } from "../../src/rules/run";
import { ROOT } from "../process";
import { NOTHING } from "./judged";

const TEXT = { what: "W.", why: "Y.", fix: "F." } as const;
const saying = (...violations: Violation[]) => [
  rule({ ...TEXT, id: "SL090", severity: "warning" }, () => violations),
];

describe("the rules", () => {
  it("have ids without a gap: one that is gone would be free to mean something else", () => {
    expect(RULES.map(({ id }) => id)).toEqual(RULES.map((_, at) => `SL${String(at).padStart(3, "0")}`));
  });

  it("are one file each, named after the id", () => {
    const files = readdirSync(join(ROOT, "src/rules")).filter((file) => /^sl/.test(file));
    expect(files.map((file) => file.slice(0, 5).toUpperCase())).toEqual(RULES.map(({ id }) => id));
  });

  it("are each tried with one that they flag and one that passes", () => {
    const tried = ["problems", "configuration", "rules"]
      .map((file) => readFileSync(join(__dirname, `${file}.test.ts`), "utf8"))
      .join();
    expect(RULES.filter(({ id }) => !tried.includes(id)).map(({ id }) => id)).toEqual([]);
  });

  it("say of themselves what, why and fix in sentences", () => {
    for (const { id, what, why, fix } of RULES)
      for (const text of [what, why, fix]) expect(text, id).toMatch(/^[A-Z].*\.$/s);
  });

  it("speak for every problem that checks and derivation find, each for its own", () => {
    const spoken: readonly string[] = RULES.flatMap(({ problems }) => problems);
    expect(new Set(spoken).size).toBe(spoken.length);
    const unspoken = Object.keys({ ...DECLARATION, ...DERIVATION }).filter((id) => !spoken.includes(id));
    // These end a derivation or the reading of an environment: nothing is synthesized that a rule could judge.
    expect(unspoken).toEqual([
      "override/unknown-action",
      "override/no-action",
      "permission/too-many-choices",
      "region/unknown",
      "identity/call-unknown",
    ]);
  });
});

describe("a rule that throws", () => {
  it("is a finding that names it, SL000, and the others are judged", () => {
    const throwing = rule({ ...TEXT, id: "SL091", severity: "warning" }, () => {
      throw new TypeError("x is not a function\n    at somewhere");
    });
    const found = runRules(NOTHING, [], [throwing, ...saying({ path: "dev/a", what: "Odd." })]);
    expect(found).toMatchObject([
      { id: "SL000", severity: "error", where: "dev" },
      { id: "SL090", what: "Odd." },
    ]);
    expect(found[0]?.what).toBe("The rule SL091 could not be judged: TypeError: x is not a function");
    expect(runRules(NOTHING, [], saying())).toEqual([]);
  });

  it("is one too when it throws in the middle", () => {
    const half = rule({ ...TEXT, id: "SL091", severity: "warning" }, function* () {
      yield { path: "dev/a", what: "Odd." };
      throw "no";
    });
    expect(runRules(NOTHING, [], [half])).toMatchObject([
      { id: "SL000", what: expect.stringContaining("SL091") },
    ]);
  });
});

describe("an acknowledgement", () => {
  const odd = { path: "dev/crm/role", what: "Odd." };
  const known = (path: string): Acknowledgement => ({ rule: "SL090", path, because: "known" });
  const ids = (...[acknowledgements, rules]: [readonly Acknowledgement[], ReturnType<typeof saying>]) =>
    runRules(NOTHING, acknowledgements, rules).map(({ id }) => id);

  it.each(["dev/crm/role", "dev/crm", "dev"])("of %s counts for what is below it", (path) => {
    expect(ids([known(path)], saying(odd))).toEqual([]);
  });

  it.each(["dev/cr", "dev/crm/role/role", "prod"])("of %s does not count, and SL001 says so", (path) => {
    expect(ids([known(path)], saying(odd))).toEqual(["SL090", "SL001"]);
  });

  it("is asked to go by SL001 once there is nothing to acknowledge", () => {
    expect(runRules(NOTHING, [known("dev/crm")], saying())).toMatchObject([
      { id: "SL001", severity: "warning", where: "dev/crm", what: expect.stringContaining("SL090") },
    ]);
  });

  it("counts for an error only where its rule says so", () => {
    const error = { ...odd, severity: "error" } as const;
    expect(ids([known("dev")], saying(error))).toEqual([]);
    for (const acknowledgeable of ["warnings", undefined] as const) {
      const text = { ...TEXT, id: "SL090", severity: "error" } as const;
      const strict = [rule({ ...text, ...(acknowledgeable && { acknowledgeable }) }, () => [error])];
      expect(ids([known("dev")], strict)).toEqual(["SL090", "SL001"]);
    }
  });
});

describe("the pages", () => {
  it.each(PAGES)("$file is current: npm run rules-page", ({ file, render }) => {
    const page = readFileSync(join(ROOT, file), "utf8");
    expect(page).toBe(render(page));
  });
});
