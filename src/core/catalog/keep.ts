import type { CatalogData, Origin, StoredOperation } from "./data";
import { type OperationFlag, shapeOf } from "./operation";

/** A newer catalogue with what was kept of an older one. */
export interface Keeping {
  readonly catalog: CatalogData;
  /** Ids of the operations of which neither of the two tells what they require. */
  readonly unknown: readonly string[];
  /** Ids of the operations that only the older one has; they are not in the catalogue. */
  readonly gone: readonly string[];
}

/** The flag that speaks of what is required. */
const UNLISTED: OperationFlag = "permissions-not-listed";

/** Says of every operation of a catalogue that its source does not tell what it requires. */
export function withoutRequirements(catalog: CatalogData): CatalogData {
  return {
    ...catalog,
    operations: catalog.operations.map(([method, path, , , flags, operationId, scopes]) => [
      method,
      path,
      "unknown",
      [],
      flags.filter((flag) => flag !== UNLISTED),
      operationId,
      ...(scopes ? ([scopes] as const) : ([] as const)),
    ]),
  };
}

/**
 * Fills in what a newer source does not tell, from an older catalogue: what operations require, and scopes. Nothing is
 * guessed: what the older one does not know either stays unknown.
 * @param newer of which no operation says what it requires
 */
export function keepRequirements(newer: CatalogData, older: CatalogData): Keeping {
  const known = new Map(older.operations.map((operation) => [shape(operation), operation]));
  const listed = new Set(newer.operations.map(shape));
  const operations = newer.operations.map((operation) => merged(operation, known.get(shape(operation))));
  return {
    catalog: { ...newer, kept: older.kept ?? originOf(older), operations },
    unknown: operations.filter(([, , mode]) => mode === "unknown").map(idOf),
    gone: older.operations.filter((operation) => !listed.has(shape(operation))).map(idOf),
  };
}

function merged(listed: StoredOperation, known: StoredOperation | undefined): StoredOperation {
  if (!known) return listed;
  const [method, path, , , flags, operationId, named] = listed;
  const [, , mode, permissions, knownFlags, , knownScopes] = known;
  const scopes = named ?? knownScopes;
  const unlisted = knownFlags.filter((flag) => flag === UNLISTED);
  return [
    method,
    path,
    mode,
    permissions,
    [...flags, ...unlisted],
    operationId,
    ...(scopes ? ([scopes] as const) : ([] as const)),
  ];
}

const idOf = ([method, path]: StoredOperation) => `${method} ${path}`;
const shape = ([method, path]: StoredOperation) => shapeOf(method, path);
const originOf = ({ source, version, date, sha256 }: Origin): Origin => ({ source, version, date, sha256 });
