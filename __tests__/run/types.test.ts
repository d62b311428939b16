import { describe, expectTypeOf, it } from "vitest";
import { DataAction, type DataActionProps } from "../../src";
import { type InputOf, type OutputOf, type RenderedRequest, runAction } from "../../src/testing";

/* What must not compile: tsc reads this file, and complains of an expected error that is none. Nothing in `refused` runs. */
const refused = (_: () => unknown) => {};

const getQueue = DataAction.define({
  name: "Get queue",
  input: {
    type: "object",
    properties: {
      queueId: { type: "string" },
      page: { type: "integer" },
      mediaType: { enum: ["voice", "chat"] },
      note: { type: ["string", "null"] },
    },
    required: ["queueId"],
  },
  output: {
    type: "object",
    properties: {
      name: { type: "string" },
      members: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
    },
    required: ["name"],
  },
  request: {
    method: "GET",
    url: "/api/v2/routing/queues/${input.queueId}?p=$!{input.page}$!{input.mediaType}$!{input.note}",
  },
});

/** As TypeScript types a contract of a JSON file. */
const fromFile = {
  type: "object",
  properties: { queueId: { type: "string" } },
  required: ["queueId"],
};
declare const wide: DataAction;

describe("the types of a data action's contracts", () => {
  it("are those of its input and its output", () => {
    type Input = InputOf<(typeof getQueue)["input"]>;
    type Output = OutputOf<(typeof getQueue)["output"]>;
    expectTypeOf<Input["queueId"]>().toEqualTypeOf<string>();
    expectTypeOf<Input["page"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Input["mediaType"]>().toEqualTypeOf<"voice" | "chat" | undefined>();
    expectTypeOf<Input["note"]>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<Output["name"]>().toEqualTypeOf<string>();
    expectTypeOf<NonNullable<Output["members"]>[number]["id"]>().toEqualTypeOf<string | undefined>();
  });

  it("type a run", async () => {
    const { output } = await runAction(getQueue, {
      input: { queueId: "a", page: 1 },
      respond: { name: "n" },
    });
    expectTypeOf(output?.name).toEqualTypeOf<string | undefined>();
    // @ts-expect-error the contract requires it
    refused(() => runAction(getQueue, { input: {}, respond: {} }));
    // @ts-expect-error it is a text
    refused(() => runAction(getQueue, { input: { queueId: 1 }, respond: {} }));
    // @ts-expect-error the contract does not name it
    refused(() => runAction(getQueue, { input: { queueId: "a", queueid: "b" }, respond: {} }));
    refused(() =>
      runAction(getQueue, {
        input: { queueId: "a" },
        respond: (request) => {
          expectTypeOf(request).toEqualTypeOf<RenderedRequest>();
          return { name: request.path };
        },
      }),
    );
  });

  it("are known with another timeout, and of an object that is written out", async () => {
    const slower = getQueue.withTimeout(5);
    expectTypeOf<InputOf<(typeof slower)["input"]>["queueId"]>().toEqualTypeOf<string>();
    const { output } = await runAction(
      {
        name: "x",
        request: { method: "GET", url: "/api/v2/users/me" },
        output: { type: "object", properties: { a: { type: "boolean" } } },
      },
      { input: {}, respond: {} },
    );
    expectTypeOf(output).toEqualTypeOf<{ readonly a?: boolean } | undefined>();
  });

  it("are wide where the contract is not written out in code", () => {
    expectTypeOf<InputOf<typeof fromFile>>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expectTypeOf<OutputOf<typeof fromFile>>().toEqualTypeOf<unknown>();
    refused(() => runAction(wide, { input: { anything: 1 }, respond: {} }));
    refused(async () => {
      const { name, request } = getQueue;
      const action = DataAction.define({ name, request, input: fromFile, output: fromFile });
      const { output } = await runAction(action, { input: { queueId: "a" }, respond: {} });
      expectTypeOf(output).toEqualTypeOf<unknown>();
    });
  });

  it("do not hide a key that does not exist", () => {
    const { name, input, output, request } = getQueue;
    // @ts-expect-error a declaration has no such key
    refused(() => DataAction.define({ name, input, output, request, timeout: 5 }));
    expectTypeOf(getQueue).toExtend<DataAction>();
    expectTypeOf<Parameters<typeof DataAction.define>[0]>().toExtend<DataActionProps>();
  });
});
