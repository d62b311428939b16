import { REFERENCE_MARK } from "../../catalog";
import { type Diagnostic, enumeration, isJson, record, text } from "../../diagnostic";
import { withoutReferences } from "../../request";
import { findsList } from "../json-path";
import { render } from "../rendering/render";
import type { CheckedDeclaration } from "./declaration";
import { LONGEST_PARSED, plainText } from "./plain-template";
import { TEMPLATE_NOT_JSON } from "./success-template";
import { withConditions } from "./velocity-reference";

/** What a path may have found, as the success template gets it: JSON text. */
const PROBES = ['"a text"', "1", '["a text"]', "{}"];
/** Other names no reference can have. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
/** The first of the characters that stand for a variable each; no template has them. */
const MARKS = 0xe100;

/** What the values of a translation map become in the success template: JSON text, whatever stands around it. */
export function outputValueFindings({ response, output }: CheckedDeclaration): readonly Diagnostic[] {
  const { translationMap, translationMapDefaults, successTemplate } = record(response);
  const template = text(successTemplate);
  const paths = record(translationMap);
  const names = [...new Set([...Object.keys(paths), "rawResult"])].filter((name) => NAME.test(name));
  if (template.trim() === "" || template.length > LONGEST_PARSED) return [];
  if (plainText(template) === undefined && /#/.test(template))
    return renderedFindings(template, [...names, ...Object.keys(record(translationMapDefaults))]);
  const { quoted, values } = uses(template, names);
  const many = values.filter(([key, name]) => findsList(text(paths[name])) && isOne(output, key));
  return [
    // Of a number, quotes make a text; of a text, they make no JSON.
    ...quotedFindings(quoted.filter((name) => !isNumber(record(translationMapDefaults)[name]))),
    ...many.map(([key, name]) => manyFinding(key, name, text(paths[name]))),
  ];
}

function quotedFindings(names: readonly string[]): readonly Diagnostic[] {
  if (names.length === 0) return [];
  return [
    {
      id: "response/quoted-text",
      severity: "warning",
      what: `In the success template quotes stand around ${enumeration(names.map((name) => `\${${name}}`))}.`,
      why: "A variable is JSON text and brings its own quotes: of a text, two pairs of them make no JSON, and the action fails.",
      fix: `Write \${${names[0]}} without quotes. To put it into a longer text, escape it: "... $esc.jsonEncode(\${${names[0]}})".`,
    },
  ];
}

function manyFinding(key: string, name: string, path: string): Diagnostic {
  return {
    id: "response/many-for-one",
    severity: "warning",
    what: `The path of "${name}" may find any number of values and gives a list, and the output "${key}" is one value.`,
    why: /\[\?.*\[-?\d+\]$/.test(path)
      ? "An index behind a filter is for each value that was found, not for the list. The output does not conform to its contract."
      : "The output does not conform to its contract.",
    fix: `Take the first: \${successTemplateUtils.firstFromArray("\${${name}}")}, or make the output an array.`,
  };
}

/** With directives, by the runner: some value of the variables has to make JSON of it. */
function renderedFindings(template: string, names: readonly string[]): readonly Diagnostic[] {
  const variants = new Set([template, ...[true, false].map((each) => withConditions(template, each))]);
  const made: string[] = [];
  for (const variant of variants)
    for (const probe of PROBES) {
      const variables = Object.fromEntries(names.map((name) => [name, probe]));
      try {
        made.push(render(variant, "successTemplate", { ...variables, rawResult: "{}" }));
      } catch {
        // Of another tool, or a value that it does not take: told elsewhere, where it can be told.
      }
    }
  if (made.length === 0 || made.some((each) => isJson(each))) return [];
  return [TEMPLATE_NOT_JSON];
}

/** Where variables stand: in quotes, or as the whole value of an output. */
function uses(
  template: string,
  names: readonly string[],
): { readonly quoted: readonly string[]; readonly values: readonly (readonly [string, string])[] } {
  const marked = names.reduce(
    (marked, name, at) =>
      marked.replace(new RegExp(`\\$!?(?:\\{${name}\\}|${name}(?![\\w.-]))`, "g"), () => mark(at)),
    template,
  );
  // A call is one reference, its arguments with it.
  const plain = withoutReferences(marked);
  const quoted = new Set<string>();
  let json = "";
  let inString = false;
  for (let at = 0; at < plain.length; at += 1) {
    const character = plain[at] as string;
    const name = names[(character.codePointAt(0) ?? 0) - MARKS];
    if (character === "\\" && inString) {
      json += character + (plain[at + 1] ?? "");
      at += 1;
      continue;
    }
    if (character === '"') inString = !inString;
    if (name !== undefined && inString) quoted.add(name);
    json += !inString && (name !== undefined || character === REFERENCE_MARK) ? `"${character}"` : character;
  }
  // With a quote that is never closed, it cannot be told what stands in quotes.
  if (inString) return { quoted: [], values: [] };
  return { quoted: [...quoted], values: wholeValues(json.replaceAll(REFERENCE_MARK, ""), names) };
}

function wholeValues(json: string, names: readonly string[]): readonly (readonly [string, string])[] {
  let made: unknown;
  try {
    made = JSON.parse(json);
  } catch {
    return [];
  }
  return Object.entries(record(made)).flatMap(([key, value]) => {
    const at = typeof value === "string" && value.length === 1 ? (value.codePointAt(0) ?? 0) - MARKS : -1;
    const name = names[at];
    return name === undefined ? [] : [[key, name] as const];
  });
}

const mark = (at: number) => String.fromCodePoint(MARKS + at);

function isOne(output: unknown, key: string): boolean {
  const { type } = record(record(record(output).properties)[key]);
  const types = Array.isArray(type) ? type : [type];
  return (
    types.some((each) => /^(string|integer|number|boolean)$/.test(text(each))) && !types.includes("array")
  );
}

function isNumber(value: unknown): boolean {
  return text(value).trim() !== "" && Number.isFinite(Number(text(value)));
}
