import { describe, expect, it } from "vitest";
import { DataAction, type DataActionProps } from "../../../src/core/action/data-action";
import { probeOf } from "../../../src/core/action/probe";
import { refusal } from "../errors";

const props: DataActionProps = {
  name: "Look up",
  input: {
    type: "object",
    properties: { phone: { type: "string" }, note: { type: "string" } },
    required: ["phone"],
  },
  output: { type: "object" },
  request: { method: "GET", url: "/api/v2/users/${input.phone}" },
};
const post = { ...props, request: { method: "POST", url: "/api/v2/users/search" } } as const;

describe("a declared probe", () => {
  it.each<[string, Partial<DataActionProps>, string, RegExp]>([
    [
      "writes without a reason",
      { ...post, probe: { input: { phone: "1" } } },
      "probe/harmless",
      /sends POST/,
    ],
    [
      "has an empty reason",
      { ...post, probe: { input: { phone: "1" }, harmlessBecause: " " } },
      "probe/harmless",
      /harmless/,
    ],
    [
      "misspells an input",
      { probe: { input: { phone: "1", Note: "" } } },
      "probe/input",
      /"Note".*Did you mean "note"/s,
    ],
    ["lacks a required input", { probe: { input: {} } }, "probe/input", /Add "phone"/],
    [
      "gives an input to a contract without any",
      {
        input: { type: "object" },
        request: { method: "GET", url: "/api/v2/users" },
        probe: { input: { x: 1 } },
      },
      "probe/input",
      /no properties/,
    ],
  ])("that %s is refused", (_, change, id, message) => {
    const error = refusal(() => DataAction.define({ ...props, ...change }));
    expect(error.id).toBe(id);
    expect(error.message).toMatch(message);
  });

  it("is kept, with a reason where it writes", () => {
    const probe = { input: { phone: "1" }, harmlessBecause: "a search changes nothing" };
    expect(DataAction.define({ ...post, probe }).probe).toEqual(probe);
  });
});

describe("without a declared probe", () => {
  const undeclared = (request: DataActionProps["request"]) =>
    probeOf(DataAction.define({ ...props, request }));

  it("a GET that refers to no input is its own probe", () => {
    expect(undeclared({ method: "GET", url: "/api/v2/routing/queues?pageSize=1" })).toEqual({ input: {} });
  });

  it.each<DataActionProps["request"]>([
    { method: "GET", url: "/api/v2/users/${input.phone}" },
    { method: "GET", url: "/api/v2/users?q=$esc.uriEncode($!input.note)" },
    { method: "GET", url: '/api/v2/users?q=$input.get("note")' },
    { method: "GET", url: "/api/v2/users", headers: { "X-Note": "${input.rawRequest}" } },
    { method: "POST", url: "/api/v2/users/search", body: "{}" },
    { method: "DELETE", url: "/api/v2/users/1" },
  ])("$method $url is not tried", (request) => {
    expect(undeclared(request)).toBeUndefined();
  });
});
