import type { Catalog, Operation } from "./catalog/catalog";
import { type Choice, cheapestCover } from "./cover";
import type { DataAction, StatedPermissions } from "./data-action";
import { ScopelockError } from "./errors";
import { judge } from "./judge";
import type { Permission } from "./permission";
import { matchRequest, requestSegments } from "./request";
import type { Requirement } from "./requirement";
import { isSelfScoped } from "./self-scoped";
import { directiveInPath } from "./template";

/** Why an action is granted what it is granted. */
export interface Evidence {
  /** Name of the action. */
  readonly action: string;
  /** What its request asks for; `undefined` when its permissions are stated by hand. */
  readonly operation: Operation | undefined;
  readonly requirement: Requirement;
  /** Granted for it, sorted. */
  readonly chosen: readonly Permission[];
  /** Would have done as well, and were passed over. Sorted. */
  readonly alternatives: readonly Permission[];
  /** The reason, as a sentence. */
  readonly because: string;
}

/** Permissions, and why each is among them. */
export interface Derivation {
  /** The exact set, sorted. */
  readonly permissions: readonly Permission[];
  /** One for each action, sorted by its name. */
  readonly evidence: readonly Evidence[];
  /** Which catalogue said so. */
  readonly catalog: { readonly version: string; readonly sha256: string };
}

/**
 * The least permissions that a set of actions needs together. A pure function: order does not matter, and the same
 * actions with the same catalogue always give the same set.
 *
 * @throws {@link ScopelockError} `operation/unknown` when a request is no operation of the catalogue,
 * `operation/needs-user` when it acts for a logged-in user, `request/directive` when an `#if` decides on its path,
 * `permission/unknown` when a stated permission does not exist.
 */
export function derive(actions: readonly DataAction[], catalog: Catalog): Derivation {
  const asked = [...actions].sort((a, b) => (a.name < b.name ? -1 : 1)).map((action) => ask(action, catalog));
  const granted = new Set(
    asked.flatMap(({ requirement }) => (requirement.mode === "all" ? requirement.permissions : [])),
  );
  const choices: Choice[] = asked.flatMap(({ requirement, operation }) =>
    requirement.mode === "any"
      ? [{ candidates: effective(requirement.permissions), family: familyOf(operation) }]
      : [],
  );
  for (const permission of cheapestCover(choices, granted, catalog)) granted.add(permission);

  return {
    permissions: [...granted].sort(),
    evidence: asked.map((each) => explain(each, granted)),
    catalog: { version: catalog.version, sha256: catalog.sha256 },
  };
}

interface Asked {
  readonly action: DataAction;
  readonly operation: Operation | undefined;
  readonly requirement: Requirement;
}

function ask(action: DataAction, catalog: Catalog): Asked {
  if (action.permissions) {
    const { method, url } = action.request;
    const reached = matchRequest(catalog, method, url);
    if (reached && needsUser(reached, requestSegments(url))) throw userNeeded(action, reached);
    return { action, operation: undefined, requirement: stated(action, action.permissions, catalog) };
  }
  const { method, url } = action.request;
  const directive = directiveInPath(url);
  if (directive !== undefined) throw undecided(action, directive);
  const operation = matchRequest(catalog, method, url);
  if (!operation) throw unknown(action, catalog);
  if (needsUser(operation, requestSegments(url))) throw userNeeded(action, operation);
  return { action, operation, requirement: operation.requirement };
}

function stated(action: DataAction, permissions: StatedPermissions, catalog: Catalog): Requirement {
  const names = "anyOf" in permissions ? permissions.anyOf : permissions.allOf;
  for (const name of names)
    if (catalog.opens(name).length === 0) throw unknownPermission(name, action, catalog);
  return { mode: "anyOf" in permissions ? "any" : "all", permissions: names };
}

