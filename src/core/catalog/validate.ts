import {
  count,
  type Diagnostic,
  type DiagnosticId,
  isDate,
  isObject,
  type Severity,
  shown,
} from "../diagnostic";
import { isPermissionName } from "../permission";
import { OVERRIDES, type Override } from "./corrections";
import type { StoredOperation } from "./data";
import { METHODS, OPERATION_FLAGS, shapeOf } from "./operation";

/** What is wrong with a part of a catalogue, without where it stands and what to do. */
export type Fault = Pick<Diagnostic, "id" | "what">;

const MODES = ["any", "all", "none", "unknown"];
/** A general permission: a source may name one that is newer than the known ones. */
const GENERAL = /^[a-z]+(_[a-z]+)*$/;
const PATH = /^\/api\/v2(\/([^\s/?#{}]|\{[^\s/?#{}]+\})+)+$/;

const REMAKE = "Correct the file, or make it again with `scopelock catalog refresh`.";

/**
 * Everything that is wrong with a stored catalogue; none means that it can be loaded.
 * @param data what the file's JSON holds
 * @param overrides the corrections that will be made to it
 * @param place of an operation, for people
 */
export function validateCatalog(
  data: unknown,
  overrides: readonly Override[] = OVERRIDES,
  place = (at: number) => `operations[${at}]`,
): readonly Diagnostic[] {
  if (!isObject(data))
    return [
      problem(
        "catalog/shape",
        "A catalogue is a JSON object; this is another value.",
        "Give a catalogue file.",
      ),
    ];
  if ("swagger" in data || "openapi" in data)
    return [
      problem(
        "catalog/openapi",
        "This is an OpenAPI document, not yet a catalogue.",
        "Make a catalogue of it with `scopelock catalog refresh`.",
      ),
    ];
  const problems = [...originFaults(data), ...keptFaults(data.kept)].map(({ id, what }) =>
    problem(id, what, REMAKE),
  );
  const { operations } = data;
  if (!Array.isArray(operations))
    return [...problems, problem("catalog/shape", `"operations" ${found(operations, "a list")}.`, REMAKE)];
  if (operations.length === 0)
    return [...problems, problem("catalog/shape", "The list of operations is empty.", REMAKE)];

  const seen = new Map<string, string>();
  operations.forEach((stored: unknown, at) => {
    for (const { id, what } of operationFaults(stored, seen))
      problems.push(problem(id, `${place(at)}${nameOf(stored)}: ${what}.`, REMAKE));
  });
  return [...problems, ...overrides.flatMap((override) => overrideProblems(override, operations))];
}

/**
 * What is wrong with one operation as it is stored.
 * @param seen the operations before it, by shape; the operation is added
 */
export function operationFaults(stored: unknown, seen: Map<string, string>): Fault[] {
  if (!isStoredOperation(stored))
    return [
      {
        id: "catalog/shape",
        what: "not [method, path, mode, [permissions], [flags], operation id] with, or without, [scopes]",
      },
    ];
  const [method, path, mode, permissions, flags, operationId, scopes = []] = stored;
  const faults: Fault[] = [];
  const fault = (id: Fault["id"], what: string) => faults.push({ id, what });

  if (!oneOf(METHODS, method)) fault("catalog/method", `${shown(method)} is not a method`);
  if (!path.startsWith("/api/v2/")) fault("catalog/path", `${shown(path)} does not begin with /api/v2/`);
  else if (!PATH.test(path)) fault("catalog/path", `${shown(path)} is not a path template`);

  if (!MODES.includes(mode)) fault("catalog/mode", `${shown(mode)} is not one of ${MODES.join(", ")}`);
  else if ((mode === "none" || mode === "unknown") && permissions.length > 0)
    fault("catalog/mode", `mode ${mode} with ${count(permissions.length, "permission")}`);
  else if ((mode === "any" || mode === "all") && permissions.length === 0)
    fault("catalog/mode", `mode ${mode} without a permission`);
  for (const name of permissions)
    if (!isPermissionName(name) && !GENERAL.test(name))
      fault(
        "catalog/permission",
        `${shown(name)} is neither domain:entity:action, as in routing:queue:view, nor a general permission such as admin`,
      );

  for (const flag of flags)
    if (!oneOf(OPERATION_FLAGS, flag)) fault("catalog/flag", `${shown(flag)} is not a known flag`);
  if (flags.includes("permissions-not-listed") && permissions.length > 0)
    fault("catalog/flag", `permissions-not-listed with ${count(permissions.length, "permission")}`);
  for (const scope of scopes)
    if (!/^[^\s,]+$/.test(scope)) fault("catalog/scope", `${shown(scope)} is not an OAuth scope`);
  for (const name of repeated(permissions))
    fault("catalog/repeated", `the permission "${name}" is there twice`);
  for (const name of repeated(flags)) fault("catalog/repeated", `the flag "${name}" is there twice`);
  for (const name of repeated(scopes)) fault("catalog/repeated", `the scope "${name}" is there twice`);
  if (operationId.trim() === "") fault("catalog/operation-id", "the operation id is empty");

  const shape = shapeOf(method, path);
  const id = `${method} ${path}`;
  const other = seen.get(shape);
  if (other === id) fault("catalog/duplicate", `${id} is there twice`);
  else if (other !== undefined)
    fault("catalog/duplicate", `every request that fits ${id} fits ${other} as well`);
  seen.set(shape, other ?? id);
  return faults;
}

/**
 * What is wrong with what a catalogue says of itself, or of what it kept.
 * @param at in front of the names of keys
 */
function originFaults(
  { source, version, date, sha256 }: Readonly<Record<string, unknown>>,
  at = "",
): Fault[] {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries({ source, version }))
    if (typeof value !== "string" || value.trim() === "")
      faults.push({ id: "catalog/source", what: `"${at}${name}" ${found(value, "a text")}.` });
  if (date !== "" && !(typeof date === "string" && isDate(date)))
    faults.push({
      id: "catalog/date",
      what: `"${at}date" ${found(date, "an ISO date or empty")}.`,
    });
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256))
    faults.push({
      id: "catalog/hash",
      what: `"${at}sha256" ${found(sha256, "64 hexadecimal digits in lower case")}.`,
    });
  return faults;
}

