import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScopelockError } from "../../../src/core/diagnostic/error";
import { Rotation, type RotationProps } from "../../../src/core/rotation";
import { refusal } from "../errors";

const TODAY = "2026-11-25";
const rotation = (live: number[], more: Partial<RotationProps> = {}) =>
  Rotation.of({ live, current: Math.max(...live), ...more });
const state = ({ generations: { live, current }, rotatedOn }: Rotation) => ({ live, current, rotatedOn });

describe("a move", () => {
  it.each(["rotate", "heal"] as const)("%s is refused on a day before the last rotation", (move) => {
    const before = rotation([4], { rotatedOn: "2026-11-26" });
    expect(refusal(() => before[move](TODAY))).toMatchObject({
      id: "rotation/rotated-on",
      what: '"rotatedOn" is 2026-11-26, later than today, 2026-11-25 (UTC).',
    });
    expect(state(before[move]("2026-11-26")).rotatedOn).toBe("2026-11-26");
  });

  it("emergency waits for no day", () => {
    expect(state(rotation([4], { rotatedOn: "2027-01-01" }).rotateInEmergency(TODAY)).live).toEqual([5]);
  });

  it.each([undefined, "2026-08-01", TODAY])(
    "rotate, rotated on %s before: the next generation beside the current one",
    (rotatedOn) => {
      expect(state(rotation([4], { rotatedOn }).rotate(TODAY))).toEqual({
        live: [4, 5],
        current: 5,
        rotatedOn: TODAY,
      });
    },
  );

  it.each([[[3]], [[3, 4]], [[2, 3, 4]]])("emergency from %j: a new generation alone", (live) => {
    const next = Math.max(...live) + 1;
    expect(state(rotation(live).rotateInEmergency(TODAY))).toEqual({
      live: [next],
      current: next,
      rotatedOn: TODAY,
    });
  });

  it.each([
    [
      [4, 5],
      [4, 6],
    ],
    [
      [4, 6],
      [4, 7],
    ],
    [
      [3, 4, 5],
      [3, 4, 6],
    ],
    [[1], [2]],
  ])("heal from %j to %j: a new generation for the broken one, the good ones stay", (live, healed) => {
    expect(state(rotation(live).heal(TODAY))).toEqual({
      live: healed,
      current: Math.max(...healed),
      rotatedOn: TODAY,
    });
  });

  it("drop the previous: the current one stays, and so does its day", () => {
    const after = rotation([4, 5], { rotatedOn: "2026-11-01" }).dropPrevious(TODAY);
    expect(state(after)).toEqual({ live: [5], current: 5, rotatedOn: "2026-11-01" });
  });

  it("keeps schedule, overlap and lifetime", () => {
    const kept = { everyDays: 90, overlapHours: 72, accessTokenValiditySeconds: 3600 };
    const before = rotation([4, 5], { rotatedOn: "2026-11-01", ...kept });
    for (const after of [
      before.heal(TODAY),
      before.rotateInEmergency(TODAY),
      before.dropPrevious(TODAY),
      before.dropPrevious(TODAY).rotate(TODAY),
    ])
      expect(after).toMatchObject(kept);
  });

  it("is a new value: the old one stays what it was", () => {
    const before = rotation([4]);
    before.rotate(TODAY);
    expect(state(before)).toEqual({ live: [4], current: 4, rotatedOn: undefined });
  });
});

describe("a move is refused", () => {
  it.each([
    [rotation([4, 5]), /Generation 4 still lives beside.* 5.*--drop-previous\).*--heal/s],
    [rotation([4, 5], { rotatedOn: TODAY }), /--drop-previous, from 2026-11-28 on.*--heal/s],
    [rotation([3, 4, 5]), /Generations 3, 4 still live/],
  ])("a third generation", (before, message) => {
    const error = refusal(() => before.rotate(TODAY));
    expect(error.id).toBe("rotation/previous-live");
    expect(error.message).toMatch(message);
  });

  it("drop, when there is no previous one", () => {
    const error = refusal(() => rotation([4], { rotatedOn: "2026-01-01" }).dropPrevious(TODAY));
    expect(error.id).toBe("rotation/nothing-to-drop");
  });

  it.each([
    [48, "2026-11-27", "2026-11-28"],
    [24, "2026-11-26", "2026-11-27"],
    [25, "2026-11-27", "2026-11-28"],
    [72, "2026-11-28", "2026-11-29"],
  ])("drop, before an overlap of %i h is over: on %s, not on %s", (overlapHours, last, first) => {
    const before = rotation([4, 5], { rotatedOn: TODAY, overlapHours });
    for (const day of [TODAY, last]) {
      const error = refusal(() => before.dropPrevious(day));
      expect(error.id).toBe("rotation/overlap-running");
      expect(error.fix).toContain(first);
    }
    expect(before.dropPrevious(first).generations.live).toEqual([5]);
  });

  it.each([
    ["missing", undefined],
    ["in the future", "2026-11-26"],
  ])("drop, when the day of the rotation is %s", (_, rotatedOn) => {
    const error = refusal(() => rotation([4, 5], { rotatedOn }).dropPrevious(TODAY));
    expect(error.id).toBe("rotation/rotated-on");
    expect(error.fix).toContain("generation 5");
  });
});

