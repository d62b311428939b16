import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { DataAction } from "../../src/core/action";
import { BranchCoverage, matchers, type Respond, reply, runAction } from "../../src/testing";

expect.extend(matchers);

const CONTACTS = { contacts: [{ id: "a1", firstName: "Ada", lastName: "Lovelace" }] };
const run = (respond: Respond, input: object = { phoneNumber: "+15550199" }) =>
  runAction(
    { ...getExternalContact, input: getExternalContact.input as object },
    { input: { ...input }, respond },
  );

describe("a run", () => {
  it("sends the action's request and gives its output", async () => {
    const result = await run(CONTACTS);
    expect(result).toRequest({
      method: "GET",
      url: "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199",
    });
    expect(result).toAnswer({ found: 1, contactId: "a1", firstName: "Ada", lastName: "Lovelace" });
    expect(result.flattened).toEqual({ found: 1, contactId: "a1", firstName: "Ada", lastName: "Lovelace" });
    expect(result.trace.map(({ step }) => step)).toEqual([
      "input contract",
      "request templates",
      "request",
      "response",
      "translation map",
      "success template",
      "output contract",
    ]);
  });

  it("takes a function of the request, in time or not", async () => {
    expect(await run(({ path }: { path: string }) => ({ contacts: [{ id: path.length }] }))).toMatchObject({
      failure: { step: "output contract" },
    });
    expect(await run(async () => CONTACTS)).toMatchObject({ output: { found: 1 } });
    const slow = await runAction(getExternalContact.withTimeout(1), {
      input: { phoneNumber: "1" },
      respond: () => new Promise(() => {}),
    });
    expect(slow).toFailAt("request");
    expect(slow.failure).toMatchObject({ errorCode: "ACTION.TIMEOUT" });
  });

  it.each([
    ["input contract", { phone: "1" }, CONTACTS, /phoneNumber/],
    ["response", undefined, reply(403, { message: "You are not authorized" }), /not authorized/],
    ["response", undefined, reply(502, "<html>"), /status 502/],
    ["response", undefined, reply(200, "<html>"), /not JSON/],
    ["response", undefined, reply(200, `${"[".repeat(60)}${"]".repeat(60)}`), /50 levels/],
    ["response", undefined, reply(200, `"${"x".repeat(20_000_000)}"`), /20,000,002 characters/],
    ["output contract", undefined, { contacts: [{ id: 1 }] }, /contactId must be string/],
  ] as const)("names the step that fails: %s", async (step, input, answer, message) => {
    const result = await run(answer, input);
    expect(result).toFailAt(step);
    expect(result.failure?.message).toMatch(message);
    expect(result.output).toBeUndefined();
  });

  it("takes an empty body for an empty object, as after a 204", async () => {
    expect(await run(reply(204))).toAnswer({ found: 0, contactId: "", firstName: "", lastName: "" });
  });

  it("names the place in a template that fails", async () => {
    const action = {
      name: "x",
      request: { method: "GET", url: "/api/v2/users/me" },
      response: { successTemplate: '{\n  "a": ${nothing}}' },
    };
    const { failure } = await runAction(action, { input: {}, respond: {} });
    expect(failure).toMatchObject({
      step: "success template",
      position: { template: "successTemplate", line: 2, column: 8 },
      message: expect.stringContaining(
        "Variable $nothing has not been set at successTemplate[line 2, column 8]",
      ),
    });
  });

  it("never throws for an answer, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.json(), fc.jsonValue()),
        fc.integer({ min: 100, max: 599 }),
        async (body, status) => {
          const { failure, output } = await run(reply(status, body));
          expect(failure === undefined).toBe(output !== undefined);
        },
      ),
    );
  });
});

describe("flattened output", () => {
  it.each([
    [{ a: { b: 1, c: { d: "x" } } }, { "a.b": 1, "a.c.d": "x" }],
    [{ items: [{ id: 1, name: "a" }, { id: 2 }] }, { "items.id": [1, 2], "items.name": ["a", null] }],
    [
      { ids: ["a", "b"], none: [] },
      { ids: ["a", "b"], none: [] },
    ],
  ])("of %j", async (output, expected) => {
    const action = { name: "x", request: { method: "GET", url: "/api/v2/users/me" } };
    const { flattened } = await runAction(action, { input: {}, respond: output });
    expect(flattened).toEqual(expected);
  });
});

describe("branch coverage", () => {
  const action = DataAction.define({
    name: "Set status",
    input: { type: "object", properties: { note: { type: "string" }, kind: { type: "string" } } },
    output: { type: "object", properties: {} },
    request: {
      method: "POST",
      url: "/api/v2/users/search",
      body: '{"a": #if("$!{input.kind}" == "x")1 #elseif("$!{input.kind}" == "y")2 #else 3 #end #if("$!{input.note}" != ""), "note": "${input.note}" #end}',
    },
  });

  it("names the branches of #if that no run took, an unwritten else too", async () => {
    const coverage = new BranchCoverage(action);
    expect(coverage.untaken).toHaveLength(5);
    const first = await runAction(action, { input: { kind: "y" }, respond: {}, coverage });
    expect(first).toRequest({ body: { a: 2 } });
    expect(coverage.untaken.map(({ directive }) => directive)).toEqual(["if", "else", "if"]);
    expect(await runAction(action, { input: { kind: "x", note: "n" }, respond: {}, coverage })).toRequest({
      method: "POST",
      body: '{"a":1,"note":"n"}',
    });
    await runAction(action, { input: {}, respond: {}, coverage });
    expect(coverage.untaken).toEqual([]);
  });
});

describe("the matchers", () => {
  it("say what was sent, given and expected", async () => {
    const result = await run(CONTACTS);
    expect(() => expect(result).toRequest({ url: "/other" })).toThrow(/reversewhitepageslookup.*\nExpected/);
    expect(() => expect(result).toAnswer({})).toThrow(/Lovelace/);
    expect(() => expect(result).toFailAt("response")).toThrow(/a failure at "response"/);
    const failed = await run(reply(403));
    expect(() => expect(failed).toAnswer({})).toThrow(/failed at response.*403/);
    expect(() => expect({}).toAnswer({})).toThrow(/runAction/);
  });
});
