import type { Behaviour } from "./behaviour";

const TOOLS = "src/core/action/rendering/tools.ts";
const given = { text: 'a "b"/c\n+é', list: '["x", "y"]', empty: "[]" };
const body = (template: string) => ({ request: { method: "POST", body: template }, given });
const success = (successTemplate: string, answer: string) => ({
  response: { translationMap: { v: "$.v" }, successTemplate },
  answer: { body: answer },
});

/** `$esc`, `$encoding`, `$successTemplateUtils`. */
export const HELPERS: readonly Behaviour[] = [
  {
    when: "`$esc.url`, `$esc.urlFormEncode`",
    here: "form coding: a blank is `+`",
    source: "document",
    code: TOOLS,
    example: { ...body("$esc.url($input.text)"), gives: { body: "a+%22b%22%2Fc%0A%2B%C3%A9" } },
  },
  {
    when: "`$esc.uriEncode`",
    here: "percent coding: a blank is `%20`",
    source: "document",
    evidence: "that it is the one for URLs; the blank is concluded",
    code: TOOLS,
    example: { ...body("$esc.uriEncode($input.text)"), gives: { body: "a%20%22b%22%2Fc%0A%2B%C3%A9" } },
  },
  {
    when: "`$esc.jsonString`, `$esc.jsonEncode`",
    here: "escaped for the inside of a JSON text; no quotes are added",
    source: "exports",
    evidence: "every public use stands between quotes",
    code: TOOLS,
    example: { ...body('"$esc.jsonString($input.text)"'), gives: { body: '"a \\"b\\"/c\\n+é"' } },
  },
  {
    when: "`$esc.…` of a missing input",
    here: "`null`: empty text behind `$!`, otherwise it fails",
    source: "unverified",
    evidence: "Velocity Tools",
    code: TOOLS,
    example: { ...body("[$!esc.url($input.gone)]"), gives: { body: "[]" } },
  },
  {
    when: '`$encoding.base64("a:b")`',
    here: "base64 of UTF-8",
    source: "document",
    code: TOOLS,
    example: { ...body('$encoding.base64("a:b")'), gives: { body: "YTpi" } },
  },
  {
    when: "`successTemplateUtils.firstFromArray(${v})`, with quotes around `${v}` or without",
    here: "JSON text of the first element: a text keeps its quotes",
    source: "exports",
    evidence: "the results are used without quotes around them",
    code: TOOLS,
    example: {
      ...success('{"a": ${successTemplateUtils.firstFromArray("${v}")}}', '{"v": ["x", "y"]}'),
      gives: { output: { a: "x" } },
    },
  },
  {
    when: "`firstFromArray` of an empty list, with a second argument",
    here: "the second argument as it is",
    source: "exports",
    code: TOOLS,
    example: {
      ...success('{"a": ${successTemplateUtils.firstFromArray(${v}, "$esc.quote$esc.quote")}}', '{"v": []}'),
      gives: { output: { a: "" } },
    },
  },
  {
    when: "`firstFromArray` of an empty list alone, or of what is not a list",
    here: "fails",
    source: "unverified",
    code: TOOLS,
    example: {
      ...success('{"a": ${successTemplateUtils.firstFromArray(${v})}}', '{"v": []}'),
      gives: { fails: ["success template", "found no element and has no default"] },
    },
  },
];
