import { byPath, type Catalog, type Operation, shapeOf } from "../catalog";
import type { Permission } from "../permission";
import { matchRequest } from "../request";

/** Names that came and names that went, each in order. */
export interface NameChange<Name extends string = string> {
  readonly added: readonly Name[];
  readonly removed: readonly Name[];
}

type Mode = Operation["requirement"]["mode"];

/** An operation that both catalogues have, and say different things of. What did not change is not there. */
export interface OperationChange {
  readonly before: Operation;
  readonly after: Operation;
  readonly mode?: { readonly before: Mode; readonly after: Mode };
  readonly permissions?: NameChange<Permission>;
  readonly flags?: NameChange;
  /** Only where both catalogues know scopes. */
  readonly scopes?: NameChange;
}

/** What became of one catalogue in another, corrections made to both. In order of path and method. */
export interface CatalogDiff {
  readonly added: readonly Operation[];
  readonly removed: readonly Operation[];
  readonly changed: readonly OperationChange[];
  /** Permissions that some operation accepts in one of the two only. */
  readonly permissions: NameChange<Permission>;
}

/** A request that somebody declared: what a data action sends. */
export interface DeclaredRequest {
  /** The action's name. */
  readonly name: string;
  /** The file that declares it. */
  readonly source: string;
  readonly method: string;
  /** Template of the URL. */
  readonly url: string;
}

/** A request whose operation is not what it was. `undefined` stands for a request that has no operation. */
export interface AffectedRequest {
  readonly request: DeclaredRequest;
  readonly before: Operation | undefined;
  readonly after: Operation | undefined;
}

/**
 * Compares two catalogues. Operations are the same when no request can tell them apart: the name of a path's parameter
 * does not matter, nor does an operation's id.
 */
export function diffCatalogs(before: Catalog, after: Catalog): CatalogDiff {
  const old = byShape(before);
  const fresh = byShape(after);
  const changed = [...old].flatMap(([shape, was]) => {
    const is = fresh.get(shape);
    const change = is && operationChange(was, is);
    return change ? [change] : [];
  });
  return {
    added: onlyIn(fresh, old),
    removed: onlyIn(old, fresh),
    // By shape: the names of parameters may differ, and the order must be the same both ways.
    changed: changed.sort((a, b) => byPath(withoutParameterNames(a.before), withoutParameterNames(b.before))),
    permissions: nameChanges(before.permissions, after.permissions) ?? { added: [], removed: [] },
  };
}

/** The requests that are answered by another operation than before, or by one that changed. */
export function affectedBy(
  diff: CatalogDiff,
  requests: readonly DeclaredRequest[],
  before: Catalog,
  after: Catalog,
): readonly AffectedRequest[] {
  const changed = new Set(diff.changed.map((change) => shape(change.before)));
  return requests
    .map((request) => ({
      request,
      before: matchRequest(before, request.method, request.url),
      after: matchRequest(after, request.method, request.url),
    }))
    .filter((match) => shape(match.before) !== shape(match.after) || changed.has(shape(match.before)));
}

/** What differs between two operations; `undefined` when nothing does. */
export function operationChange(before: Operation, after: Operation): OperationChange | undefined {
  const permissions = nameChanges<Permission>(before.requirement.permissions, after.requirement.permissions);
  const flags = nameChanges(before.flags, after.flags);
  const mode = modeChange(before.requirement, after.requirement);
  const scopes = before.scopes && after.scopes && nameChanges(before.scopes, after.scopes);
  if (!mode && !permissions && !flags && !scopes) return undefined;
  return {
    before,
    after,
    ...(mode && { mode }),
    ...(permissions && { permissions }),
    ...(flags && { flags }),
    ...(scopes && { scopes }),
  };
}

/** `undefined` when the mode is the same, or says nothing: one of one permission is all of it. */
function modeChange(
  before: Operation["requirement"],
  after: Operation["requirement"],
): OperationChange["mode"] | undefined {
  const single = before.permissions.length === 1 && after.permissions.length === 1;
  return single || before.mode === after.mode ? undefined : { before: before.mode, after: after.mode };
}

/** `undefined` when nothing changed. */
function nameChanges<Name extends string>(
  before: readonly Name[],
  after: readonly Name[],
): NameChange<Name> | undefined {
  const old = new Set(before);
  const fresh = new Set(after);
  const added = [...fresh].filter((name) => !old.has(name)).sort();
  const removed = [...old].filter((name) => !fresh.has(name)).sort();
  return added.length + removed.length > 0 ? { added, removed } : undefined;
}

const withoutParameterNames = ({ method, path }: Operation) => ({ method, path: shapeOf("", path) });
const shape = (operation: Operation | undefined) => operation && shapeOf(operation.method, operation.path);

const onlyIn = (these: ReadonlyMap<string, Operation>, those: ReadonlyMap<string, Operation>) =>
  [...these].flatMap(([shape, operation]) => (those.has(shape) ? [] : [operation])).sort(byPath);

const byShape = ({ operations }: Catalog) =>
  new Map(operations.map((operation) => [shapeOf(operation.method, operation.path), operation]));
