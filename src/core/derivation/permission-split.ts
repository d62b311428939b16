import { type Catalog, isKnown } from "../catalog";
import { compareTexts } from "../diagnostic";
import { type Permission, partsOf } from "../permission";
import type { CatalogDiff, OperationChange } from "./catalog-diff";

/** A permission of which new ones took over operations. */
export interface PermissionSplit {
  readonly permission: Permission;
  /** The new ones, sorted: no operation of the older catalogue accepts them. */
  readonly into: readonly Permission[];
  /** The operations that accept a new one in its place, or beside it. In order of path and method. */
  readonly operations: readonly string[];
  /** Whether no operation accepts it any more. */
  readonly gone: boolean;
}

/**
 * The permissions that were split. An operation accepted the permission, and accepts one that is new to the catalogue in
 * its place, or as another choice beside it. A new permission that is needed as well is not a split.
 */
export function splitPermissions(
  { changed }: CatalogDiff,
  before: Catalog,
  after: Catalog,
): readonly PermissionSplit[] {
  const found = new Map<Permission, { into: Set<Permission>; operations: Set<string> }>();
  for (const change of changed)
    for (const { from, into } of splitsOf(change, before)) {
      const split = found.get(from) ?? { into: new Set(), operations: new Set() };
      found.set(from, split);
      split.into.add(into);
      split.operations.add(change.after.id);
    }
  return [...found]
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([permission, { into, operations }]) => ({
      permission,
      into: [...into].sort(compareTexts),
      operations: [...operations],
      gone: after.operationCount(permission) === 0,
    }));
}

function splitsOf({ before: was, after: is, permissions }: OperationChange, older: Catalog) {
  if (!permissions || !isKnown(was) || !isKnown(is)) return [];
  const beside = is.requirement.mode === "any" ? was.requirement.permissions : [];
  const origins = permissions.removed.length > 0 ? permissions.removed : beside;
  return permissions.added
    .filter((name) => older.operationCount(name) === 0)
    .flatMap((into) => likest(into, origins).map((from) => ({ from, into })));
}

/** Of several permissions, those that share most parts of their names with a new one. */
function likest(name: Permission, others: readonly Permission[]): readonly Permission[] {
  const most = Math.max(...others.map((other) => sharedParts(name, other)));
  return others.filter((other) => sharedParts(name, other) === most);
}

function sharedParts(a: Permission, b: Permission): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (!left || !right) return 0;
  return (["domain", "entity", "action"] as const).filter((part) => left[part] === right[part]).length;
}
