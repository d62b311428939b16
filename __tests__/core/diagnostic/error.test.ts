import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScopelockError } from "../../../src/core/diagnostic";

const refusal = (what: string, where = what, why = what, fix = what) =>
  ({ id: "props/type", what, where, why, fix }) as const;

describe("a refusal", () => {
  it("is short, whatever the length of a value in it, and keeps the sentence around it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat({ max: 50_000 }), (piece, times) => {
        const each = refusal(`The value "${piece.repeat(times)}" is not a name.`);
        const error = new ScopelockError(each, each);
        expect(error.message.length).toBeLessThan(2 * 4 * 4200);
        for (const { what, where, why, fix } of [error, ...error.others])
          for (const part of [what, where, why, fix])
            expect(part).toMatch(/^The value "[\s\S]*is not a name\.$/);
      }),
    );
  });

  it("is as it was written where every value is of a usual length", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 250 }), (value) => {
        const each = refusal(`The value "${value}" is not a name.`);
        expect(new ScopelockError(each)).toMatchObject(each);
      }),
    );
  });
});
