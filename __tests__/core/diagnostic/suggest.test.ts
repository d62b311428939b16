import { expect, it } from "vitest";
import { suggester } from "../../../src/core/diagnostic/suggest";

it.each<[string, string[], string | undefined]>([
  ["ConversationID", ["conversationIds", "conversationId"], "conversationId"],
  ["phonNumber", ["phoneNumber", "email"], "phoneNumber"],
  ["queue", ["email", "phoneNumber"], undefined],
  ["x", [], undefined],
  ["toString", ["a"], undefined],
  ["A", Array.from({ length: 1000 }, (_, at) => (at === 500 ? "a" : `name${at}`)), "a"],
])("%s of %j", (name, names, expected) => {
  expect(suggester(names)(name)).toBe(expected);
});
