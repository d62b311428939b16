import { type Diagnostic, enumeration, isJson, record, shown, suggester, text } from "../../diagnostic";
import { findsList, pathProblem } from "../json-path";
import type { CheckedDeclaration } from "./declaration";

/** The translation map and its defaults. */
export function translationMapFindings({ response }: CheckedDeclaration): readonly Diagnostic[] {
  const { translationMap, translationMapDefaults } = record(response);
  const paths = new Map(Object.entries(record(translationMap)));
  const defaults = Object.entries(record(translationMapDefaults));
  return [
    ...[...paths].flatMap(([name, path]) => pathFindings(name, path)),
    ...strayDefaults(defaults, paths),
    ...defaults.flatMap(([name, value]) => textFindings(name, value)),
    ...indefiniteFindings(defaults, paths),
  ];
}

function pathFindings(name: string, path: unknown): Diagnostic[] {
  if (text(path).includes("${"))
    return [
      {
        id: "response/path-reference",
        severity: "warning",
        what: `The path of "${name}" has a reference: ${shown(path)}.`,
        why: "Genesys Cloud renders no templates in the translation map.",
        fix: "Filter by a constant, or have the request ask for less.",
      },
    ];
  const problem = pathProblem(text(path));
  if (problem === undefined) return [];
  return [
    {
      id: "response/path",
      severity: "warning",
      what: `The path of "${name}" is not a JSONPath: ${shown(path)}: ${problem}.`,
      why: "The action fails when it runs.",
      fix: "Close every bracket and quote; a step is a name, an index, a slice, *, .. or a filter [?(...)].",
    },
  ];
}

function strayDefaults(
  defaults: readonly [string, unknown][],
  paths: ReadonlyMap<string, unknown>,
): Diagnostic[] {
  const suggest = suggester(paths.keys());
  return defaults
    .filter(([name]) => !paths.has(name))
    .map(([name]) => {
      const meant = suggest(name);
      return {
        id: "response/default-without-path",
        severity: "warning",
        what: `"${name}" has a default, but no path in the translation map.`,
        why: "A default stands in for a path that finds nothing.",
        fix: meant === undefined ? "Give it a path, or remove it." : `Did you mean "${meant}"?`,
      };
    });
}

function textFindings(name: string, value: unknown): Diagnostic[] {
  if (typeof value === "string" && isJson(value)) return [];
  return [
    {
      id: "response/default-not-json",
      severity: "warning",
      what: `The default of "${name}" is ${shown(value)}, which is not JSON text.`,
      why: "It is put into the success template as it is written.",
      fix: `Write a text with its quotes: ${JSON.stringify(JSON.stringify(text(value).slice(0, 80)))}.`,
    },
  ];
}

function indefiniteFindings(
  defaults: readonly [string, unknown][],
  paths: ReadonlyMap<string, unknown>,
): Diagnostic[] {
  const names = defaults
    .filter(([name, value]) => {
      // A default of [] is what is found anyway.
      return findsList(text(paths.get(name))) && text(value).replace(/\s/g, "") !== "[]";
    })
    .map(([name]) => name);
  if (names.length === 0) return [];
  return [
    {
      id: "response/default-of-many",
      severity: "note",
      what: `Defaults of paths that may find any number of values: ${enumeration(names)}.`,
      why: "Where such a path finds none, the value is [], and the default is not used.",
      fix: `Give the default where one element is taken: \${successTemplateUtils.firstFromArray("\${${names[0]}}", "0")}.`,
    },
  ];
}
