import { distance } from "fastest-levenshtein";
import { type AccessLevel, accessLevel } from "./access-level";
import type { Catalog } from "./catalog/catalog";
import type { OperationFlag } from "./catalog/operation";
import { type ReportedAction, reportAction } from "./derivation-report";
import { examine } from "./derive";
import type { Grant } from "./grant";
import { scopesOf } from "./oauth-scopes";
import type { Permission } from "./permission";
import { isSelfScoped } from "./self-scoped";
import { withoutSecrets } from "./url-text";

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

/** Who accepts a permission. */
export interface ExplainedPermission {
  readonly kind: "permission";
  readonly query: string;
  /** `null` when it does not exist. */
  readonly permission: Permission | null;
  readonly level: AccessLevel | null;
  /** Whether it opens one's own things only; a client has none. */
  readonly selfScoped: boolean;
  readonly operations: readonly AcceptingOperation[];
  /** What was probably meant, best first, when it does not exist. */
  readonly suggestions: readonly Permission[];
}

/** An operation that accepts a permission. */
export interface AcceptingOperation {
  readonly operation: string;
  readonly mode: "any" | "all" | "none";
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
  /** What was probably meant, best first, when it does not exist. */
  readonly suggestions: readonly string[];
}

/** Explains a request: its permissions, with evidence, its scopes, and what is to be said of it. */
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

/**
 * Explains a permission: its level, and every operation that accepts it.
 * @param query what was asked for
 * @param name what that means @default - the same
 */
export function explainPermission(query: string, catalog: Catalog, name = query): ExplainedPermission {
  const operations = catalog.opens(name);
  const exists = operations.length > 0;
  const permission = name as Permission;
  return {
    kind: "permission",
    query,
    permission: exists ? permission : null,
    level: exists ? accessLevel(permission) : null,
    selfScoped: exists && isSelfScoped(permission),
    operations: operations.map(({ id, requirement: { mode, permissions } }) => ({
      operation: id,
      mode,
      enough: mode === "any" || permissions.length === 1,
    })),
    suggestions: exists ? [] : catalog.nearestPermissions(name.replace(/\./g, ":")),
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
    suggestions: exists ? [] : nearestScopes(name, catalog),
  };
}

function nearestScopes(name: string, catalog: Catalog): string[] {
  // Of each by itself: together, the scope that only reads is part of the one that does not.
  const known = new Set(catalog.operations.flatMap((operation) => scopesOf([operation]).scopes));
  return [...known]
    .map((scope) => ({ scope, far: distance(scope, name) }))
    .filter(({ far }) => far <= Math.max(1, name.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ scope }) => scope);
}
