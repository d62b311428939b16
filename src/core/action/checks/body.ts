import { type Diagnostic, isJson, record, text, texts } from "../../diagnostic";
import { unclosedPart } from "../../request";
import { render } from "../rendering/render";
import type { CheckedDeclaration } from "./declaration";
import { filled, LONGEST_PARSED, plainText } from "./plain-template";
import { type VelocityReference, velocityReferences, withConditions } from "./velocity-reference";

/** What a flow may give for an input: a number is right in quotes and without; members go where a whole object is made. */
const PROBES = ["1", '"k": 1', '{"k": 1}', '"a text"'];
/** So many inputs are tried with different values; of more, all with the same. */
const MOST_MIXED = 4;

/** The body of a request: whatever its references stand for, it has to be JSON, unless a header says otherwise. */
export function bodyFindings({ request, input }: CheckedDeclaration): readonly Diagnostic[] {
  const { method, body, headers } = record(request);
  const template = text(body);
  if (method === "GET" || template.length > LONGEST_PARSED || !isSentAsJson(record(headers))) return [];
  // What a reference begins, or text without a bracket, may be whatever the flow gives.
  const isMeantAsJson = /^\s*[{[]/.test(template.replace(/#\{?(?:set|if)\b[^)]*\)/g, ""));
  if (!isMeantAsJson || unclosedPart(template) !== undefined) return [];
  const references = velocityReferences(template);
  const made = rendered(template, references);
  if (made.length === 0) return [];
  if (made.some((each) => isJson(each))) return withoutOptional(template, references, record(input));
  const surplus = made.some((each) => startsWithJson(each));
  return [
    {
      id: surplus ? "request/body-surplus" : "request/body-not-json",
      severity: surplus ? "warning" : "error",
      what: surplus
        ? "The body goes on after its JSON has ended."
        : "The body is not JSON, whatever its references stand for.",
      why: surplus ? "At best, the API ignores that." : "The API reads it as JSON, and answers 400.",
      fix: surplus
        ? "Remove it."
        : "Look for a missing or surplus comma, brace or quote. Another kind of body needs a Content-Type header of its own.",
    },
  ];
}

function isSentAsJson(headers: Readonly<Record<string, unknown>>): boolean {
  const [, type = "application/json"] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type") ?? [];
  return /json/i.test(text(type));
}

/** What the body can be, by what its inputs are; nothing where it cannot be told. */
function rendered(template: string, references: readonly VelocityReference[]): readonly string[] {
  const names = [...new Set(references.map(({ root, property }) => `${root}.${property ?? ""}`))];
  const values =
    names.length <= MOST_MIXED ? mixtures(names.length) : PROBES.map((probe) => names.map(() => probe));
  // A condition may hold for no value that is tried: then either of its branches may be what is meant.
  const decided = [true, false].map((each) => withConditions(template, each));
  const made: string[] = [];
  for (const variant of new Set([template, ...decided]))
    for (const mixture of values) {
      const of = new Map(names.map((name, at) => [name, mixture[at] as string]));
      const one = renderedWith(variant, references, (name) => of.get(name) ?? "1");
      if (one === undefined) continue;
      made.push(one);
      if (isJson(one)) return made;
    }
  return made;
}

function renderedWith(
  template: string,
  references: readonly VelocityReference[],
  value: (name: string) => string,
): string | undefined {
  const plain = plainText(template);
  const outer = references.filter(({ root }) => root !== "esc");
  if (plain !== undefined)
    return filled(plain, (at) => {
      const { root = "", property = "" } = outer[at] ?? {};
      return value(`${root}.${property}`);
    });
  const variables: Record<string, Record<string, string>> = {};
  for (const { root, property } of references)
    variables[root] = { ...variables[root], [property ?? ""]: value(`${root}.${property ?? ""}`) };
  const { input, credentials, authResponse } = variables;
  try {
    return render(template, "requestTemplate", {
      input: { rawRequest: "{}", ...input },
      ...(credentials && { credentials }),
      ...(authResponse && { authResponse }),
    });
  } catch {
    // Of another tool, or with a value that it does not take: nobody can tell what it makes.
    return undefined;
  }
}

/** Where an optional input is left out, nothing is rendered in its place. */
function withoutOptional(
  template: string,
  references: readonly VelocityReference[],
  { properties, required }: Readonly<Record<string, unknown>>,
): readonly Diagnostic[] {
  const names = new Set(Object.keys(record(properties)));
  const optional = references.filter(
    ({ root, property, quiet, conditional }) =>
      root === "input" &&
      quiet &&
      !conditional &&
      property !== undefined &&
      names.has(property) &&
      !texts(required).includes(property),
  );
  const plain = plainText(template);
  if (optional.length === 0 || plain === undefined) return [];
  const outer = references.filter(({ root }) => root !== "esc");
  const gone = optional.filter(({ property }) => {
    const without = filled(plain, (at) => (outer[at]?.property === property ? "" : "1"));
    const withIt = filled(plain, () => "1");
    return isJson(withIt) && !isJson(without);
  });
  if (gone.length === 0) return [];
  const [first] = gone;
  return [
    {
      id: "request/body-without-input",
      severity: "note",
      what: `Where a flow leaves out ${[...new Set(gone.map(({ property }) => property))].join(", ")}, the body is not JSON.`,
      why: "Nothing is rendered in the place of an input that is not there.",
      fix: `Require it in the input contract, or write a value for it: #if("$!{input.${first?.property}}" != "")...#end.`,
    },
  ];
}

function mixtures(length: number): readonly (readonly string[])[] {
  let all: readonly (readonly string[])[] = [[]];
  for (let at = 0; at < length; at += 1)
    all = all.flatMap((begun) => PROBES.map((probe) => [...begun, probe]));
  return all;
}

function startsWithJson(value: string): boolean {
  const trimmed = value.trim();
  try {
    JSON.parse(trimmed);
    return true;
  } catch (error) {
    const [, position] = / at position (\d+)/.exec((error as Error).message) ?? [];
    const end = Number(position);
    return /after JSON/.test((error as Error).message) && isJson(trimmed.slice(0, end));
  }
}