function explain({ action, operation, requirement }: Asked, granted: ReadonlySet<Permission>): Evidence {
  const chosen = requirement.permissions.filter((permission) => granted.has(permission)).sort();
  const alternatives = requirement.permissions.filter((permission) => !granted.has(permission)).sort();
  return { action: action.name, operation, requirement, chosen, alternatives, because: reason() };

  function reason(): string {
    const who = operation ? `${operation.id} requires` : "stated by hand:";
    const why = action.permissions ? ` (${action.permissions.because})` : "";
    switch (requirement.mode) {
      case "none":
        return operation?.flags.includes("permissions-not-listed")
          ? `${operation.id} requires permissions that the catalogue does not list`
          : `the catalogue lists no permission for ${operation?.id}`;
      case "all":
        return `${who} all of ${chosen.join(", ")}${why}`;
      case "any":
        return alternatives.length === 0
          ? `${who} ${chosen.join(", ")}${why}`
          : `${who} any of ${[...requirement.permissions].sort().join(", ")}; the least is granted${why}`;
    }
  }
}

/** What opens only one's own things is no choice for a client while another permission is. */
function effective(permissions: readonly Permission[]): readonly Permission[] {
  const others = permissions.filter((permission) => !isSelfScoped(permission));
  return others.length > 0 ? others : permissions;
}

const needsUser = (operation: Operation, segments: ReturnType<typeof requestSegments>) =>
  judge(operation, "client-credentials", segments).some(({ id }) => id === "operation/needs-user");

const familyOf = (operation: Operation | undefined) => operation?.path.split("/")[3] ?? "";

function unknown(action: DataAction, catalog: Catalog): ScopelockError {
  const { method, url } = action.request;
  const methods = catalog.methods(requestSegments(url));
  const nearest = catalog.nearestOperations(method, url).map(({ id }) => id);
  return new ScopelockError({
    id: "operation/unknown",
    what: `${method} ${url} is no operation of the Genesys Cloud API.`,
    where: `data action "${action.name}"`,
    why: "Its permissions cannot be derived, and an empty set would fail with 403 in production.",
    fix: `${methods.length > 0 ? `This path has ${methods.join(", ")}. ` : ""}Did you mean ${nearest.join(", or ")}? If the operation is newer than the catalogue (${catalog.version}), state what it needs: permissions: { anyOf: [...], because: "..." }.`,
  });
}

function undecided(action: DataAction, directive: string): ScopelockError {
  return new ScopelockError({
    id: "request/directive",
    what: `"${directive}" decides on the path of the request.`,
    where: `data action "${action.name}"`,
    why: "The permissions follow from the path, so it has to be the same operation at each call.",
    fix: "Declare one data action for each path. If only the query depends on it, write the ? before the #.",
  });
}

function userNeeded(action: DataAction, operation: Operation): ScopelockError {
  return new ScopelockError({
    id: "operation/needs-user",
    what: `${operation.id} acts for a logged-in user.`,
    where: `data action "${action.name}"`,
    why: "A data action calls with client credentials, behind which there is no user: no permission can make it work.",
    fix: "Use an operation that names the user in its path or body, for example /api/v2/users/{userId}.",
  });
}

function unknownPermission(name: string, action: DataAction, catalog: Catalog): ScopelockError {
  const [nearest, ...others] = catalog.nearestPermissions(name);
  const opened = nearest === undefined ? [] : catalog.opens(nearest).map(({ id }) => id);
  const sample = [...opened].sort((a, b) => Number(lookup(b)) - Number(lookup(a))).slice(0, 3);
  return new ScopelockError({
    id: "permission/unknown",
    what: `The permission "${name}" does not exist.`,
    where: `data action "${action.name}": permissions`,
    why: `No operation of the catalogue (${catalog.version}) accepts it.`,
    fix: `Did you mean ${nearest} (needed by ${sample.join(", ")})? Others: ${others.join(", ")}. Better still, leave "permissions" out: they are derived from the request.`,
  });
}

/** Lookups and searches are what people ask for when they misremember a permission. */
const lookup = (id: string) => /^GET .*(lookup|search)/.test(id);
