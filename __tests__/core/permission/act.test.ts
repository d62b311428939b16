import { describe, expect, it } from "vitest";
import { VERBS } from "../../../src/core/permission/access-level";
import { ACT_WORDS, actOf, standsFor, verbMeant } from "../../../src/core/permission/act";

describe("the act of a verb", () => {
  it("is the level of its word, in any letter case", () => {
    for (const [level, verbs] of Object.entries(VERBS))
      for (const verb of verbs) {
        expect(actOf(verb)).toBe(level);
        expect(actOf(verb.toUpperCase())).toBe(level);
      }
  });

  it.each([
    ["list", "view", "view"],
    ["find", "search", "view"],
    ["insert", "add", "add"],
    ["modify", "edit", "edit"],
    ["remove", "delete", "delete"],
    ["run", "execute", "execute"],
    ["full", "manage", "all"],
  ])("%s means %s", (word, verb, act) => {
    expect(verbMeant(word)).toBe(verb);
    expect(actOf(word)).toBe(act);
  });

  it("is not known of a word that is no verb here", () => {
    expect(actOf("frobnicate")).toBeUndefined();
    expect(ACT_WORDS.every((word) => actOf(word) !== undefined)).toBe(true);
  });
});

describe("what stands for a verb", () => {
  it("is first itself, then the one that is meant, then another of the same act", () => {
    const [itself, meant, plain, other] = ["read", "view", "viewAll"].map((verb) => standsFor("read", verb));
    expect([itself, meant].every((good) => (good ?? 0) > (plain ?? 0))).toBe(true);
    expect(other).toBeUndefined();
    expect(standsFor("create", "add")).toBeGreaterThan(standsFor("create", "upload") ?? 0);
  });

  it("is never the opposite, and never more power than was asked for but where writing includes it", () => {
    for (const verb of ["add", "edit", "delete", "manage", "execute"])
      expect(standsFor("view", verb)).toBeUndefined();
    for (const verb of ["view", "add", "edit", "execute"]) expect(standsFor(verb, "delete")).toBeUndefined();
    for (const verb of ["add", "edit", "delete"]) expect(standsFor(verb, "manage")).toBe(0);
    expect(standsFor("frobnicate", "delete")).toBeUndefined();
  });
});
