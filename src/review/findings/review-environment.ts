import { Catalog } from "../../core/catalog";
import { whatAndWhy } from "../../core/diagnostic";
import type { Permission } from "../../core/permission";
import { STATE_ONLY } from "../../core/terraform";
import type { PlanFacts, ResourceChange } from "../plan/facts";
import { inWords, resourceInWords } from "./access-words";
import { authRolesIn, reviewAuthRoles } from "./auth-roles";
import { reviewClient, reviewGrant } from "./clients";
import { reviewDrift } from "./drift";
import { type Finding, type Found, finding, flat, isUnsaid, ofSeverity } from "./finding";
import { reviewIntegration } from "./integration";
import { gainedPermissions, lostPermissions } from "./permission-gains";
import { type Base, reviewPlaces } from "./places";
import { reviewPlan } from "./plan-findings";
import { readersOf, reviewPolicies, withNamespace } from "./policies";
import { because, changes, ofType } from "./resources";
import type { EnvironmentReview, IntegrationReview, RoleReview } from "./review";
import { type RotationOn, reviewSchedule } from "./schedule";
import { reviewUnusual } from "./unusual";

/** What a review of one plan goes by, beside the plan. */
export interface ReviewContext {
  /** Name of the stack: the environment's, where the plan holds no integration. */
  readonly stack: string;
  /** @default - nothing is said of when a rotation is due */
  readonly rotation?: RotationOn | undefined;
  /** Permissions that the deployer needs and does not hold. @default - not checked */
  readonly deployerLacks?: readonly Permission[] | undefined;
  /**
   * What the requests of a plan are matched against.
   * @default - the embedded catalogue, loaded when it is needed
   */
  readonly catalog?: Catalog;
  /** Salts of the review to compare with, by environment. @default - salts that follow from the plans */
  readonly salts?: ReadonlyMap<string, string> | undefined;
  /**
   * Earlier reviews, by environment: what stands in the configuration is compared with theirs.
   * @default - a plan alone shows no earlier configuration
   */
  readonly since?: ReadonlyMap<string, Base> | undefined;
}

/** Says what a plan means. */
export function reviewEnvironment(facts: PlanFacts, context: ReviewContext): EnvironmentReview {
  const catalog = () => context.catalog ?? Catalog.load();
  const meanings = facts.integrations
    .map((integration) => reviewIntegration(integration, catalog, facts.isEndpoint))
    .sort((a, b) => (a.review.id < b.review.id ? -1 : 1));
  const all = [...facts.integrations.flatMap(({ resources }) => resources), ...facts.resources];
  const policyChanges = ofType("vault_policy", all);
  const secrets = meanings.map(({ review: { id, path, change }, namespace }) => {
    const place = path === null ? undefined : withNamespace(namespace, path);
    return { id, place, isNew: change === "created" };
  });
  const policies = reviewPolicies(policyChanges, secrets);
  const integrations = meanings.map(({ review: { path, ...rest } }, at): IntegrationReview => {
    const readers = readersOf(policyChanges, secrets[at]?.place, authRolesIn(all));
    return { ...rest, vault: { path, readers } };
  });
  const lone = ofType("genesyscloud_auth_role", facts.resources).filter(changes);
  const roles = lone.map(reviewRole);
  const schedule = reviewSchedule(integrations, context.rotation);
  const changing = facts.others.filter(changes);
  const declared = facts.integrations.flatMap(({ before, after }) => after ?? before ?? []);
  const names = [...new Set(declared.map(({ environment }) => environment))].sort();
  const environment = names.length > 0 ? names.join("+") : context.stack;

  const findings = sorted([
    meanings.map(({ findings }) => findings),
    policies.findings,
    lone.map((change, at) => grantedBy(change, roles[at] as RoleReview)),
    schedule.findings,
    reviewAuthRoles(authRolesIn(all)),
    reviewStandalone(facts.resources),
    facts.integrations.map(outputLost),
    reviewUnusual(all),
    reviewDrift(facts),
    reviewPlan(facts, context.deployerLacks),
    reviewPlaces(facts, context.since?.get(environment)),
    changing
      .filter(({ type }) => !STATE_ONLY.has(type))
      .map(({ type, name }) => granting(`${type}.${name}`, "scopelock does not know this type.")),
  ]);
  const power = ofSeverity("access", findings);
  const { salt, ...digests } = facts.digests(context.salts?.get(environment));
  return {
    environment,
    changes: all.some(changes) || changing.length > 0 || facts.invocations.length > 0,
    complete: facts.incomplete === undefined,
    understood: !findings.some(isUnsaid),
    broadened: power.length > 0,
    power,
    alarms: ofSeverity("alarm", findings),
    notes: ofSeverity("note", findings),
    integrations,
    roles,
    policies: policies.review,
    unknown: all
      .filter((change) => changes(change) && change.unknown.length > 0)
      .map((change) => ({ about: resourceInWords(change), attributes: change.unknown })),
    others: { total: facts.others.reduce((sum, { instances }) => sum + instances, 0), changing },
    schedule: schedule.review,
    providers: facts.providers.map(({ key, settings, region }) => ({
      key,
      settings,
      ...(region !== undefined && { region }),
    })),
    salt,
    digests,
  };
}

