import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataActionResponse } from "../../../../src/core/action";
import { filled, plainText } from "../../../../src/core/action/checks/plain-template";
import { render } from "../../../../src/core/action/rendering/render";
import { helpersOf, TOOLS } from "../../../../src/core/action/rendering/tools";
import { renderOutput, translateResponse } from "../../../../src/core/action/rendering/transform";
import { wording } from "../../errors";
import { problems, told } from "./told";

const transform = (response: DataActionResponse, raw: string) =>
  renderOutput(response, translateResponse(response, raw));

const input = {
  type: "object",
  properties: { id: { type: "string" }, term: { type: "string" }, list: { type: "string" } },
  required: ["id"],
};
const post = (body: string, headers = {}) => ({
  input,
  request: { method: "POST", url: "/api/v2/conversations/callbacks", body, headers },
});
const wrong = (declaration: Parameters<typeof told>[0]) =>
  told(declaration).filter(
    (each) => /^(error|warning) /.test(each) && !each.endsWith("contract/unused-input"),
  );

describe("a body", () => {
  it.each([
    '{"a": "${input.id}", "b": ${input.term}}',
    '{"a": "$esc.jsonString(${input.id})", "b": [${input.list}]}',
    '{"a": "$esc.jsonEncode("$!{input.term}")"}',
    "{${input.list}}",
    '[{"a": 1}, ${input.list}]',
    '{"a": 1#if("$!{input.term}" != ""), "b": "${input.term}"#end}',
    '#if($input.term == "x"){"a": 1}#elseif($input.term == "y"){"b": 1}#else{"c": 1}#end',
    '#set($x = "$!input.term"){"a": "$x"}',
    '{"a": $math.add(${input.id}, 1)}',
    "${input.rawRequest}",
    "${input.list}",
    "",
  ])("may be %s", (body) => {
    expect(wrong(post(body))).toEqual([]);
  });

  it.each([
    ['{"a": "${input.id}" "b": 1}', "error request/body-not-json"],
    ['{"a": "${input.id}", "b": 1,}', "error request/body-not-json"],
    ["{'a': '${input.id}'}", "error request/body-not-json"],
    ['{"a": ${input.id}', "error request/body-not-json"],
    ['{a: "${input.id}"}', "error request/body-not-json"],
    ['{"a": "$esc.jsonString(${input.id})}', "error request/body-not-json"],
    ['{"a": 1, #if($input.term)"b": 2#end', "error request/body-not-json"],
    ['{"a": "${input.id}"}}', "warning request/body-surplus"],
    ['{"a": "$esc.jsonString(input.id)"}', "error template/argument"],
    ['{"a": "$esc.url(${input.id}, input.term)"}', "error template/argument"],
    ['{"a": "$esc.toJson($input.id)"}', "error template/unknown-helper"],
    ['{"a": "$esc.jsonString"}', "error template/not-called"],
    ['{"a": "${encoding.base65("x")}"}', "error template/unknown-helper"],
    ['{"a": [#foreach($i in $input.list.split(","))"$i"#end]}', "warning template/directive"],
    ['#parse("x"){"a": 1}', "error template/directive"],
  ])("cannot be %s", (body, id) => {
    expect(wrong(post(body))).toContain(id);
    expect(wrong(post(body))).toHaveLength(1);
  });

  it("may be something else where a header says so, and is not sent at all with GET", () => {
    expect(wrong(post("{a=${input.id}", { "content-type": "application/x-www-form-urlencoded" }))).toEqual(
      [],
    );
    const { request, ...rest } = post("{a");
    expect(wrong({ ...rest, request: { ...request, method: "GET" } })).toEqual([]);
  });

  it("is noted where an input that may be left out leaves a gap", () => {
    expect(told(post('{"a": $!{input.term}}'))).toContain("note request/body-without-input");
    expect(told(post('{"a": "$!{input.term}"}'))).not.toContain("note request/body-without-input");
  });
});

