import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDate, plusDays } from "../../../src/core/diagnostic/date";

describe("a day", () => {
  it.each(["2026-11-25", "2024-02-29", "2000-02-29", "1999-12-31"])("%s is one", (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "2100-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
    "26-11-25",
    "2026-11-25T00:00:00Z",
    " 2026-11-25",
    "2026-11-25\n",
    "25.11.2026",
    "today",
    "",
  ])("%j is none", (text) => {
    expect(isDate(text)).toBe(false);
  });

  it.each([
    ["2026-11-25", 3, "2026-11-28"],
    ["2026-12-30", 3, "2027-01-02"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2026-11-25", 90, "2027-02-23"],
  ])("%s and %i days are %s", (date, days, later) => {
    expect(plusDays(date, days)).toBe(later);
  });

  it("is as many times 24 hours later as days are added", () => {
    const date = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((value) => value.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 3650 }), (from, days) => {
        const to = plusDays(from, days);
        expect(isDate(to)).toBe(true);
        expect(Date.parse(to) - Date.parse(from)).toBe(days * 86_400_000);
      }),
    );
  });
});
