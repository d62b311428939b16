import { describe, expect, it } from "vitest";
import { WATCH_STOPS } from "../../src/cli/catalog-watch";
import { parseStops } from "../../src/cli/fail-on";
import { STOPS } from "../../src/review/findings/verdict";
import { refusal } from "../core/errors";

const FORM = { id: "review/fail-on", fix: "Give a name." } as const;

describe.each<[string, readonly string[]]>([
  ["scopelock review", STOPS],
  ["scopelock catalog watch", WATCH_STOPS],
])("--fail-on of %s", (_, names) => {
  const parse = (list: string) => parseStops(list, names, FORM);

  it("takes its names, alone and together, and none alone", () => {
    for (const name of names) expect(parse(` ${name}`)).toEqual([name]);
    expect(parse(names.join(","))).toEqual(names);
    expect(parse("none")).toEqual([]);
  });

  it("refuses none beside a name, and never suggests it: it would switch the gate off", () => {
    for (const name of [...names, "zzz", ""])
      for (const list of [`none,${name}`, `${name}, none`])
        expect(
          refusal(() => parse(list)),
          list,
        ).toMatchObject({ ...FORM, fix: expect.stringMatching(/none alone/) });
    for (const list of ["zzz", "non", "one", "", ",", "__proto__"])
      expect(
        refusal(() => parse(list)),
        list,
      ).toMatchObject({ ...FORM, why: expect.stringContaining("known") });
  });

  it("suggests the name that a slip is nearest to, in any place of the list", () => {
    for (const name of names) {
      const slip = name.toUpperCase();
      for (const list of [slip, `${names[0]},${slip}`])
        expect(refusal(() => parse(list)).fix).toBe(`Did you mean "${name}"? Give a name.`);
    }
  });
});