/** Catalogues from before there was anything to keep have no such key. */
function keptFaults(kept: unknown): Fault[] {
  if (kept === undefined) return [];
  if (!isObject(kept)) return [{ id: "catalog/source", what: `"kept" ${found(kept, "an object")}.` }];
  return originFaults(kept, "kept.");
}

/** A correction that corrects nothing: its operation is gone, or the source says the same by now. */
function overrideProblems(
  { operation, requirement }: Override,
  operations: readonly unknown[],
): Diagnostic[] {
  const [method, path] = operation.split(" ");
  const stored = operations.find(
    (candidate): candidate is StoredOperation =>
      Array.isArray(candidate) &&
      candidate[1] === path &&
      candidate[0] === method &&
      isStoredOperation(candidate),
  );
  if (!stored)
    return [
      problem(
        "catalog/override",
        `The correction of ${operation} matches no operation of this catalogue.`,
        "Nothing, where the catalogue is meant to be a part only; else take the correction out, or give it the operation's new path.",
        "warning",
      ),
    ];
  const [, , mode, permissions] = stored;
  if (mode !== requirement.mode || permissions.join() !== requirement.permissions.join()) return [];
  return [
    problem(
      "catalog/override",
      `The correction of ${operation} is not needed any more: the source now agrees.`,
      "Take it out of the overrides.",
      "note",
    ),
  ];
}

function isStoredOperation(value: unknown): value is StoredOperation {
  if (!Array.isArray(value) || value.length < 6 || value.length > 7) return false;
  const [method, path, mode, permissions, flags, operationId, scopes = []] = value;
  return (
    typeof method === "string" &&
    typeof path === "string" &&
    typeof mode === "string" &&
    typeof operationId === "string" &&
    isNames(permissions) &&
    isNames(flags) &&
    isNames(scopes)
  );
}

const isNames = (value: unknown) => Array.isArray(value) && value.every((name) => typeof name === "string");

const nameOf = (stored: unknown) => (isStoredOperation(stored) ? ` (${stored[0]} ${stored[1]})` : "");

const oneOf = (known: readonly string[], name: string) => known.includes(name);

/** The names that are there more than once, each once. Nearly always none, and then found fast. */
function repeated(names: readonly string[]): Iterable<string> {
  const unique = new Set(names);
  return unique.size === names.length ? [] : new Set(names.filter((name, at) => names.indexOf(name) !== at));
}

const problem = (id: DiagnosticId, what: string, fix: string, severity: Severity = "error"): Diagnostic => ({
  id,
  severity,
  what,
  fix,
});

/** A value as a sentence has it, and what it must be. */
const found = (value: unknown, form: string) =>
  value === undefined ? `is missing: it must be ${form}` : `is ${shown(value)}: it must be ${form}`;
