import {
  type Diagnostic,
  type DiagnosticId,
  isObject,
  type JsonObject,
  ScopelockError,
  shown,
  table,
  whatAndWhy,
} from "../diagnostic";
import { type CatalogData, namesIn, type StoredOperation } from "./data";
import { byPath, METHODS, type OperationFlag } from "./operation";
import { flagsInProse } from "./prose-flags";
import { operationFaults } from "./validate";

/** What an OpenAPI document does not say of itself. */
export interface DocumentOrigin {
  /** Of the document's bytes, in hexadecimal. */
  readonly sha256: string;
  /**
   * ISO date of the document.
   * @default - not known
   */
  readonly date?: string;
}

/** A catalogue, and what could not be read or had to be understood. */
export interface CatalogReading {
  readonly catalog: CatalogData;
  /** Whether the source says of any operation what it requires. Where it does of some, silence means: nothing. */
  readonly tellsRequirements: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Of the security schemes of the API, the one whose scopes an OAuth client has. The others are tokens of chat guests. */
const OAUTH = "PureCloud OAuth";

const MODES: Readonly<Record<string, string>> = table({ ANY: "any", ALL: "all", NONE: "none", NO: "none" });

/** What else a path may have besides its operations. Source: OpenAPI 2.0 and 3.1, Path Item Object. */
const PATH_ITEM = ["parameters", "summary", "description", "servers", "trace", "$ref"];

/**
 * Reads a catalogue out of Genesys's OpenAPI document, versions 2.0 (Swagger) and 3. An operation that cannot be read
 * is left out and named: a requirement is never guessed. Operations are in order of path and method, whatever the
 * document's.
 * @throws {@link ScopelockError} `openapi/unknown` when it is no OpenAPI document, `openapi/no-operations` when it has
 * no operation that can be read.
 */
export function catalogFromOpenApi(document: unknown, origin: DocumentOrigin): CatalogReading {
  if (!isObject(document) || (typeof document.swagger !== "string" && typeof document.openapi !== "string"))
    throw unknownDocument(document);
  const problems: Diagnostic[] = [];
  const seen = new Map<string, string>();
  const operations: StoredOperation[] = [];
  let tellsRequirements = false;
  for (const { where, stored, tidied, told } of readings(document, problems)) {
    tellsRequirements ||= told;
    const faults = operationFaults(stored, seen);
    problems.push(...tidied, ...faults.map(({ id, what }) => leftOut(id, `${where}: ${what}`)));
    if (faults.length === 0) operations.push(stored);
  }
  if (operations.length === 0)
    throw new ScopelockError({
      id: "openapi/no-operations",
      what: "The OpenAPI document has no operation that can be read.",
      why: problems[0] ? whatAndWhy(problems[0]) : '"paths" of the document lists none.',
      fix: "Give the whole document, with its paths: GET /api/v2/docs/swagger of your region's API host answers with it.",
    });
  operations.sort(([method, path], [otherMethod, otherPath]) =>
    byPath({ method, path }, { method: otherMethod, path: otherPath }),
  );
  const { title, version } = isObject(document.info) ? document.info : {};
  for (const [key, value] of Object.entries({ title, version }))
    if (textOr(value, "") === "")
      problems.push({
        id: "openapi/info",
        severity: "warning",
        what: `The document has no ${key}, so the catalogue has none either.`,
        fix: `Give it an "info.${key}", or rely on the hash.`,
      });
  return {
    catalog: {
      source: textOr(title, "OpenAPI document without a title"),
      version: textOr(version, "without a version"),
      date: origin.date ?? "",
      sha256: origin.sha256,
      operations,
    },
    tellsRequirements,
    problems,
  };
}

function unknownDocument(document: unknown): ScopelockError {
  const { swagger, openapi, operations } = isObject(document) ? document : {};
  const isCatalog = Array.isArray(operations);
  const version = Object.entries({ swagger, openapi }).find(([, value]) => value !== undefined);
  return new ScopelockError({
    id: "openapi/unknown",
    what: isCatalog
      ? "The document is not an OpenAPI document: it is a catalogue."
      : version
        ? `The document is not an OpenAPI document: "${version[0]}" is ${shown(version[1])}, not the text of a version.`
        : 'The document is not an OpenAPI document: it has neither "swagger" nor "openapi".',
    why: "A catalogue is made of the operations that an OpenAPI document lists.",
    fix: isCatalog
      ? "Use the catalogue as it is, with --catalog; scopelock catalog validate lists what is wrong with it."
      : "Give the file that GET /api/v2/docs/swagger of your region's API host answers with.",
  });
}

interface Reading {
  /** Where it stands in the document. */
  readonly where: string;
  readonly stored: StoredOperation;
  /** Whether it says what it requires, be it nothing. */
  readonly told: boolean;
  readonly tidied: readonly Diagnostic[];
}

function* readings(document: JsonObject, problems: Diagnostic[]): Generator<Reading> {
  const base = basePath(document);
  for (const [key, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    const path = (key.startsWith("/api/v2/") ? key : base + key).replace(/(.)\/$/, "$1");
    if (!path.startsWith("/api/v2/")) {
      problems.push({
        id: "openapi/foreign-path",
        severity: "note",
        what: `${path} is not a path of the API that data actions call, /api/v2/.`,
        why: "It is left out.",
        fix: "Nothing, unless a data action calls it.",
      });
      continue;
    }
    if (!isObject(item)) {
      problems.push(leftOut("openapi/path", `${path} is not an object`));
      continue;
    }
    if ("$ref" in item) problems.push(leftOut("openapi/path", `${path} refers to another place`));
    for (const [name, operation] of Object.entries(item)) {
      const method = name.toUpperCase();
      const where = `${method} ${path}`;
      if (!(METHODS as readonly string[]).includes(method)) {
        if (!PATH_ITEM.includes(name) && !name.startsWith("x-"))
          problems.push(leftOut("openapi/method", `${path}: "${name}" is not a method`));
      } else if (!isObject(operation))
        problems.push(leftOut("openapi/operation", `${where} is not an object`));
      else yield read(where, method, path, operation, document.security);
    }
  }
}

function read(
  where: string,
  method: string,
  path: string,
  operation: JsonObject,
  security: unknown,
): Reading {
  const { listed, mode, unlisted } = requirement(operation["x-inin-requires-permissions"]);
  const permissions = [...new Set(listed.flatMap(namesIn))];
  const tidied: Diagnostic[] =
    permissions.join() === listed.join()
      ? []
      : [
          {
            id: "openapi/permissions",
            severity: "note",
            what: `${where}: the permissions ${JSON.stringify(listed)} are read as ${JSON.stringify(permissions)}.`,
            fix: "Nothing, when that is what is meant.",
          },
        ];
  const scopes = scopesOf(operation.security ?? security);
  return {
    where,
    told: "x-inin-requires-permissions" in operation,
    tidied,
    stored: [
      method,
      path,
      mode,
      permissions.sort(),
      flagsOf(operation, unlisted),
      textOr(operation["x-purecloud-method-name"], textOr(operation.operationId, "")),
      ...(scopes ? [scopes] : []),
    ] as unknown as StoredOperation,
  };
}

/** What `x-inin-requires-permissions` says. What it says wrongly keeps its words, and is found by the checks. */
function requirement(value: unknown): { listed: string[]; mode: string; unlisted: boolean } {
  if (value === undefined || value === null) return { listed: [], mode: "none", unlisted: false };
  const { type, permissions } = isObject(value) ? value : { type: value, permissions: undefined };
  const listed = [permissions ?? []].flat().map(wordsOf);
  const mode = MODES[wordsOf(type).toUpperCase()] ?? wordsOf(type);
  // Permissions are said to be needed and then not listed: not the same as none, and later said aloud.
  const unlisted = (mode === "any" || mode === "all") && listed.length === 0;
  return { listed, mode: unlisted ? "none" : mode, unlisted };
}

function flagsOf(operation: JsonObject, unlisted: boolean): OperationFlag[] {
  const text = `${textOr(operation.summary, "")}\n${textOr(operation.description, "")}`;
  return [
    ...(operation.deprecated === true ? (["deprecated"] as const) : []),
    ...(operation["x-genesys-preview"] === true ? (["preview"] as const) : []),
    ...flagsInProse(text),
    ...(unlisted ? (["permissions-not-listed"] as const) : []),
  ];
}

/** The OAuth scopes of a `security`; `undefined` when it says nothing of OAuth. */
function scopesOf(security: unknown): string[] | undefined {
  const named = (Array.isArray(security) ? security : []).flatMap((alternative) =>
    isObject(alternative) && Array.isArray(alternative[OAUTH]) ? [alternative[OAUTH].map(wordsOf)] : [],
  );
  return named.length > 0 ? [...new Set(named.flat())].sort() : undefined;
}

/** What stands in front of every path: `basePath` of version 2, the path of the first server of version 3. */
function basePath({ basePath, servers }: JsonObject): string {
  const [server] = Array.isArray(servers) ? servers : [];
  const url = isObject(server) ? textOr(server.url, "") : "";
  return textOr(basePath, url.replace(/^https?:\/\/[^/]*/, "")).replace(/\/$/, "");
}

function leftOut(id: DiagnosticId, what: string): Diagnostic {
  return {
    id,
    severity: "error",
    what: `${what}. It is left out.`,
    fix: "Correct the document, or report it to Genesys; until then a data action that calls it counts as unmatched.",
  };
}

const textOr = (value: unknown, otherwise: string) =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : otherwise;

/** What is not a text keeps its JSON, so that a message can show it. */
const wordsOf = (value: unknown) => (typeof value === "string" ? value : `${JSON.stringify(value)}`);
