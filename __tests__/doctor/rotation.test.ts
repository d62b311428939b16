import { describe, expect, it } from "vitest";
import { Rotation, type RotationProps } from "../../src/core/rotation";
import { rotationCheck } from "../../src/doctor/checks/rotation";
import type { IntegrationFacts } from "../../src/doctor/facts";

/** What is said on a day of a rotation, with what Vault tells of when each secret was written. */
function judge(rotation: RotationProps, today: string, ...written: [generation: number, at: string][]) {
  const integrations = written.map(([generation, at]) => ({
    secret: { ok: true, value: { generations: [generation], writtenAt: `${at}T23:30:00Z` } },
  })) as unknown as IntegrationFacts[];
  const facts = { rotation: Rotation.of(rotation), integrations, environment: "dev", today };
  return rotationCheck(facts as never);
}
const ids = (...args: Parameters<typeof judge>) =>
  judge(...args).map(({ severity, id }) => `${severity} ${id}`);
const two = { live: [4, 5], current: 5 };

describe("the age of a generation", () => {
  it("is overdue from the day on which it is due", () => {
    const rotation = { live: [5], current: 5, rotatedOn: "2026-08-27", everyDays: 90 };
    expect(ids(rotation, "2026-11-24")).toEqual([]);
    expect(ids(rotation, "2026-11-25")).toEqual(["warning rotation/due"]);
    expect(judge(rotation, "2026-11-25")[0]).toMatchObject({ fix: "scopelock rotate dev, then deploy." });
  });

  it("is of no interest without a schedule", () => {
    expect(ids({ live: [5], current: 5, rotatedOn: "2020-01-01" }, "2026-11-25")).toEqual([]);
  });
});

describe("the overlap", () => {
  it("is over on the day that rotate names, when the deploy came on the same day", () => {
    const rotation = { ...two, rotatedOn: "2026-11-25" };
    expect(ids(rotation, "2026-11-27", [5, "2026-11-25"])).toEqual([]);
    expect(ids(rotation, "2026-11-28", [5, "2026-11-25"])).toEqual(["note rotation/droppable"]);
  });

  it("counts from the deploy, when that came later", () => {
    const rotation = { ...two, rotatedOn: "2026-11-20" };
    const [finding, ...others] = judge(rotation, "2026-11-27", [5, "2026-11-25"]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: "rotation/deployed-later",
      severity: "warning",
      what: 'Vault was given g5 on 2026-11-25; "rotatedOn" is 2026-11-20.',
      why: expect.stringContaining("g4 may be dropped from 2026-11-28 on"),
      fix: expect.stringContaining('"rotatedOn" to "2026-11-25"'),
    });
  });

  it("counts from the last of several integrations", () => {
    const rotation = { ...two, rotatedOn: "2026-11-25" };
    expect(ids(rotation, "2026-11-28", [5, "2026-11-25"], [5, "2026-11-26"])).toEqual([
      "warning rotation/deployed-later",
    ]);
  });

  it("is told from Vault alone, where the file does not say when", () => {
    expect(ids(two, "2026-11-28", [5, "2026-11-25"])).toEqual([
      "warning rotation/deployed-later",
      "note rotation/droppable",
    ]);
  });

  it("has not begun while Vault serves the previous generation, or is not known", () => {
    expect(ids({ ...two, rotatedOn: "2026-11-01" }, "2026-11-28", [4, "2026-08-01"])).toEqual([]);
    expect(ids({ ...two, rotatedOn: "2026-11-01" }, "2026-11-28")).toEqual([]);
  });
});
