import { describe, expect, it } from "vitest";
import { asOf, oldCatalog } from "../../../src/core/catalog/age";
import { plusDays } from "../../../src/core/diagnostic/date";

const kept = (date: string) => ({ source: "a source", version: "1", date, sha256: "" });

describe("the age of a catalogue", () => {
  it("is that of its oldest part; of a part without a date nobody knows", () => {
    expect(asOf({ date: "2026-09-16" })).toBe("2026-09-16");
    expect(asOf({ date: "2026-09-16", kept: kept("2026-08-15") })).toBe("2026-08-15");
    expect(asOf({ date: "2026-08-15", kept: kept("2026-09-16") })).toBe("2026-08-15");
    expect(asOf({ date: "", kept: kept("2026-08-15") })).toBe("");
    expect(asOf({ date: "2026-08-15", kept: kept("") })).toBe("");
  });

  it("is told from 181 days on, with the day and the days", () => {
    const dated = { version: "1.2.3", asOf: "2026-08-15" };
    for (const days of [-400, 0, 1, 179, 180])
      expect(oldCatalog(dated, plusDays(dated.asOf, days))).toBeUndefined();
    for (const days of [181, 400])
      expect(oldCatalog(dated, plusDays(dated.asOf, days))).toMatchObject({
        id: "catalog/old",
        what: `The catalogue (1.2.3) is ${days} days old: its oldest entry is of 2026-08-15.`,
      });
  });

  it("is not told where it is not known", () => {
    for (const asOf of ["", "yesterday", "2026-13-01"])
      expect(oldCatalog({ version: "1", asOf }, "2099-01-01")).toBeUndefined();
  });
});
