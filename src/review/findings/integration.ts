import type { Catalog } from "../../core/catalog";
import { accessLevel, type Permission } from "../../core/permission";
import type { Grant } from "../plan/attributes";
import type { Declared } from "../plan/declared";
import type { IntegrationFacts, ResourceChange } from "../plan/facts";
import { inWords, listed } from "./access-words";
import { reviewActions } from "./actions";
import { redirected } from "./clients";
import { type Found, finding } from "./finding";
import { lostRoles, otherRoles, reviewDivision, reviewGenerations } from "./generations";
import { gainedPermissions, includesPermission, lostPermissions } from "./permission-gains";
import { reviewRequests } from "./requests";
import { because, changes, ofType } from "./resources";
import type { IntegrationReview, PermissionReview } from "./review";
import { reviewContents } from "./secrets";

/** Says what becomes of an integration: a review without the readers of its secret, whose place the caller knows from all. */
export function reviewIntegration(
  facts: IntegrationFacts,
  catalog: () => Catalog,
  isEndpoint: (url: string) => boolean,
) {
  const { id, before, after } = facts;
  const { environment } = (after ?? before) as Declared;
  const role = reviewRole(facts);
  const actions = reviewActions(facts, catalog);
  const generations = reviewGenerations(facts);
  const division = reviewDivision(facts, generations.review);
  const [integration] = ofType("genesyscloud_integration", facts.resources);
  const scopes = { before: scopesOf(facts, "before"), after: scopesOf(facts, "after") };
  const added = scopes.after.filter((scope) => !scopes.before.includes(scope));
  const secret = ofType("vault_kv_secret_v2", facts.resources).find(({ before, after }) =>
    [before, after].some((side) => side?.name === `${environment}/${id}`),
  );
  const where = secret?.after ?? secret?.before;
  return {
    review: {
      id,
      change: changeOf(facts),
      name: { before: integration?.before?.name ?? null, after: integration?.after?.name ?? null },
      permissions: role.review,
      actions: actions.review,
      division: division.review,
      scopes,
      generations: generations.review,
      path: where?.mount && where.name ? `${where.mount}/data/${where.name}` : null,
    } satisfies Omit<IntegrationReview, "vault"> & { readonly path: string | null },
    /** Namespace of Vault that the secret is in; empty where none is named. */
    namespace: where?.namespace ?? "",
    findings: [
      role.findings,
      actions.findings,
      generations.findings,
      division.findings,
      otherRoles(facts, generations.review),
      lostRoles(facts),
      reviewRequests(facts, catalog),
      reviewContents(facts, environment, generations.review, isEndpoint),
      redirectsOf(facts),
      (hasUnreadableScopes(facts) || added.length > 0) &&
        finding("power/scope", id, {
          what: hasUnreadableScopes(facts)
            ? `The OAuth client of ${id} has scopes that cannot be read from the plan.`
            : `The OAuth client of ${id} has new scopes: ${added.join(", ")}.`,
          fix: "Client credentials need none: permissions limit them.",
        }),
      destroyedFindings(facts, integration, secret),
      unknownPlace(facts),
      ghostsIn(facts).map((action) =>
        finding("action/other-request", id, {
          what: `The output of ${id} declares a data action "${action}" that the plan does not have: nothing needs its permissions.`,
          fix: "Remove it from the output, or declare the data action.",
        }),
      ),
    ],
  };
}

function changeOf({ before, after, resources }: IntegrationFacts): IntegrationReview["change"] {
  if (!before && resources.every(({ before }) => !before)) return "created";
  if (resources.length > 0 && resources.every(({ doing }) => doing === "delete")) return "destroyed";
  return !after || resources.some(changes) ? "changed" : "none";
}

function scopesOf({ resources }: IntegrationFacts, side: "before" | "after"): readonly string[] {
  const clients = ofType("genesyscloud_oauth_client", resources);
  return [...new Set(clients.flatMap((client) => client[side]?.scopes ?? []))].sort();
}

