import { describe, expect, it } from "vitest";
import type { DataActionResponse } from "../../../src/core/action";
import { render } from "../../../src/core/action/rendering/render";
import { renderOutput, translateResponse } from "../../../src/core/action/rendering/transform";
import { translate } from "../../../src/core/action/rendering/translate";

const input = { phone: "+1 555", id: "a b/c", count: 3, yes: true, rawRequest: '{"a":1}' };
const rendered = (template: string) => render(template, "requestTemplate", { input });

describe("rendering", () => {
  it.each([
    ["${input.phone}", "+1 555"],
    ["$input.count/$!{input.yes}", "3/true"],
    ["$!{input.missing}.", "."],
    ["$esc.uriEncode(${input.phone})", "%2B1%20555"],
    ["$esc.url(${input.phone})", "%2B1+555"],
    ['$esc.uriEncode("${input.id}")', "a%20b%2Fc"],
    ["${input.phone.replace(' ','%20')}", "+1%20555"],
    ['{"a": "$esc.jsonString(${input.rawRequest})"}', '{"a": "{\\"a\\":1}"}'],
    ['#if("$!{input.missing}" != "")x#{else}y#end', "y"],
    ["${input.rawRequest}", '{"a":1}'],
    ['$encoding.base64("a:b")', "YTpi"],
    ["costs 5$ and #1", "costs 5$ and #1"],
    ["$math.add(${input.count}, 4) $math.div(7, 2) $math.roundTo(1, 2.26) $math.max(1, 9, 3)", "7 3.5 2.3 9"],
    ['$esc.sql("it\'s") $esc.unurl("a+b%2F")', "it''s a b/"],
  ])("%s", (template, expected) => {
    expect(rendered(template)).toBe(expected);
  });

  it("is strict, in Velocity's words", () => {
    expect(() => rendered("x $Presences")).toThrow(
      "Variable $Presences has not been set at requestTemplate[line 1, column 3]",
    );
    expect(() => rendered("${input.missing}")).toThrow("Reference ${input.missing} evaluated to null");
    expect(() => rendered("$esc.url(${input.missing})")).toThrow(/evaluated to null/);
  });

  it("finds nothing under the name of a method that is not called, of a tool and of a text", () => {
    expect(() => rendered("$esc.url")).toThrow("Reference ${esc.url} evaluated to null");
    expect(() => rendered("${input.phone.trim}")).toThrow(/evaluated to null/);
    expect(rendered("$!esc.url.")).toBe(".");
    expect(() => rendered("$math.add(1, $input.phone)")).toThrow(/is not a number/);
    expect(() => rendered("$math.div(1, 0)")).toThrow(/divides by zero/);
  });

  it("says where a template is not Velocity", () => {
    expect(() => rendered("a\n$esc.url(input.phone)")).toThrow("The template is not Velocity: line 2");
  });

  it("follows a reference as strict Velocity does", () => {
    expect(rendered("$!esc.url($input.missing).")).toBe(".");
    expect(() => rendered("a $input.count.size()")).toThrow(
      "Object 'java.lang.Integer' does not contain method size() at requestTemplate[line 1, column 3]",
    );
    expect(() => rendered("$esc.nope('a')")).toThrow(/does not contain method nope\(java.lang.String\)/);
    expect(() => rendered("$input.missing.x")).toThrow("Attempted to access 'x' on a null value");
    expect(() => rendered("$input.phone[0]")).toThrow(/does not contain property '0'/);
    expect(() => rendered("$input.phone.substring(4, 99)")).toThrow(/has no part from 4 to 99/);
    expect(() => rendered("$input.phone.matches('[')")).toThrow("[ is not a regular expression");
    expect(() => rendered("$input.constructor.constructor('x')")).toThrow(/null value/);
  });

  it.each([
    ["$input.get('id')$input.containsKey('no')$input.id.split('/').size()", "a b/cfalse2"],
    ["#set($n = $input.count / 2)$n #set($m = 3 / 2.5)$m", "1 1.2"],
    ["#if($input.count == '3')same#end#if($input.missing == $input.gone) none#end", "same none"],
    ["#if($bogus || !$bogus)a bare variable may be missing#end", "a bare variable may be missing"],
    ["#if('')t#{else}f#end#if(0)t#{else}f#end#if([])t#{else}f#end", "fff"],
    ["\\#if ## #end\n#[[ #if ]]# #* #end *#", "#if  #if  "],
  ])("%s is %s", (template, expected) => {
    expect(rendered(template)).toBe(expected);
  });

  it.each([
    ["a\n #if($input.yes)x", "#if has no #end at requestTemplate[line 2, column 2]"],
    ["#if($input.yes)x#end#end", "#end stands without an #if at requestTemplate[line 1, column 21]"],
    ["#else x", "#else stands without an #if at requestTemplate[line 1, column 1]"],
    ["#{if}(true)x#{end}", "#{if} is not rendered here: write #if at requestTemplate[line 1, column 1]"],
    ["#if($bogus.x)t#end", "Variable $bogus has not been set at requestTemplate[line 1, column 1]"],
    ["#if($bogus == 1)t#end", "Variable $bogus has not been set at requestTemplate[line 1, column 1]"],
  ])("refuses %j", (template, message) => {
    expect(() => rendered(template)).toThrow(message);
  });

  it("changes no object that it is given", () => {
    const given = { input: { list: [1], map: { a: 1 } } };
    render("$input.list.size()$input.map.size()$input.size()$esc.url('a')", "x", given);
    expect(given).toEqual({ input: { list: [1], map: { a: 1 } } });
  });

  it("refuses directives that data actions do not have", () => {
    expect(() => rendered("#foreach($x in $input.list)$x#end")).toThrow(/#foreach is not available/);
  });
});

describe("translating", () => {
  const response = { total: 2, none: null, entities: [{ id: "a", n: 1 }, { id: "b" }] };
  const one = (path: string, fallback?: string) =>
    translate({ v: path }, fallback === undefined ? {} : { v: fallback }, response).v;
  it.each([
    ["$.total", "0", "2"],
    ["total", undefined, "2"],
    ["$.missing", "0", "0"],
    ["$.missing", undefined, undefined],
    ["$.none", "0", "null"],
    ["$.entities[0].id", undefined, '"a"'],
    ["$.entities[9].id", '""', '""'],
    ["$.entities[-1].id", undefined, '"b"'],
    ["$.entities[*].n", undefined, "[1]"],
    ["$.entities[?(@.id == 'b')].id", undefined, '["b"]'],
    ["$.entities[?(@.n == '1')].id", "[9]", "[]"],
    ["$.missing[*].id", "[9]", "[9]"],
    ["$..id", undefined, '["a","b"]'],
    ["$.entities.size()", undefined, "2"],
    ["$.entities[?(@.id =~ /[A-C]/i)].id", undefined, '["a","b"]'],
    ["$.entities[?(@.id =~ /a|x\\/y/ && @.n == 1)].n", undefined, "[1]"],
    ["$.entities[?(@.n =~ /1/)].id", undefined, '["a"]'],
    ["$.entities[*].id.length()", undefined, "[null,null]"],
  ])("%s, default %s, gives %s", (path, fallback, expected) => {
    expect(one(path, fallback)).toBe(expected);
  });
});

const transform = (response: DataActionResponse, raw: string) =>
  renderOutput(response, translateResponse(response, raw));

describe("transforming", () => {
  it("renders translated values as JSON text", () => {
    const response = { translationMap: { name: "$.name" }, successTemplate: '{"name": ${name}}' };
    expect(transform(response, '{"name":"O\\"Neil"}')).toEqual({ name: 'O"Neil' });
  });

  it("takes the first of an array, or the default", () => {
    const response = {
      translationMap: { ids: "$.a[*].id" },
      successTemplate: '{"id": ${successTemplateUtils.firstFromArray("${ids}", "$esc.quote$esc.quote")}}',
    };
    expect(transform(response, '{"a":[{"id":"x"}]}')).toEqual({ id: "x" });
    expect(transform(response, '{"a":[]}')).toEqual({ id: "" });
  });

  it("passes the raw response through, and takes an empty one as an empty object", () => {
    expect(transform({}, '[{"a":1}]')).toEqual([{ a: 1 }]);
    expect(transform({}, "")).toEqual({});
  });

  it("fails as the platform does", () => {
    expect(() => transform({ successTemplate: '{"PresenceArray" : $Presences}' }, "{}")).toThrow(
      "Transform failed to process result using 'successTemplate' template due to error:'Variable $Presences has not been set at successTemplate[line 1, column 20]'\n Template:'{\"PresenceArray\" : $Presences}'.",
    );
    expect(() => transform({}, "<html>")).toThrow(/not JSON/);
    expect(() => transform({ successTemplate: "{rawResult}" }, "{}")).toThrow(/not JSON/);
  });
});
