import {
  ARROW,
  type Catalog,
  documentedPermission,
  type OperationFlag,
  ownFirst,
  permissionPattern,
  scopesOf,
} from "../catalog";
import { nearNames } from "../diagnostic";
import { type AccessLevel, accessLevel, type Grant, type Permission } from "../permission";
import { withoutSecrets } from "../request";
import { examine } from "./derive";
import { type ReportedAction, reportAction } from "./report";
import { isSelfScoped } from "./self-scoped";

/** An answer to `scopelock explain`. Stable: keys are added, never renamed or removed. */
export type Explanation = ExplainedOperation | ExplainedPermission | ExplainedScope;

/** What a request needs. */
export interface ExplainedOperation extends Omit<ReportedAction, "name" | "source"> {
  readonly kind: "operation";
  readonly query: string;
  readonly flags: readonly OperationFlag[];
  /** Of a client whose grant acts for a user. */
  readonly scopes: readonly string[];
}

/** Who accepts a permission, or each of those that a text stands for. */
export interface ExplainedPermission {
  readonly kind: "permission";
  readonly query: string;
  /** `null` when no operation names it, nor any document that is known; and when the text stands for several. */
  readonly permission: Permission | null;
  readonly level: AccessLevel | null;
  /** Whether it opens one's own things only; a client has none. */
  readonly selfScoped: boolean;
  /** Those of the permission's own API family first. */
  readonly operations: readonly AcceptingOperation[];
  /** What was probably meant, best first, when it does not exist. */
  readonly suggestions: readonly Permission[];
  /** What the text stands for when it names no permission in full: it has a star, a word for an act, or parts missing. */
  readonly matches: readonly MatchedPermission[];
  /** Whether the text has a star. */
  readonly wildcard: boolean;
  /** What the vendor's documents say of a permission that no operation names; else `null`. */
  readonly documented: { readonly allows: string; readonly source: string } | null;
}

/** One of several permissions that a text stands for. */
export interface MatchedPermission {
  readonly permission: Permission;
  readonly level: AccessLevel;
  readonly selfScoped: boolean;
  readonly operations: readonly AcceptingOperation[];
}

/** An operation that accepts a permission. */
export interface AcceptingOperation {
  readonly operation: string;
  readonly mode: "any" | "all" | "none" | "unknown";
  /** Whether nothing else is needed. */
  readonly enough: boolean;
}

/** What an OAuth scope opens, for clients whose grant acts for a user. */
export interface ExplainedScope {
  readonly kind: "scope";
  readonly query: string;
  /** `null` when it does not exist. */
  readonly scope: string | null;
  /** Operations that a client with this scope may call. */
  readonly operations: readonly string[];
  /** Permissions of the domain that is called the same. */
  readonly permissions: readonly MatchedPermission[];
  /** What was probably meant, best first, when it does not exist. */
  readonly suggestions: readonly string[];
}

/** Explains a request: its permissions, with evidence, its scopes, and its diagnostics. */
export function explainRequest(
  method: string,
  url: string,
  catalog: Catalog,
  grant: Grant = "client-credentials",
): ExplainedOperation {
  const [evidence] = examine([{ name: url, request: { method, url } }], catalog, { grant }).evidence;
  if (!evidence) throw new Error("one call gives one evidence");
  const { name: _, source: __, ...reported } = reportAction(evidence);
  const { operation } = evidence;
  return {
    kind: "operation",
    query: `${method} ${withoutSecrets(url)}`,
    ...reported,
    flags: operation?.flags ?? [],
    scopes: operation ? scopesOf([operation]).scopes : [],
  };
}

/** Explains a permission, or those that a text stands for: the level, and every operation that accepts it. */
export function explainPermission(query: string, catalog: Catalog): ExplainedPermission {
  const exact = catalog.operationsAccepting(query).length > 0 || documentedPermission(query) !== undefined;
  const { permissions, wildcard, isName } = exact
    ? { permissions: [query as Permission], wildcard: false, isName: true }
    : permissionPattern(query, catalog.permissions);
  // Another letter case or separator than a role takes is a slip; labels are how the console has it.
  const isLabel = ARROW.test(query) || /\s/.test(query.trim());
  const one = exact || (isName && isLabel) ? permissions[0] : undefined;
  const matches =
    one === undefined && !isName ? permissions.map((each) => matchedPermission(each, catalog)) : [];
  const explained = one === undefined ? undefined : matchedPermission(one, catalog);
  const documented = one === undefined ? undefined : documentedPermission(one);
  return {
    kind: "permission",
    query,
    permission: one ?? null,
    level: explained?.level ?? null,
    selfScoped: explained?.selfScoped ?? false,
    operations: explained?.operations ?? [],
    suggestions: one === undefined ? suggestedPermissions(query, isName ? permissions : [], catalog) : [],
    matches,
    wildcard,
    documented: documented ? { allows: documented.allows, source: documented.source } : null,
  };
}

/** What was probably meant: first what it names, only written otherwise. */
function suggestedPermissions(
  query: string,
  named: readonly Permission[],
  catalog: Catalog,
): readonly Permission[] {
  return [...new Set([...named, ...catalog.nearestPermissions(query)])].slice(0, 3);
}

function matchedPermission(permission: Permission, catalog: Catalog): MatchedPermission {
  return {
    permission,
    level: accessLevel(permission),
    selfScoped: isSelfScoped(permission),
    operations: ownFirst(permission, catalog.operationsAccepting(permission)).map(
      ({ id, requirement: { mode, permissions } }) => ({
        operation: id,
        mode,
        enough: mode === "any" || permissions.length === 1,
      }),
    ),
  };
}

/** Explains an OAuth scope: what a client with it may call, if its user's permissions allow it. */
export function explainScope(name: string, catalog: Catalog): ExplainedScope {
  const opened = catalog.operations.filter((operation) => {
    const [needed] = scopesOf([operation]).scopes;
    // The full scope includes the one that only reads.
    return needed === name || needed === `${name}:readonly`;
  });
  const exists = opened.length > 0;
  return {
    kind: "scope",
    query: name,
    scope: exists ? name : null,
    operations: opened.map(({ id }) => id),
    permissions: permissionsOf(name, catalog),
    suggestions: exists ? [] : nearestScopes(name, catalog),
  };
}

/** Those of the domain that a scope's name is the name of, too. */
function permissionsOf(scope: string, catalog: Catalog): readonly MatchedPermission[] {
  if (!/^[a-z-]+$/i.test(scope)) return [];
  return permissionPattern(scope, catalog.permissions).permissions.map((each) =>
    matchedPermission(each, catalog),
  );
}

function nearestScopes(name: string, catalog: Catalog): readonly string[] {
  // Of each by itself: together, the scope that only reads is part of the one that does not.
  const known = new Set(catalog.operations.flatMap((operation) => scopesOf([operation]).scopes));
  return nearNames(name, known).slice(0, 3);
}