const hasUnreadableScopes = ({ resources }: IntegrationFacts) =>
  ofType("genesyscloud_oauth_client", resources).some(
    (client) => changes(client) && client.after && !client.after.scopes,
  );

/** Client credentials need no login, so no address to send one to. */
function redirectsOf({ id, resources }: IntegrationFacts): Found {
  const clients = ofType("genesyscloud_oauth_client", resources);
  const was = clients.flatMap(({ before }) => before?.redirects ?? []);
  return clients
    .filter(
      (client) =>
        changes(client) && client.after && client.after.redirects?.every((uri) => was.includes(uri)) !== true,
    )
    .map((client) => redirected(`of ${id}`, id, client));
}

/** A secret at a path that is known only when applied: which policies cover it cannot be judged. */
function unknownPlace({ id, after, resources }: IntegrationFacts): Found {
  const isUnknown = ofType("vault_kv_secret_v2", resources).some(
    (change) =>
      changes(change) &&
      change.after &&
      [change.after.mount, change.after.name, change.after.namespace].includes(undefined),
  );
  if (!after || !isUnknown) return [];
  return finding("power/unreadable", id, {
    what: `The path of a secret of ${id} cannot be read from the plan, or is known only when applied: which Vault policies allow to read it is unknown.`,
    fix: "Write the path into the code.",
  });
}

/** Actions that the output declares anew, and that the plan does not have: nothing needs their permissions. */
const ghostsIn = ({ before, after, resources }: IntegrationFacts): readonly string[] => {
  const planned = ofType("genesyscloud_integration_action", resources).map((change) => change.after?.name);
  return (after?.actions ?? [])
    .filter(({ isStatic }) => !isStatic)
    .map(({ action }) => action)
    .filter((action) => !planned.includes(action) && !before?.actions.some((was) => was.action === action));
};

/** What is said when the integration itself, or its secret, goes. */
function destroyedFindings(
  facts: IntegrationFacts,
  integration: ResourceChange<"genesyscloud_integration"> | undefined,
  secret: ResourceChange<"vault_kv_secret_v2"> | undefined,
): Found {
  const { id } = facts;
  return [
    (integration?.doing === "delete" || changeOf(facts) === "destroyed") &&
      finding("integration/destroyed", id, {
        what: `The integration ${id} is destroyed: every flow that uses one of its data actions fails.`,
      }),
    integration?.doing === "replace" &&
      finding("integration/replaced", id, {
        what: `The integration ${id} is destroyed and made again${because(integration)}: its data actions get other ids, and flows lose them.`,
        fix: "Leave unchanged what replaces it, or point the flows to the new data actions after the deploy.",
      }),
    (secret?.doing === "delete" || secret?.doing === "replace") &&
      finding("secret/destroyed", id, {
        what: `The secret of ${id} in Vault is destroyed${secret.doing === "replace" ? because(secret) : ""}: its readers find nothing at its path any more.`,
      }),
  ];
}

