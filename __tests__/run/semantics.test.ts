import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withSemantics } from "../../scripts/semantics-table";
import { type RunnableAction, reply, runAction } from "../../src/run";
import { type Behaviour, type Example, SEMANTICS } from "../../src/run/semantics";
import { ROOT } from "../process";

const BEHAVIOURS = Object.values(SEMANTICS).flat();

function run({ request, given = {}, answer = {}, gives: _, ...action }: Example) {
  const runnable: RunnableAction = {
    ...action,
    name: "example",
    request: { method: "GET", url: "/api/v2/users/me", ...request },
  };
  const respond =
    answer === "never" ? () => new Promise(() => {}) : reply(answer.status ?? 200, answer.body ?? "{}");
  return runAction(runnable, { input: given, respond });
}

describe.each(Object.entries(SEMANTICS))("%s", (_, behaviours) => {
  it.each<[string, Behaviour]>(behaviours.map((each) => [each.when, each]))(
    "%s",
    async (_when, { example }) => {
      const { url, body, output, flattened, fails } = example.gives;
      const result = await run(example);
      if (fails) {
        expect(result.failure).toMatchObject({ step: fails[0], message: expect.stringContaining(fails[1]) });
        return;
      }
      expect(result.failure).toBeUndefined();
      if (url !== undefined) expect(result.request?.path).toBe(url);
      if (body !== undefined) expect(result.request?.body ?? null).toBe(body);
      if ("output" in example.gives) expect(result.output).toEqual(output);
      if (flattened !== undefined) expect(result.flattened).toEqual(flattened);
    },
  );
});

describe("the list of behaviours", () => {
  it("is the table of docs/run.md", () => {
    const page = readFileSync(join(ROOT, "docs/run.md"), "utf8");
    expect(withSemantics(page)).toBe(page);
  });

  it("has a behaviour, an example with a result and an existing file in every row", () => {
    for (const { when, here, code, example } of BEHAVIOURS) {
      expect(Object.keys(example.gives), when).not.toEqual([]);
      expect(existsSync(join(ROOT, code)), code).toBe(true);
      expect(here).not.toBe("");
    }
    expect(new Set(BEHAVIOURS.map(({ when }) => when)).size).toBe(BEHAVIOURS.length);
  });
});
