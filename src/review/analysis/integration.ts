import { accessLevel, type Permission } from "../../core/permission";
import type { Grant } from "../plan/attributes";
import type { Declared } from "../plan/declared";
import type { IntegrationFacts, Thing } from "../plan/facts";
import { reviewActions } from "./actions";
import type { Finding } from "./finding";
import { otherRoles, reviewDivision, reviewGenerations } from "./generations";
import { gainedPermissions } from "./grants";
import type { IntegrationReview, PermissionReview } from "./review";
import { because, changes, thingsOf } from "./things";
import { inWords, listed } from "./words";

/** What becomes of an integration, without its readers, and what is to be said of that. */
export interface IntegrationMeaning {
  readonly review: Omit<IntegrationReview, "vault"> & { readonly path: string | null };
  readonly findings: readonly Finding[];
}

/** Says what becomes of an integration. */
export function reviewIntegration(facts: IntegrationFacts): IntegrationMeaning {
  const { before, after } = facts;
  const { integration: id, environment } = (after ?? before) as Declared;
  const role = reviewRole(id, facts);
  const actions = reviewActions(id, facts);
  const generations = reviewGenerations(id, facts);
  const division = reviewDivision(id, facts, generations.review);
  const [integration] = thingsOf("genesyscloud_integration", facts.things);
  const scopes = {
    before: scopesOf(facts, "before"),
    after: scopesOf(facts, "after"),
  };
  const added = scopes.after.filter((scope) => !scopes.before.includes(scope));
  const secret = thingsOf("vault_kv_secret_v2", facts.things).find(({ before, after }) =>
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
    },
    findings: [
      ...role.findings,
      ...actions.findings,
      ...generations.findings,
      ...division.findings,
      ...otherRoles(id, facts, generations.review),
      ...(added.length > 0
        ? [
            {
              id: "power/scope" as const,
              about: id,
              what: `The OAuth client of ${id} has new scopes: ${added.join(", ")}.`,
              fix: "Client credentials need none: permissions limit them.",
            },
          ]
        : []),
      ...whole(id, facts, integration, secret),
    ],
  };
}

function changeOf({ before, after, things }: IntegrationFacts): IntegrationReview["change"] {
  if (!before && things.every(({ before }) => !before)) return "created";
  if (things.length > 0 && things.every(({ doing }) => doing === "delete")) return "destroyed";
  return !after || things.some(changes) ? "changed" : "none";
}

function scopesOf({ things }: IntegrationFacts, side: "before" | "after"): readonly string[] {
  const clients = thingsOf("genesyscloud_oauth_client", things);
  return [...new Set(clients.flatMap((client) => client[side]?.scopes ?? []))].sort();
}

/** What is said when the integration itself, or its secret, goes. */
function whole(
  id: string,
  facts: IntegrationFacts,
  integration: Thing<"genesyscloud_integration"> | undefined,
  secret: Thing<"vault_kv_secret_v2"> | undefined,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (integration?.doing === "delete" || changeOf(facts) === "destroyed")
    findings.push({
      id: "integration/destroyed",
      about: id,
      what: `The integration ${id} is destroyed: every flow that uses one of its data actions fails.`,
      fix: "Approve it only when no flow uses it any more.",
    });
  if (integration?.doing === "replace")
    findings.push({
      id: "integration/replaced",
      about: id,
      what: `The integration ${id} is destroyed and made again${because(integration)}: its data actions get other ids, and flows lose them.`,
      fix: "Leave unchanged what replaces it, or point the flows to the new data actions after the deploy.",
    });
  if (secret?.doing === "delete" || secret?.doing === "replace")
    findings.push({
      id: "secret/destroyed",
      about: id,
      what: `The secret of ${id} in Vault is destroyed${secret.doing === "replace" ? because(secret) : ""}: whoever reads it finds nothing at its path any more.`,
      fix: "Approve it only when nobody reads it there any more.",
    });
  return findings;
}

