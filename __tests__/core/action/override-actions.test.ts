import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataAction } from "../../../src/core/action/data-action";
import { type ActionOverrides, overrideActions } from "../../../src/core/action/override-actions";
import { Catalog } from "../../../src/core/catalog/catalog";
import { derive } from "../../../src/core/derivation/derive";
import { refusal } from "../errors";

const action = (name: string, url: string, timeoutSeconds?: number) =>
  DataAction.define({
    name,
    input: { type: "object", properties: {} },
    output: { type: "object", properties: {} },
    request: { method: "GET", url },
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  });
const queues = action("List queues", "/api/v2/routing/queues");
const skills = action("List skills", "/api/v2/routing/skills", 10);
const because = "Slow here.";

describe("the actions of an environment", () => {
  it("are the declared ones where nothing is overridden", () => {
    const { actions, applied } = overrideActions([queues, skills]);
    expect(actions).toEqual([queues, skills]);
    expect(applied).toEqual([]);
  });

  it("have the environment's timeout, and are otherwise what they were", () => {
    const { actions, applied } = overrideActions([queues, skills], {
      "List skills": { timeoutSeconds: 30, because },
    });
    expect(actions[0]).toBe(queues);
    expect(actions[1]).toEqual(action("List skills", "/api/v2/routing/skills", 30));
    expect(skills.timeoutSeconds).toBe(10);
    expect(applied).toEqual([{ action: "List skills", timeoutSeconds: 30, because }]);
  });

  it("keep what was said of an imported one", () => {
    const imported = DataAction.imported(
      {
        name: "Imported",
        input: { type: "object", properties: {} },
        output: { type: "object", properties: {} },
        request: { method: "GET", url: "/api/v2/routing/queues" },
        problems: [{ id: "import/dropped", severity: "note", what: "Dropped.", fix: "None." }],
      } as never,
      "file",
    );
    const { actions } = overrideActions([imported], { Imported: { timeoutSeconds: 5, because } });
    expect(actions[0].problems).toEqual(imported.problems);
    expect(actions[0].timeoutSeconds).toBe(5);
  });

  it("are granted nothing for one that is left out", () => {
    const { actions, applied } = overrideActions([queues, skills], {
      "List skills": { enabled: false, because },
    });
    expect(actions).toEqual([queues]);
    expect(applied).toEqual([{ action: "List skills", enabled: false, because }]);
    const catalog = Catalog.load();
    expect(derive([queues, skills], catalog).permissions).toContain("routing:skill:view");
    expect(derive(actions, catalog).permissions).not.toContain("routing:skill:view");
  });

  it("may be those of one integration of several", () => {
    const overrides: ActionOverrides = { "List skills": { enabled: false, because } };
    expect(overrideActions([queues], overrides, [queues, skills])).toEqual({
      actions: [queues],
      applied: [],
    });
  });

  it("are what they are in whatever order overrides are written, and what was changed is sorted", () => {
    const declared = ["a", "b", "c", "d"].map((name) =>
      action(name, "/api/v2/routing/queues"),
    ) as unknown as [DataAction, ...DataAction[]];
    const overrides = fc.uniqueArray(
      fc.record({ name: fc.constantFrom("a", "b", "c"), timeoutSeconds: fc.integer({ min: 1, max: 60 }) }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(overrides, (entries) => {
        const from = (list: typeof entries) =>
          overrideActions(
            declared,
            Object.fromEntries(list.map(({ name, timeoutSeconds }) => [name, { timeoutSeconds, because }])),
          );
        const { actions, applied } = from(entries);
        expect(from([...entries].reverse())).toEqual({ actions, applied });
        expect(applied.map(({ action }) => action)).toEqual(entries.map(({ name }) => name).sort());
        expect(actions.map(({ name }) => name)).toEqual(declared.map(({ name }) => name));
      }),
    );
  });
});

describe("an override", () => {
  it("of an action that does not exist is refused; all of them at once, with what was meant", () => {
    const error = refusal(() =>
      overrideActions([queues, skills], {
        "List queue": { enabled: false, because },
        "List skil": { timeoutSeconds: 5, because },
      }),
    );
    expect(error.id).toBe("override/unknown-action");
    expect(error.message).toMatch(/"List queue".*Did you mean "List queues"/s);
    expect(error.message).toMatch(/"List skil".*Did you mean "List skills"/s);
  });

  it.each(["constructor", "__proto__", "toString"])("is not found in what every object has: %s", (name) => {
    const overrides = JSON.parse(`{ ${JSON.stringify(name)}: { "enabled": false, "because": "x" } }`);
    expect(refusal(() => overrideActions([queues], overrides)).id).toBe("override/unknown-action");
    expect(overrideActions([action(name, "/api/v2/routing/queues")], {}).applied).toEqual([]);
  });

  it("of the last action is refused", () => {
    const error = refusal(() => overrideActions([queues], { "List queues": { enabled: false, because } }));
    expect(error.id).toBe("override/no-action");
    expect(error.what).toContain('"List queues"');
  });

  it.each([0, 61, 1.5])("to %d seconds is refused as for any action", (timeoutSeconds) => {
    const error = refusal(() => overrideActions([queues], { "List queues": { timeoutSeconds, because } }));
    expect(error.id).toBe("action/timeout");
  });
});
