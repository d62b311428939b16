import { REFERENCE_MARK } from "../../catalog";
import {
  type Diagnostic,
  enumeration,
  isObject,
  record,
  shown,
  suggester,
  text,
  texts,
} from "../../diagnostic";
import { withoutReferences } from "../../request";
import type { CheckedDeclaration } from "./declaration";
import {
  nameOf,
  TOOLS,
  type VelocityReference,
  velocityReferences,
  velocityVariables,
} from "./velocity-reference";

/** What makes names or text that cannot be foreseen here. */
const MACROS = /#\{?(?:macro|define|evaluate|parse|include)\b/;
/** What decides what is rendered, so that the template's own text is not yet the output. */
const DIRECTIVES = /#[a-z{@*[#]/i;
/** A quote by reference, that may begin or end a string. */
const QUOTE = /\$!?(?:esc\.(?:quote|q)\b|\{esc\.(?:quote|q)\})/g;
/** Stands for one. In the arguments of a call it is gone with them. */
const QUOTE_MARK = "\ue001";
/** Stands in a JSON text for a reference; no template has it. */
const VALUE = "\ue000";

/** The success template: its variables against the translation map, what it makes against the output contract. */
export function successTemplateFindings({ response, output }: CheckedDeclaration): readonly Diagnostic[] {
  const { translationMap, translationMapDefaults, successTemplate } = record(response);
  const template = text(successTemplate).trim() === "" ? "${rawResult}" : text(successTemplate);
  const names = new Set([
    ...Object.keys(record(translationMap)),
    ...Object.keys(record(translationMapDefaults)),
  ]);
  const references = velocityReferences(template);
  const missing = missingDollars(template, names);
  return [
    ...unknownVariables(template, references, names),
    ...unusedVariables(references, Object.keys(record(translationMap))),
    ...missing,
    // Without its dollar signs, it is no JSON for a reason that is told.
    ...(missing.length > 0 ? [] : jsonFindings(template, output)),
    ...nullFindings(template, new Set(Object.keys(record(translationMapDefaults))), output),
  ];
}

function unknownVariables(
  template: string,
  references: readonly VelocityReference[],
  names: ReadonlySet<string>,
): Diagnostic[] {
  if (MACROS.test(template)) return [];
  const known = new Set([...names, ...TOOLS, ...velocityVariables(template)]);
  const suggest = suggester([...names, "rawResult"]);
  const told = new Set<string>();
  return references.flatMap(({ root: written, property, formal, conditional }): Diagnostic[] => {
    const root = nameOf(written, formal, known);
    const isInput = root.toLowerCase() === "input";
    if (conditional || known.has(root) || known.has(`${root}.${property}`) || isInput || told.has(root))
      return [];
    told.add(root);
    const meant = suggest(root);
    return [
      {
        id: "response/unknown-variable",
        severity: "error",
        what: `$${root} in the success template is in no entry of the translation map.`,
        why: `The action fails when it runs: "Variable $${root} has not been set".`,
        fix: meant === undefined ? `Add "${root}" to the translation map.` : `Did you mean \${${meant}}?`,
      },
    ];
  });
}

function unusedVariables(references: readonly VelocityReference[], names: readonly string[]): Diagnostic[] {
  const all = new Set(names);
  const used = new Set(
    references.flatMap(({ root, property, formal }) => [nameOf(root, formal, all), `${root}.${property}`]),
  );
  const unused = names.filter((name) => !used.has(name));
  if (unused.length === 0) return [];
  return [
    {
      id: "response/unused-variable",
      severity: "note",
      what: `Entries of the translation map are used nowhere: ${enumeration(unused)}.`,
      fix: `Use them in the success template, as \${${unused[0]}}, or remove them.`,
    },
  ];
}

