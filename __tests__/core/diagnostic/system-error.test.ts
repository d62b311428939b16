import { constants } from "node:os";
import { describe, expect, it } from "vitest";
import { systemReason } from "../../../src/core/diagnostic";

describe("what the system refuses", () => {
  it("is in words for what a path of a user's meets, and never undefined", () => {
    const reasons = Object.keys(constants.errno).map((code) => [code, systemReason({ code, message: "m" })]);
    const named = reasons.filter(([code, reason]) => code !== reason).map(([code]) => code);
    expect(named).toEqual(
      expect.arrayContaining(["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENOSPC"]),
    );
    for (const [code, reason] of reasons)
      expect(reason, code).toMatch(/^([a-z][a-z -]+[a-z]|[A-Z][A-Z0-9_]+)$/);
    expect(systemReason(new Error("it is read-only"))).toBe("it is read-only");
    expect(systemReason({ code: "constructor", message: "m" })).toBe("constructor");
  });
});
