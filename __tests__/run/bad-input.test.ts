import { describe, expect, it } from "vitest";
import { type RunnableAction, reply, runAction } from "../../src/testing";

const ACTION: RunnableAction = {
  name: "x",
  input: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
  request: { method: "GET", url: "/api/v2/routing/queues/${input.id}" },
};
const map = (path: string) => ({ response: { translationMap: { v: path }, successTemplate: "${v}" } });

describe("a run of what is wrong", () => {
  it.each<[string, Partial<RunnableAction>, string, RegExp, number?]>([
    [
      "an input that is missing",
      { request: { method: "GET", url: "/api/v2/users/${input.gone}" } },
      "request templates",
      /\$\{input\.gone\} evaluated to null .*\[line 1, column 15\]/,
    ],
    [
      "a contract of another type",
      { input: "string" },
      "input contract",
      /input contract is not a JSON Schema .*not an object/,
    ],
    [
      "a contract that is no schema",
      { input: { type: "text" } },
      "input contract",
      /input contract is not a JSON Schema/,
    ],
    [
      "an output contract that is no schema",
      { output: { required: "id" } },
      "output contract",
      /output contract is not a JSON Schema/,
    ],
    [
      "a contract with a broken expression",
      { input: { properties: { id: { pattern: "[" } } } },
      "input contract",
      /input contract is not a JSON Schema/,
    ],
    [
      "a reference to a schema elsewhere",
      { output: { $ref: "#/nowhere" } },
      "output contract",
      /output contract is not a JSON Schema/,
    ],
    [
      "a template that does not end",
      { request: { method: "GET", url: "/api/v2/users#if(true)" } },
      "request templates",
      /#if has no #end at requestUrlTemplate\[line 1, column 14\]/,
    ],
    [
      "a reference that does not end",
      { request: { method: "GET", url: "/api/v2/users/${input.id" } },
      "request templates",
      /is not Velocity: line 1/,
    ],
    [
      "a header that cannot be rendered",
      { request: { method: "GET", url: "/api/v2/users", headers: { "X-A": "$gone" } } },
      "request templates",
      /\$gone has not been set at X-A\[/,
    ],
    [
      "an output that is no JSON",
      { response: { successTemplate: "{rawResult}" } },
      "success template",
      /not JSON/,
    ],
    [
      "a path that is none",
      map("$.a[?(@.b = 1)]"),
      "translation map",
      /path of "v" is not a JSONPath.*no comparison =/,
    ],
    ["a path that nests without end", map(`$.a[?(${"(".repeat(20_000)}`), "translation map", /./],
    ["a variable that no path gives", map("$.gone"), "success template", /Variable \$v has not been set/],
    [
      "a value of Terraform's in the URL",
      { unknown: ["url", "headers"] },
      "request templates",
      /puts values into the URL, the headers that are not known here/,
    ],
    [
      "a value of Terraform's in the success template",
      { unknown: ["successTemplate"] },
      "success template",
      /puts values into the success template/,
    ],
  ])("names the step: %s", async (_, change, step, message) => {
    const { failure, output, trace } = await runAction({ ...ACTION, ...change } as RunnableAction, {
      input: { id: "1" },
      respond: { a: [] },
    });
    expect(failure).toMatchObject({ step, errorCode: "ACTION.PROCESSING", status: 400 });
    expect(failure?.message).toMatch(message);
    expect(output).toBeUndefined();
    expect(trace.some((each) => each.step === step)).toBe(false);
  });

  it("refuses an answer of 50 MB before it is parsed", async () => {
    const before = performance.now();
    const { failure } = await runAction(ACTION, {
      input: { id: "1" },
      respond: reply(200, `"${"x".repeat(50_000_000)}"`),
    });
    expect(failure).toMatchObject({ step: "response", errorCode: "ACTION.REMOTE_ENDPOINT" });
    expect(failure?.message).toMatch(/50,000,002 characters/);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it("leaves an error of the test's own to the test", async () => {
    const own = () => {
      throw new TypeError("a mistake in the test");
    };
    await expect(runAction(ACTION, { input: { id: "1" }, respond: own })).rejects.toThrow(
      "a mistake in the test",
    );
    const late = async () => {
      throw new DOMException("", "TimeoutError");
    };
    expect(await runAction(ACTION, { input: { id: "1" }, respond: late })).toMatchObject({
      failure: { step: "request", errorCode: "ACTION.TIMEOUT" },
    });
  });
});
