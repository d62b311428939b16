import { cut, type Diagnostic, isObject, record, shown, suggester } from "../../diagnostic";

/** What is looked at: a declaration as JavaScript without types may hand it over. */
type Unchecked = Readonly<Record<string, unknown>>;

/** Values of a declaration that are of another type than theirs; JavaScript has no types to say so. */
export function formFindings(declaration: Unchecked): readonly Diagnostic[] {
  const { request, response, prefer, permissions, secure } = declaration;
  const { headers, body } = record(request);
  const { translationMap, translationMapDefaults, successTemplate } = record(response);
  return [
    ...refused("request", request, isObject(request), "an object: { method, url, headers, body }"),
    ...textFindings("request.body", body),
    ...textMapFindings("request.headers", headers),
    ...optional("response", response, isObject, "an object: { translationMap, successTemplate, ... }"),
    ...textMapFindings("response.translationMap", translationMap),
    ...optional("response.translationMapDefaults", translationMapDefaults, isObject, "an object of texts"),
    ...textFindings("response.successTemplate", successTemplate),
    ...optional("secure", secure, (value) => typeof value === "boolean", "true or false"),
    ...optional("prefer", prefer, (value) => isList(value) && value.length > 0, `${LIST}, of one at least`),
    ...optional("permissions", permissions, isObject, "an object: { anyOf or allOf: [...], because }"),
    ...optional("permissions.anyOf", record(permissions).anyOf, isList, LIST),
    ...optional("permissions.allOf", record(permissions).allOf, isList, LIST),
  ];
}

/** Keys that mean nothing, and would be ignored in silence. */
export function keyFindings(declaration: Unchecked, known: readonly string[]): readonly Diagnostic[] {
  const suggest = suggester(known);
  return Object.keys(declaration)
    .filter((key) => !known.includes(key))
    .map((key): Diagnostic => {
      if (key === "scopes") return SCOPES;
      const meant = suggest(key);
      return {
        id: "action/unknown-key",
        severity: "error",
        what: `${shown(key)} is not a property of a data action.`,
        why: "It would be ignored without a message.",
        fix: meant === undefined ? `Remove it. There is ${known.join(", ")}.` : `Did you mean "${meant}"?`,
      };
    });
}

const SCOPES: Diagnostic = {
  id: "action/scopes",
  severity: "error",
  what: 'The action has "scopes".',
  why: "Data actions call with client credentials, which take permissions, through roles; scopes belong to the other grants.",
  fix: 'Remove them: the permissions are derived from the request. Where that cannot be, state "permissions".',
};

const LIST = "a list of permissions";

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function textFindings(place: string, value: unknown): Diagnostic[] {
  return optional(place, value, (each) => typeof each === "string", "a text; write JSON as its text");
}

function textMapFindings(place: string, value: unknown): Diagnostic[] {
  if (!isObject(value)) return optional(place, value, isObject, "an object of texts");
  return Object.entries(value).flatMap(([name, each]) =>
    refused(`${place}.${cut(name)}`, each, typeof each === "string", "a text"),
  );
}

function optional(
  place: string,
  value: unknown,
  test: (value: unknown) => boolean,
  expected: string,
): Diagnostic[] {
  return refused(place, value, value === undefined || test(value), expected);
}

function refused(place: string, value: unknown, holds: boolean, expected: string): Diagnostic[] {
  if (holds) return [];
  return [
    {
      id: "action/type",
      severity: "error",
      what: `"${place}" is ${kindOf(value)}.`,
      fix: `Give ${expected}.`,
    },
  ];
}

/** What a value is, without saying it: it may be a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return { string: "a text", object: "an object" }[typeof value as string] ?? `a ${typeof value}`;
}
