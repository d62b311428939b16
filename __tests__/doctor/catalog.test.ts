import { expect, it } from "vitest";
import { catalogCheck } from "../../src/doctor/checks/catalog";

const judge = (today: string, catalogAsOf?: string) =>
  catalogCheck({ declared: { catalog: "262.0.0", catalogAsOf } } as never, { today } as never);

it("the doctor tells a catalogue that is older than 180 days, as a warning", () => {
  expect(judge("2027-02-11", "2026-08-15")).toEqual([]);
  expect(judge("2027-02-12", "2026-08-15")).toMatchObject([
    { id: "catalog/old", severity: "warning", what: expect.stringContaining("262.0.0) is 181 days old") },
  ]);
});

it("and none whose date it does not know: a stack of before it was written down, a catalogue without one", () => {
  expect(judge("2099-01-01")).toEqual([]);
  expect(judge("2099-01-01", "")).toEqual([]);
});