function reviewRole(
  id: string,
  { before, after, things }: IntegrationFacts,
): { review: IntegrationReview["permissions"]; findings: readonly Finding[] } {
  const roles = thingsOf("genesyscloud_auth_role", things);
  const [was, is] = [granted(roles, "before"), granted(roles, "after")];
  if (!was || !is || roles.length === 0)
    return {
      review: { readable: false, added: [], removed: [], kept: [] },
      findings: [
        {
          id: "power/unreadable",
          about: id,
          what: `What the role of ${id} grants ${roles.some(({ unknown }) => unknown.includes("permission_policies")) ? "is known only when applied" : "cannot be read from the plan"}.`,
          fix: "Compare the role in Genesys Cloud with scopelock derive before you approve.",
        },
      ],
    };
  const review = (declared: Declared | undefined, permissions: readonly Permission[]) =>
    permissions.map((permission): PermissionReview => {
      const actions = declared?.actions.filter((action) => action.permissions.includes(permission)) ?? [];
      return { permission, level: accessLevel(permission), actions: actions.map(({ action }) => action) };
    });
  const names = { was: namesOf(was), is: namesOf(is) };
  const added = gainedPermissions(was, is);
  const removed = names.was.filter((permission) => !names.is.includes(permission));
  const kept = names.is.filter((permission) => !added.includes(permission));
  return {
    review: {
      readable: true,
      added: review(after, added),
      removed: review(before, removed),
      kept: review(after, kept),
    },
    findings: [
      ...review(after, added).map(({ permission, actions }) =>
        gained(id, permission, actions, before, names.was.includes(permission)),
      ),
      ...review(after, names.is)
        .filter(({ actions }) => after && actions.length === 0)
        .map(({ permission }) => undeclared(id, permission)),
      ...taken(id, { before, after, things }, removed),
    ],
  };
}

function granted(
  roles: readonly Thing<"genesyscloud_auth_role">[],
  side: "before" | "after",
): readonly Grant[] | undefined {
  const sides = roles.flatMap((role) => role[side] ?? []);
  return sides.some(({ grants }) => !grants) ? undefined : sides.flatMap(({ grants }) => grants ?? []);
}

const namesOf = (grants: readonly Grant[]) => [...new Set(grants.map(({ permission }) => permission))].sort();

function gained(
  id: string,
  permission: Permission,
  actions: readonly string[],
  before: Declared | undefined,
  wasLimited: boolean,
): Finding {
  const isRestored = !wasLimited && before?.actions.some((action) => action.permissions.includes(permission));
  const why = actions.length === 0 ? "no declared action needs it" : `needed by ${listed(actions)}`;
  return {
    id: "power/permission",
    about: id,
    what: `${id} may newly ${inWords(permission)}: ${permission}, ${why}${isRestored ? "; it was taken away outside Terraform, and is given back" : ""}${wasLimited ? "; before, other conditions limited it" : ""}.`,
    fix: "Approve it if the flows that use these actions may do that.",
  };
}

function undeclared(id: string, permission: Permission): Finding {
  return {
    id: "role/permission-extra",
    about: id,
    what: `The role of ${id} grants ${permission}, which no declared action needs.`,
    fix: "Remove the override that adds it, or declare the action that needs it.",
  };
}

/** A role changes before the actions do, and its change takes minutes to have effect. */
function taken(
  id: string,
  { before, after, things }: Pick<IntegrationFacts, "before" | "after" | "things">,
  removed: readonly Permission[],
): readonly Finding[] {
  const actions = thingsOf("genesyscloud_integration_action", things);
  return (before?.actions ?? []).flatMap(({ action, permissions }) => {
    const lost = permissions.filter((permission) => removed.includes(permission));
    const stands = after?.actions.some((each) => each.action === action);
    const doing = actions.find((each) => each.after?.name === action)?.doing;
    if (lost.length === 0 || !stands || doing === "replace" || doing === "create") return [];
    return [
      {
        id: "permission/taken" as const,
        about: id,
        what: `The data action "${action}" stands, and ${lost.join(", ")}, which it uses, is taken away: until its change has been made and the new permissions have effect, which takes minutes, its calls may fail with 403.`,
        fix: "Do it in two deploys: first add what is new, then remove what is old. Or deploy when nobody calls.",
      },
    ];
  });
}