/** The same bytes for the same plan; what is found of several instances with the same words is said once. */
function sorted(found: Found): readonly Finding[] {
  const keyed = new Map(
    flat(found).map((finding) => [`${finding.id}\n${finding.about}\n${whatAndWhy(finding)}`, finding]),
  );
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function reviewRole(change: ResourceChange<"genesyscloud_auth_role">): RoleReview {
  const { before, after } = change;
  const was = before?.permissions ?? [];
  // What cannot be read may grant all that was granted before: nothing is said to go.
  const is = after ? (after.permissions ?? was) : [];
  return {
    resource: change.resource,
    role: after?.name ?? before?.name ?? null,
    doing: change.doing,
    added: gainedPermissions(change.isImported ? [] : (before?.grants ?? []), after?.grants ?? []),
    removed: lostPermissions(was, is),
  };
}

/** A role of no integration: nothing says why it grants what it grants. */
function grantedBy(
  { after, resource }: ResourceChange<"genesyscloud_auth_role">,
  { role, added }: RoleReview,
): Found {
  if (after && !after.permissions)
    return finding("power/unreadable", resource, {
      what: `What the role "${role ?? resource}" grants cannot be read from the plan.`,
    });
  return added.map((permission) =>
    finding("power/permission", resource, {
      what: `The role "${role ?? resource}", of no integration, now lets people ${inWords(permission)}: ${permission}.`,
      fix: "Approve it if all people and clients with this role may do that.",
    }),
  );
}

/** Types of which a resource outside of an integration is said to be looked at: what it gives depends on what it belongs to. */
const BELONGING: readonly string[] = [
  "genesyscloud_integration",
  "genesyscloud_integration_action",
  "vault_kv_secret_v2",
  "vault_generic_secret",
];

/** Says what is done to resources of known types that are of no integration. */
function reviewStandalone(resources: readonly ResourceChange[]): Found {
  const clients = ofType("genesyscloud_oauth_client", resources);
  const secrets = [...ofType("vault_kv_secret_v2", resources), ...ofType("vault_generic_secret", resources)];
  const isGone = ({ doing }: ResourceChange) => doing === "replace" || doing === "delete";
  return [
    clients.map(reviewGrant),
    clients.filter(changes).map(reviewClient),
    ofType("genesyscloud_integration_action", resources)
      .filter(isGone)
      .map((change) =>
        finding(change.doing === "replace" ? "action/replaced" : "action/removed", change.resource, {
          what: `${change.resource}, a data action of no integration, is destroyed${change.doing === "replace" ? ` and made again${because(change)}` : ""}: Architect flows that use it lose it.`,
          fix: "Approve it when no flow uses it any more.",
        }),
      ),
    secrets.filter(isGone).map(({ resource }) =>
      finding("secret/destroyed", resource, {
        what: `${resource}, a secret of no integration, is destroyed: its readers find nothing at its path any more.`,
      }),
    ),
    resources
      // One that is forgotten stays as it is; that it is, is said by itself.
      .filter((change) => changes(change) && change.doing !== "forget" && BELONGING.includes(change.type))
      .map(({ resource }) => granting(resource, "It belongs to no integration that scopelock declares.")),
  ];
}

/** The value that lists whose resources these are: without it, the next review knows nothing of the integration. */
function outputLost({ before, after, resources }: PlanFacts["integrations"][number]): Found {
  if (!before || resources.every(({ doing }) => doing === "delete" || doing === "forget")) return [];
  const isSame = after?.integration === before.integration && after.environment === before.environment;
  if (isSame) return [];
  return finding("output/lost", before.integration, {
    what: after
      ? `The value of ${before.integration} in ${before.environment} now describes ${after.integration} in ${after.environment}, and its resources stay: the review of one integration stands for another.`
      : `The value that lists what ${before.integration} is granted goes or becomes sensitive, and the integration stays: no review can match permissions and data actions.`,
  });
}

const granting = (resource: string, why: string) =>
  finding("resource/may-grant", resource, {
    what: `${resource} changes, and it can give access: this review does not understand it. ${why}`,
  });
