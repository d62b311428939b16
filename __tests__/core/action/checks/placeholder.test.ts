import { describe, expect, it } from "vitest";
import { problems, told } from "./told";

const URL = "/api/v2/routing/queues/";
const input = {
  type: "object",
  properties: { queueId: { type: "string" } },
  required: ["queueId"],
};
const errors = (request: object) =>
  problems({ input, request }).filter(({ severity }) => severity === "error");

describe("a place for a value, in another notation than Velocity's", () => {
  it.each([
    "{queueId}",
    "{ queueId }",
    "#{queueId}",
    "%{queueId}",
    "%7BqueueId%7D",
    ":queueId",
    "<queueId>",
    "<queue id>",
    "%3CqueueId%3E",
    "[queueId]",
    "${ input.queueId }",
    "${input. queueId}",
    "$ {input.queueId}",
    "$!{ input.queueId }",
    "${ queueId }",
    "{{queueId}}",
    "{{ queueId }}",
    "{{ $json.queueId }}",
    "{{input.queueId}}",
    // Letters of Cyrillic and of full width that look like q.
    "${input.\u051bueueId}",
    "$!{input.\uff51ueueId}",
  ])("is refused in the path, with what is accepted: %s", (written) => {
    for (const url of [`${URL}${written}`, `${URL}${written}/members`, `${URL}x?id=${written}&a=1`]) {
      const found = errors({ url });
      expect(found, url).toHaveLength(1);
      expect(found[0]?.what).toContain("is sent as it is");
      const [, fix] = /^Write (\S+)\.$/.exec(found[0]?.fix ?? "") ?? [];
      expect(fix, found[0]?.fix).toBe("${input.queueId}");
      // What the fix says is accepted.
      expect(errors({ url: url.replace(written, fix ?? "") })).toEqual([]);
    }
  });

  it.each(["{id}", ":id", "<id>", "{{id}}"])("that no input is of: %s says to declare one", (written) => {
    expect(errors({ url: `/api/v2/users/${written}` })[0]?.fix).toBe(
      'Write ${input.id}, and add "id" to the input contract\'s properties and "required".',
    );
  });

  it("of a slip of an input's name is the input", () => {
    expect(errors({ url: `${URL}{queueID}` })[0]?.fix).toBe("Write ${input.queueId}.");
  });

  it("is refused in a body and a header where it names an input", () => {
    for (const written of ["{queueId}", "<queueId>", "${ input.queueId }"]) {
      const parts = [{ method: "POST", body: `"${written}"` }, { headers: { "X-Queue": written } }];
      for (const part of parts)
        expect(errors({ url: `${URL}\${input.queueId}`, ...part }), written).toHaveLength(1);
    }
  });

  it("is none: a directive, a JSON text, XML, another system's template, a port, a time, a list", () => {
    for (const url of [
      `${URL}\${input.queueId}?a=#{if}(\${input.queueId})x#{else}y#{end}`,
      `${URL}\${input.queueId}?interval=2026-11-25T10:00:00Z/2026-11-26T10:00:00Z`,
      `${URL}\${input.queueId}?sort=name:asc&expand=[]`,
    ])
      expect(errors({ url }), url).toEqual([]);
    for (const body of [
      '{"a": {"queueId": "${input.queueId}"}}',
      '"<queueId>${input.queueId}</queueId>"',
      '"Dear {name}, <b>hello</b>"',
    ])
      expect(errors({ method: "POST", url: `${URL}\${input.queueId}`, body }), body).toEqual([]);
  });

  it("says nothing of a mere request: a table may have it from the API reference", () => {
    expect(told({ input: undefined, request: { url: `${URL}{queueId}` } })).toEqual([]);
  });
});
