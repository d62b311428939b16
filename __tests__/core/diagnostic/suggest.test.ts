import { describe, expect, it } from "vitest";
import { didYouMean, nearNames, suggester } from "../../../src/core/diagnostic/suggest";

it.each<[string, string[], string | undefined]>([
  ["ConversationID", ["conversationIds", "conversationId"], "conversationId"],
  ["phonNumber", ["phoneNumber", "email"], "phoneNumber"],
  ["queue", ["email", "phoneNumber"], undefined],
  ["x", [], undefined],
  ["nope", ["home", "root"], undefined],
  ["banana", ["dca", "tca", "eu-west-1"], undefined],
  ["tags", ["vault", "genesys"], undefined],
  ["zzz", ["none", "alarm"], undefined],
  ["dve", ["prod", "dev"], "dev"],
  ["toString", ["a"], undefined],
  ["A", Array.from({ length: 1000 }, (_, at) => (at === 500 ? "a" : `name${at}`)), "a"],
])("%s of %j", (name, names, expected) => {
  expect(suggester(names)(name)).toBe(expected);
});

describe("a fix for a name that is not known", () => {
  it.each([
    ["eu-west1", 'Did you mean "eu-west-1"?'],
    ["banana", "Known regions: dca, eu-west-1."],
    ["undefined", "Known regions: dca, eu-west-1."],
  ])("%s: %s", (name, fix) => {
    expect(didYouMean(name, ["dca", "eu-west-1"], "Known regions")).toBe(fix);
  });

  it("says so when there is none at all", () => {
    expect(didYouMean("List queues", [], "Declared actions")).toBe("Declared actions: none.");
  });
});

it("finds all names that come near, the nearest first", () => {
  expect(nearNames("routin", ["users", "routings", "routing"])).toEqual(["routing", "routings"]);
});