function reviewRole(facts: IntegrationFacts): { review: IntegrationReview["permissions"]; findings: Found } {
  const { id, before, after, resources } = facts;
  const invented = ghostsIn(facts);
  const roles = ofType("genesyscloud_auth_role", resources);
  const clients = ofType("genesyscloud_oauth_client", resources);
  // What an imported role grants nobody of this integration had, nor what a role grants before there is a client.
  const isNew = roles.some(({ isImported }) => isImported) || !clients.some((client) => client.before);
  const [was, is] = [isNew ? [] : granted(roles, "before"), granted(roles, "after")];
  // An existing role is in no plan: whether a client gets another one is judged by the client's roles.
  const declaresRole = [...((after ?? before)?.resources ?? [])].some((each) =>
    each.startsWith("genesyscloud_auth_role."),
  );
  if (!was || !is || roles.length === 0)
    return {
      review: { readable: false, added: [], removed: [], kept: [] },
      findings:
        (roles.length > 0 || declaresRole) &&
        finding("power/unreadable", id, {
          what: `What the role of ${id} grants ${roles.some(({ unknown }) => unknown.includes("permission_policies")) ? "is known only when applied" : "cannot be read from the plan"}.`,
          fix: "Compare the role in Genesys Cloud with scopelock derive before you approve.",
        }),
    };
  const review = (declared: Declared | undefined, permissions: readonly Permission[]) =>
    permissions.map((permission): PermissionReview => {
      const actions = (declared?.actions ?? []).filter(
        (each) => each.permissions.includes(permission) && !invented.includes(each.action),
      );
      return { permission, level: accessLevel(permission), actions: actions.map(({ action }) => action) };
    });
  const names = { was: namesOf(was), is: namesOf(is) };
  const added = review(after, gainedPermissions(was, is));
  const removed = lostPermissions(names.was, names.is);
  const kept = names.is.filter((name) => !added.some(({ permission }) => permission === name));
  return {
    review: { readable: true, added, removed: review(before, removed), kept: review(after, kept) },
    findings: [
      added.map((each) =>
        gained(
          id,
          each,
          before,
          names.was.some((name) => includesPermission(name, each.permission)),
        ),
      ),
      review(after, names.is)
        .filter(({ actions }) => after && actions.length === 0)
        .map(({ permission }) =>
          finding("role/permission-extra", id, {
            what: `The role of ${id} grants ${permission}, which no declared action needs.`,
            fix: "Remove the override that adds it, or declare the action that needs it.",
          }),
        ),
      removedWhileInUse(facts, removed, names.is),
    ],
  };
}

function granted(
  roles: readonly ResourceChange<"genesyscloud_auth_role">[],
  side: "before" | "after",
): readonly Grant[] | undefined {
  const sides = roles.flatMap((role) => role[side] ?? []);
  return sides.some(({ grants }) => !grants) ? undefined : sides.flatMap(({ grants }) => grants ?? []);
}

const namesOf = (grants: readonly Grant[]) => [...new Set(grants.map(({ permission }) => permission))].sort();

function gained(
  id: string,
  { permission, actions }: PermissionReview,
  before: Declared | undefined,
  wasLimited: boolean,
): Found {
  const isRestored = !wasLimited && before?.actions.some((action) => action.permissions.includes(permission));
  const why = actions.length === 0 ? "no declared action needs it" : `needed by ${listed(actions)}`;
  return finding("power/permission", id, {
    what: `${id} can now ${inWords(permission)}: ${permission}, ${why}${isRestored ? "; it was taken away outside Terraform, and is given back" : ""}${wasLimited ? "; before, other conditions limited it" : ""}.`,
    fix: "Approve it if the flows that use these actions may do that.",
  });
}

/** A role changes before the actions do, and its change takes minutes to have effect. */
function removedWhileInUse(
  { id, before, after, resources }: IntegrationFacts,
  removed: readonly Permission[],
  kept: readonly Permission[],
): Found {
  const planned = ofType("genesyscloud_integration_action", resources);
  return (before?.actions ?? []).map(({ action, permissions }) => {
    const lost = permissions.filter(
      (permission) =>
        removed.some((each) => includesPermission(each, permission)) &&
        !kept.some((each) => includesPermission(each, permission)),
    );
    const stands = after?.actions.some((each) => each.action === action);
    const doing = planned.find((each) => each.after?.name === action)?.doing;
    return (
      lost.length > 0 &&
      stands &&
      doing !== "replace" &&
      doing !== "create" &&
      finding("permission/taken", id, {
        what: `The data action "${action}" stands, and ${lost.join(", ")}, which it uses, is taken away: until its change has been made and the new permissions have effect, which takes minutes, its calls may fail with 403.`,
        fix: "Do it in two deploys: first add what is new, then remove what is old. Or deploy when no flow calls.",
      })
    );
  });
}