function missingDollars(template: string, names: ReadonlySet<string>): Diagnostic[] {
  const found = [...template.matchAll(/([$!#]?)\{([A-Za-z][A-Za-z0-9_-]*)\}/g)].find(
    ([, before, name = ""]) => before === "" && (name === "rawResult" || names.has(name)),
  )?.[2];
  if (found === undefined) return [];
  return [
    {
      id: "response/missing-dollar",
      severity: "warning",
      what: `{${found}} in the success template is not a reference.`,
      why: "Without a dollar sign it stays as it is, and the output is not JSON.",
      fix: `Write \${${found}}.`,
    },
  ];
}

export const TEMPLATE_NOT_JSON: Diagnostic = {
  id: "response/template-not-json",
  severity: "error",
  what: "The success template makes no JSON, whatever its references stand for.",
  why: "Genesys Cloud reads what is rendered as JSON, and fails the action otherwise.",
  fix: "Look for a missing or surplus comma, brace or quote.",
};

function jsonFindings(template: string, output: unknown): Diagnostic[] {
  const rendered = withValues(template);
  if (rendered === undefined) return [];
  const made = parsed(rendered.first);
  if (made === undefined) return [TEMPLATE_NOT_JSON];
  const surplus = rendered.rest.trim();
  return [
    ...(surplus === ""
      ? []
      : [
          {
            id: "response/surplus-text" as const,
            severity: "warning" as const,
            what: `The success template goes on after its JSON has ended: ${shown(surplus.replaceAll(VALUE, "..."))}.`,
            why: "At best, that is ignored.",
            fix: "Remove it.",
          },
        ]),
    ...(isObject(made.value) ? outputFindings(Object.keys(made.value), output) : []),
  ];
}

function outputFindings(keys: readonly string[], output: unknown): Diagnostic[] {
  const { type, properties, required, additionalProperties } = record(output);
  if (type !== "object" || keys.some((key) => key.includes(VALUE))) return [];
  const made = new Set(keys);
  const names = new Set(Object.keys(record(properties)));
  const mandatory = new Set(texts(required));
  const missing = [...new Set([...names, ...mandatory])].filter((name) => !made.has(name));
  const surplus = additionalProperties === false ? keys.filter((key) => !names.has(key)) : [];
  return [
    ...notProduced(
      "warning",
      missing.filter((name) => mandatory.has(name)),
    ),
    ...notProduced(
      "note",
      missing.filter((name) => !mandatory.has(name)),
    ),
    ...(surplus.length === 0
      ? []
      : [
          {
            id: "response/unknown-output" as const,
            severity: "warning" as const,
            what: `The success template makes what the output contract does not have: ${enumeration(surplus)}.`,
            why: "The contract has additionalProperties: false, so the output does not conform.",
            fix: "Add it to the contract's properties, or take it out of the template.",
          },
        ]),
  ];
}

function notProduced(severity: "warning" | "note", names: readonly string[]): Diagnostic[] {
  if (names.length === 0) return [];
  return [
    {
      id: "response/output-not-produced",
      severity,
      what: `The success template never makes ${severity === "warning" ? "required" : "optional"} outputs: ${enumeration(names)}.`,
      why:
        severity === "warning"
          ? "The output does not conform to its contract."
          : "Flows are shown outputs that stay empty.",
      fix: `Add "${names[0]}" to the template, or take it out of the output contract.`,
    },
  ];
}

/** A nullable output from a variable with a default: the default is for what is missing, not for null. */
function nullFindings(template: string, defaults: ReadonlySet<string>, output: unknown): Diagnostic[] {
  const nullable = new Set(
    Object.entries(record(record(output).properties)).flatMap(([name, property]) =>
      texts(record(property).type).includes("null") ? [name] : [],
    ),
  );
  const found = [
    ...template.matchAll(/"([^"\\]*)"\s*:\s*\$!?\{?([A-Za-z][A-Za-z0-9_-]*)\}?(?=\s*[,}])/g),
  ].flatMap(([, key = "", variable = ""]) => (nullable.has(key) && defaults.has(variable) ? [key] : []));
  if (found.length === 0) return [];
  return [
    {
      id: "response/default-for-null",
      severity: "warning",
      what: `Outputs that may be null have a default: ${enumeration(found)}.`,
      why: "A default stands in for what is missing from the response; what is null there stays null.",
      fix: "Have the flow handle null, or filter it out in the path.",
    },
  ];
}

/**
 * A template with a value in place of each reference, up to the bracket that closes the first one, and what comes after;
 * `undefined` when its text depends on directives, or on what a reference stands for.
 */
function withValues(template: string): { readonly first: string; readonly rest: string } | undefined {
  if (DIRECTIVES.test(template)) return undefined;
  const text = withoutReferences(template.replace(QUOTE, QUOTE_MARK));
  if (text.includes(QUOTE_MARK)) return undefined;
  let result = "";
  let inString = false;
  let depth = 0;
  let end: number | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (character === REFERENCE_MARK) {
      if (!inString && !isWhole(text, at)) return undefined;
      result += inString ? VALUE : `"${VALUE}"`;
    } else if (character === "\\" && inString) {
      at += 1;
      if (text[at] === REFERENCE_MARK) return undefined;
      result += character + (text[at] ?? "");
    } else {
      if (character === '"') inString = !inString;
      else if (!inString && "{[".includes(character)) depth += 1;
      else if (!inString && "}]".includes(character)) depth -= 1;
      result += character;
      if (end === undefined && depth === 0 && !inString && "}]".includes(character)) end = result.length;
    }
  }
  return { first: result.slice(0, end), rest: end === undefined ? "" : result.slice(end) };
}

/** Whether a reference outside of strings has to be a whole value or name for the text around it to be JSON. */
function isWhole(text: string, at: number): boolean {
  const [before, after] = [neighbour(text, at, -1), neighbour(text, at, 1)];
  if (![before, after].every((each) => each.spaced || ":,[]{}".includes(each.character))) return false;
  if (before.character === REFERENCE_MARK || after.character === REFERENCE_MARK) return false;
  // Members of an object may come from a reference as a whole.
  if (before.character === "{") return after.character === ":";
  return !(before.character === "," && after.character === "}");
}

/** The next character that is not blank; an empty one at either end. */
function neighbour(text: string, from: number, step: 1 | -1): { character: string; spaced: boolean } {
  let at = from + step;
  while (/\s/.test(text[at] ?? "")) at += step;
  return { character: text[at] ?? "", spaced: at !== from + step };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