describe("a success template", () => {
  const made = (successTemplate: string, path = "$.name", type: unknown = "string", fallback?: string) => ({
    output: { type: "object", properties: { name: { type } } },
    response: {
      translationMap: { name: path },
      translationMapDefaults: fallback === undefined ? {} : { name: fallback },
      successTemplate,
    },
  });

  it.each([
    [made('{"name": ${name}}')],
    [made('{"name": ${name}}', "$.members[*].name", "array")],
    [made('{"name": ${name}}', "$.members[*].name", ["array", "null"])],
    [made('{"name": ${name}}', "$.members.size()", "integer")],
    [made('{"name": ${successTemplateUtils.firstFromArray("${name}", "$esc.quote$esc.quote")}}', "$..name")],
    [made('{"name": ${successTemplateUtils.firstFromArray(${name})}}', "$..name")],
    [made('{"name": "$esc.jsonEncode(${name})"}')],
    [made('{"name": "${name}"}', "$.total", "string", "0")],
    [made('{"name": #if("$name" == "[]")null#{else}${name}#end}')],
  ])("may be %j", (declaration) => {
    expect(wrong(declaration)).toEqual([]);
  });

  it.each([
    [made('{"name": "${name}"}'), "warning response/quoted-text"],
    [made('{"name": "Queue $name, open"}'), "warning response/quoted-text"],
    [made('{"name": ${name}}', "$.members[*].name"), "warning response/many-for-one"],
    [made('{"name": ${name}}', "$..name", "integer"), "warning response/many-for-one"],
    [made('{"name": ${name}}', "$.members[?(@.a==true)].name[0]"), "warning response/many-for-one"],
    [made('{"name": ${successTemplateUtils.firstNonnull(${name}, "x")}}'), "error response/unknown-helper"],
    [made('{"name": ${successTemplateUtils.firstFromArray(name)}}'), "error response/argument"],
    [made('{"name": ${esc.jsonEncode}}'), "error response/not-called"],
    [made('{"name": #if($name)${name}#end'), "error response/template-not-json"],
  ])("cannot be %j", (declaration, id) => {
    expect(wrong(declaration)).toEqual([id]);
  });

  it("names the output, the index behind a filter, and the way out", () => {
    const [found] = problems(made('{"name": ${name}}', "$.members[?(@.a==true)].name[0]")).filter(
      ({ id }) => id === "response/many-for-one",
    );
    expect(wording(found)).toMatch(/"name" is one value.*index behind a filter/s);
    expect(found?.fix).toContain("firstFromArray");
  });
});

describe("the checks and the runner", () => {
  const piece = fc.constantFrom(
    ...["{", "}", '"a"', ": ", ", ", "1", "[", "]", '"', "x"],
    ..."${input.id}|$!{input.id}|$input.id|$esc.jsonString(${input.id})|$esc.quote".split("|"),
  );

  it("render what is plain alike", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const template = pieces.join(" ");
        const plain = plainText(template);
        if (plain === undefined) return;
        expect(filled(plain, () => "1")).toBe(render(template, "body", { input: { id: "1" } }));
      }),
      { numRuns: 500 },
    );
  });

  it("agree on what no body can be: the runner makes JSON of no value there", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const body = `{${pieces.join(" ")}}`;
        if (!told(post(body)).includes("error request/body-not-json")) return;
        for (const id of ["1", "text", "[]", '"a": 1'])
          expect(() => JSON.parse(render(body, "body", { input: { id } }))).toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it("agree on text in quotes, and on many for one", () => {
    const answer = JSON.stringify({ name: "x", members: [{ name: "a" }] });
    const response = { translationMap: { name: "$.name" }, successTemplate: '{"name": "${name}"}' };
    expect(() => transform(response, answer)).toThrow(/not JSON/);
    expect(
      transform({ translationMap: { name: "$..name" }, successTemplate: '{"name": ${name}}' }, answer),
    ).toEqual({ name: ["x", "a"] });
  });

  it("have one list of helpers", () => {
    for (const [tool, methods] of Object.entries(TOOLS))
      for (const name of Object.keys(methods)) expect(helpersOf(tool)?.has(name)).toBe(true);
    expect(helpersOf("input")).toBeUndefined();
  });
});
