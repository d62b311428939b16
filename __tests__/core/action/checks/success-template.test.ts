import { describe, expect, it } from "vitest";
import { wording } from "../../errors";
import { problems, told } from "./told";

const output = {
  type: "object",
  properties: { id: { type: "string" }, ids: { type: "array" } },
  required: ["id"],
};
const response = (successTemplate: unknown, names: readonly string[] = ["id", "ids"]) => ({
  translationMap: Object.fromEntries(names.map((name) => [name, `$.${name}`])),
  successTemplate,
});
const anything = { type: "object" };

describe("the success template's variables", () => {
  it.each<[string, unknown, string[]]>([
    ["of the translation map", '{"id": ${id}, "ids": $ids}', []],
    [
      "in a call",
      '{"id": ${successTemplateUtils.firstFromArray("${ids}", "$esc.quote$esc.quote")}, "x": $!id}',
      [],
    ],
    ["that are unknown", '{"id": ${id}, "ids": ${ids}, "x": $x}', ["error response/unknown-variable"]],
    [
      "that are unknown and quiet",
      '{"id": ${id}, "ids": $!{idss}}',
      ["error response/unknown-variable", "note response/unused-variable"],
    ],
    ["that are unknown in a condition", '#if($x){"id": ${id}, "ids": ${ids}}#end', []],
    ["of its own", '#set($x = $ids){"id": ${id}, "x": $x}', []],
    ["of a macro", "#macro(m $x)$x#end#m($id)$ids", ["error response/directive"]],
    ["with input", '{"id": ${id}, "ids": ${ids}, "x": "${input.userId}"}', []],
    ["that are not used", '{"id": ${id}}', ["note response/unused-variable"]],
    ["when it is left out", undefined, ["note response/unused-variable"]],
    ["when it is the response", "${rawResult}", ["note response/unused-variable"]],
    [
      "without their dollar sign",
      '{"id": {id}, "ids": ${ids}}',
      ["note response/unused-variable", "warning response/missing-dollar"],
    ],
  ])("%s", (_, template, expected) => {
    expect(told({ output: anything, response: response(template) }).sort()).toEqual(expected);
  });

  it("are suggested", () => {
    const [found] = problems({ output: anything, response: response('{"id": ${ID}}', ["id"]) });
    expect(wording(found)).toContain('"Variable $ID has not been set"');
    expect(found?.fix).toBe("Did you mean ${id}?");
  });

  it("that have a default only are left to the default's check", () => {
    const declared = { translationMapDefaults: { id: '""' }, successTemplate: '{"id": ${id}}' };
    expect(told({ response: declared })).toEqual(["warning response/default-without-path"]);
  });

  it("with a dot in their name are known", () => {
    expect(told({ response: response('{"id": ${a.b}}', ["a.b"]) })).toEqual([]);
  });

  it("forgotten, {rawResult} is no response", () => {
    expect(told({ response: { successTemplate: "{rawResult}" } })).toEqual([
      "warning response/missing-dollar",
    ]);
  });
});

describe("what the success template makes", () => {
  const all = (text: string) => told({ output: anything, response: { successTemplate: text } });

  it.each([
    "${rawResult}",
    '{"a": ${rawResult}, "b": [${rawResult}, $rawResult], "d": "\\"", "e": 1}',
    "{${rawResult}: 1}",
    // Whether these are JSON depends on what is put in.
    "{${rawResult}}",
    '{"a": 1, ${rawResult}}',
    '{"a": ${rawResult}0}',
    '{"a": -${rawResult}}',
    '{"a": ${rawResult}${rawResult}}',
    '{"a": $esc.quote$rawResult$esc.quote}',
    '{"a": $esc.quote x $esc.quote}',
    '{"a": "\\$rawResult"}',
    '{"a": #if($rawResult) 1 #else 2 #end}',
    '#[[ {"a": ]]# 1}',
  ])("may be JSON: %s", (template) => {
    expect(all(template)).toEqual([]);
  });

  it.each([
    '{"a": ${rawResult}, }',
    '{"a": ${rawResult} "b": 1}',
    '{"a": "${rawResult}}',
    '{"a": ${rawResult}',
    "{a: ${rawResult}}",
    "{'a': ${rawResult}}",
    "text",
    '{"a": ${successTemplateUtils.firstFromArray("${rawResult}", "$esc.quote$esc.quote")}',
  ])("is no JSON: %s", (template) => {
    expect(all(template)).toEqual(["error response/template-not-json"]);
  });

  it("may be followed by something: doubtful", () => {
    expect(all('{"a": [${rawResult}]}}')).toEqual(["warning response/surplus-text"]);
  });

  it.each<[string, string, object, string[]]>([
    ["all outputs", '{"id": ${id}, "ids": ${ids}}', {}, []],
    ["no required one", '{"ids": [${id}, ${ids}]}', {}, ["warning response/output-not-produced"]],
    ["no optional one", '{"id": [${id}, ${ids}]}', {}, ["note response/output-not-produced"]],
    [
      "neither",
      '{"x": [${id}, ${ids}]}',
      {},
      ["note response/output-not-produced", "warning response/output-not-produced"],
    ],
    ["one more", '{"id": ${id}, "ids": ${ids}, "x": 1}', {}, []],
    [
      "one too many",
      '{"id": ${id}, "ids": ${ids}, "x": 1}',
      { additionalProperties: false },
      ["warning response/unknown-output"],
    ],
    [
      "names that are not known here",
      '{"$id": ${ids}}',
      { additionalProperties: false },
      ["warning response/quoted-text"],
    ],
    ["an array", "[${id}, ${ids}]", {}, []],
    ["an object of directives", '{#if($id)"id": ${id}, "ids": ${ids}#end}', {}, []],
    [
      "an object of directives that make no JSON",
      '{#if($id)"id": ${id}#end $ids}',
      {},
      ["error response/template-not-json"],
    ],
  ])("against the output contract: %s", (_, template, schema, expected) => {
    expect(told({ output: { ...output, ...schema }, response: response(template) }).sort()).toEqual(expected);
  });

  it("names the outputs", () => {
    const found = problems({ output, response: { successTemplate: "{}" } });
    expect(found.map(wording).join("\n")).toMatch(/required outputs: id\..*\n?.*optional outputs: ids\./s);
  });

  it("may be null where it may be null, default or not", () => {
    const nullable = { type: "object", properties: { id: { type: ["string", "null"] } } };
    const declared = { ...response('{"id": ${id}}', ["id"]), translationMapDefaults: { id: '""' } };
    expect(told({ output: nullable, response: declared })).toEqual(["warning response/default-for-null"]);
    expect(told({ response: declared })).toEqual([]);
  });
});