describe("a schedule", () => {
  const every90 = rotation([4], { rotatedOn: TODAY, everyDays: 90 });

  it("is due from its day on", () => {
    expect(every90.dueOn).toBe("2027-02-23");
    expect(every90.isDue(TODAY)).toBe(false);
    expect(every90.isDue("2027-02-22")).toBe(false);
    expect(every90.isDue("2027-02-23")).toBe(true);
    expect(every90.isDue("2028-01-01")).toBe(true);
  });

  it("cannot be judged when there is none, or before it began", () => {
    expect(refusal(() => rotation([4]).isDue(TODAY)).id).toBe("rotation/unscheduled");
    expect(refusal(() => every90.isDue("2026-11-24")).id).toBe("rotation/rotated-on");
  });
});

describe("a rotation that cannot be", () => {
  it.each<[string, RotationProps, string, RegExp]>([
    [
      "current is an older one",
      { live: [1, 2], current: 1 },
      "rotation/generation",
      /not the highest.*--heal/s,
    ],
    ["current is not live", { live: [1], current: 2 }, "rotation/generation", /not among the live ones/],
    ["none is live", { live: [], current: 1 }, "rotation/generation", /No generation is live/],
    [
      "the overlap is shorter than a token lives",
      { live: [1], current: 1, overlapHours: 23 },
      "rotation/overlap",
      /23 h is shorter than a token lives, 86400 s.*at least 24/s,
    ],
    [
      "the overlap is shorter than a longer token lives",
      { live: [1], current: 1, overlapHours: 24, accessTokenValiditySeconds: 86_401 },
      "rotation/overlap",
      /at least 25/,
    ],
    ["a schedule has no start", { live: [1], current: 1, everyDays: 90 }, "rotation/rotated-on", /missing/],
    [
      "a rotation is due before the overlap is over",
      { live: [1], current: 1, rotatedOn: TODAY, everyDays: 2 },
      "rotation/overlap",
      /at least 3/,
    ],
  ])("is refused: %s", (_, props, id, message) => {
    const error = refusal(() => Rotation.of(props));
    expect(error.id).toBe(id);
    expect(error.message).toMatch(message);
  });

  it("is told from one that just can", () => {
    expect(Rotation.of({ live: [1], current: 1, overlapHours: 24 }).overlapHours).toBe(24);
    expect(Rotation.of({ live: [1], current: 1, rotatedOn: TODAY, everyDays: 3 }).dueOn).toBe("2026-11-28");
  });
});

describe("any sequence of moves from any rotation", () => {
  const MOVES = ["rotate", "rotateInEmergency", "heal", "dropPrevious"] as const;
  const date = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  const anyRotation = fc
    .record({
      live: fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 3 }),
      overlapHours: fc.integer({ min: 1, max: 400 }),
      seconds: fc.integer({ min: 300, max: 172_800 }),
      started: fc.integer({ min: 20_000, max: 21_000 }),
    })
    .filter(({ overlapHours, seconds }) => overlapHours * 3600 >= seconds);
  const anyMoves = fc.array(
    fc.record({ move: fc.constantFrom(...MOVES), wait: fc.integer({ min: 0, max: 20 }) }),
    { minLength: 1, maxLength: 30 },
  );

  it("never reuses a number, never shortens an overlap, and keeps at most two generations", () => {
    let dropped = 0;
    fc.assert(
      fc.property(anyRotation, anyMoves, ({ live, overlapHours, seconds, started }, moves) => {
        let now = rotation(live, {
          rotatedOn: date(started),
          overlapHours,
          accessTokenValiditySeconds: seconds,
        });
        let day = started;
        const used = new Set(live);
        // The latest moment at which a generation may have given out its last token, in hours.
        const lastUsed = new Map(live.map((generation) => [generation, (started + 1) * 24]));
        for (const { move, wait } of moves) {
          day += wait;
          const before = now;
          try {
            now = before[move](date(day));
          } catch (error) {
            if (!ScopelockError.is(error)) throw error;
            continue;
          }
          const { live: is, current } = now.generations;
          const was = before.generations.live;
          expect(current).toBe(Math.max(...is));
          expect(is.length).toBeLessThanOrEqual(Math.max(2, was.length));
          const introduced = is.filter((generation) => !was.includes(generation));
          expect(introduced).toEqual(move === "dropPrevious" ? [] : [current]);
          for (const generation of introduced) {
            expect(used).not.toContain(generation);
            used.add(generation);
          }
          if (introduced.length > 0) for (const generation of was) lastUsed.set(generation, (day + 1) * 24);
          const gone = was.filter((generation) => !is.includes(generation));
          if (move === "rotate") expect(gone).toEqual([]);
          if (move === "heal") expect(gone).toEqual([before.generations.current]);
          if (move === "rotateInEmergency") expect(is).toEqual([current]);
          if (move === "dropPrevious") {
            expect(is).toEqual([current]);
            for (const generation of gone) {
              dropped++;
              const hours = day * 24 - (lastUsed.get(generation) ?? Number.NaN);
              expect(hours).toBeGreaterThanOrEqual(overlapHours);
              expect(hours * 3600).toBeGreaterThanOrEqual(seconds);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(dropped).toBeGreaterThan(100);
  });

  it("can always go on: in an emergency, by healing, and by dropping after the overlap", () => {
    fc.assert(
      fc.property(anyRotation, ({ live, overlapHours, started }) => {
        const now = rotation(live, { rotatedOn: date(started), overlapHours: Math.max(48, overlapHours) });
        expect(now.rotateInEmergency(date(started)).generations.live).toHaveLength(1);
        const healed = now.heal(date(started));
        const alone = healed.previous.length > 0 ? healed.dropPrevious(healed.droppableFrom ?? "") : healed;
        expect(alone.rotate(date(started)).previous).toEqual([healed.generations.current]);
      }),
    );
  });
});
