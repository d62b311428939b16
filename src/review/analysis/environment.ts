import { whatAndWhy } from "../../core/diagnostic";
import type { Permission } from "../../core/permission";
import type { PlanFacts, Thing } from "../plan/facts";
import { reviewDrift } from "./drift";
import { type Finding, ofSeverity } from "./finding";
import { gainedPermissions } from "./grants";
import { reviewIntegration } from "./integration";
import { readersOf, reviewPolicies } from "./policies";
import type { EnvironmentReview, IntegrationReview, RoleReview } from "./review";
import { type RotationOn, reviewSchedule } from "./schedule";
import { changes, mayGrant, thingsOf } from "./things";
import { inWords, thingInWords } from "./words";

/** What a review of one plan goes by, beside the plan. */
export interface ReviewContext {
  /** Name of the stack: the environment's, where the plan holds no integration. */
  readonly stack: string;
  /** @default - nothing is said of when a rotation is due */
  readonly rotation?: RotationOn | undefined;
  /** Permissions that the deployer needs and does not hold. @default - not checked */
  readonly deployerLacks?: readonly Permission[] | undefined;
}

/** Says what a plan means. */
export function reviewEnvironment(facts: PlanFacts, context: ReviewContext): EnvironmentReview {
  const meanings = facts.integrations
    .map(reviewIntegration)
    .sort((a, b) => (a.review.id < b.review.id ? -1 : 1));
  const all = [...facts.integrations.flatMap(({ things }) => things), ...facts.things];
  const policyThings = thingsOf("vault_policy", all);
  const secrets = meanings.map(({ review: { id, path } }) => ({ id, path }));
  const policies = reviewPolicies(policyThings, secrets);
  const integrations = meanings.map(({ review: { path, ...rest } }): IntegrationReview => {
    const readers = readersOf(policyThings, { id: rest.id, path });
    return { ...rest, vault: { path, readers } };
  });
  const lone = thingsOf("genesyscloud_auth_role", facts.things).filter(changes);
  const roles = lone.map(reviewRole);
  const schedule = reviewSchedule(integrations, context.rotation);
  const changing = facts.others.filter(changes);

  const findings = sorted([
    ...meanings.flatMap(({ findings }) => findings),
    ...policies.findings,
    ...lone.flatMap((thing, at) => grantedBy(thing, roles[at] as RoleReview)),
    ...schedule.findings,
    ...all.filter((thing) => !isTakenOver(thing, all)).flatMap(odd),
    ...all.flatMap(mountGone),
    ...reviewDrift(facts),
    ...facts.failed.map(failed),
    ...acknowledged(facts.acknowledged),
    ...changing.filter(({ type }) => mayGrant(type)).map(granting),
    ...(facts.complete ? [] : [INCOMPLETE]),
    ...(context.deployerLacks ?? []).map(lacking),
  ]);
  const power = ofSeverity("access", findings);
  const declared = facts.integrations.flatMap(({ before, after }) => after ?? before ?? []);
  const names = [...new Set(declared.map(({ environment }) => environment))].sort();
  return {
    environment: names.length > 0 ? names.join("+") : context.stack,
    changes: all.some(changes) || changing.length > 0,
    complete: facts.complete,
    broadened: power.length > 0,
    power,
    alarms: ofSeverity("alarm", findings),
    notes: ofSeverity("note", findings),
    integrations,
    roles,
    policies: policies.review,
    unknown: all
      .filter((thing) => changes(thing) && thing.unknown.length > 0)
      .map((thing) => ({ about: thingInWords(thing), attributes: thing.unknown })),
    others: {
      total: facts.others.reduce((sum, { instances }) => sum + instances, 0),
      changing,
    },
    schedule: schedule.review,
  };
}

/** The same bytes for the same plan; what is found of several instances with the same words is said once. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  const keyed = new Map(
    findings.map((finding) => [`${finding.id}\n${finding.about}\n${whatAndWhy(finding)}`, finding]),
  );
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function reviewRole(thing: Thing<"genesyscloud_auth_role">): RoleReview {
  const { before, after } = thing;
  const was = before?.permissions ?? [];
  // What cannot be read may grant all that was granted before: nothing is said to go.
  const is = after ? (after.permissions ?? was) : [];
  return {
    resource: thing.resource,
    role: after?.name ?? before?.name ?? null,
    doing: thing.doing,
    added: gainedPermissions(before?.grants ?? [], after?.grants ?? []),
    removed: was.filter((permission) => !is.includes(permission)),
  };
}

/** Rules that are passed over: the reasons are for people to judge, the new ones before anything is applied. */
function acknowledged({ before, after }: PlanFacts["acknowledged"]): Finding[] {
  return after.map(({ rule, path, because }) => {
    const isOld = before.some((was) => was.rule === rule && was.path === path && was.because === because);
    return {
      id: isOld ? "rule/still-acknowledged" : "rule/acknowledged",
      about: path,
      what: `The rule ${rule} is passed over at ${path}.`,
      why: `The reason given: ${because}`,
      fix: isOld ? "Nothing, as long as the reason holds." : "Approve it if the reason is good.",
    };
  });
}

/** A role of no integration: nothing says why it grants what it grants. */
function grantedBy(
  { after, resource }: Thing<"genesyscloud_auth_role">,
  { role, added }: RoleReview,
): Finding[] {
  if (after && !after.permissions)
    return [
      {
        id: "power/unreadable",
        about: resource,
        what: `What the role "${role ?? resource}" grants cannot be read from the plan.`,
        fix: "Read it in the code before you approve.",
      },
    ];
  return added.map((permission) => ({
    id: "power/permission",
    about: resource,
    what: `The role "${role ?? resource}", of no integration, newly grants to ${inWords(permission)}: ${permission}.`,
    fix: "Approve it if everybody who has this role may do that.",
  }));
}

/** Whether Terraform lets go of a secret whose place another resource of the same plan looks after: so earlier manifests move. */
function isTakenOver({ type, doing, before }: Thing, all: readonly Thing[]): boolean {
  if (type !== "vault_kv_secret_v2" || doing !== "forget" || !before || !("mount" in before)) return false;
  const { mount, name } = before;
  if (mount === undefined || name === undefined) return false;
  return thingsOf("vault_generic_secret", all).some(({ after }) => after?.name === `${mount}/${name}`);
}

function odd(thing: Thing): readonly Finding[] {
  const what = thingInWords(thing);
  if (thing.doing === "forget")
    return [
      {
        id: "resource/forgotten",
        about: thing.resource,
        what: `Terraform lets go of ${what} without destroying it: it lives on, and nobody rotates or removes it.`,
        fix: "Destroy it in place of forgetting it, or say who takes care of it.",
      },
    ];
  if (thing.doing !== "unknown") return [];
  return [
    {
      id: "resource/unknown-action",
      about: thing.resource,
      what: `Terraform plans something with ${what} that this version of scopelock does not know.`,
      fix: "Update scopelock, and look at terraform show until then.",
    },
  ];
}

function mountGone({ type, doing, changed, resource }: Thing): readonly Finding[] {
  if (type !== "vault_mount") return [];
  if (doing === "delete" || doing === "replace")
    return [
      {
        id: "mount/destroyed",
        about: resource,
        what: `The secrets engine in Vault (${resource}) is destroyed, with every secret in it, those of others too.`,
        fix: "Approve it only when nothing in it is used any more.",
      },
    ];
  if (doing !== "update" || !changed.includes("path")) return [];
  return [
    {
      id: "mount/moved",
      about: resource,
      what: `The secrets engine in Vault (${resource}) moves to another path, with every secret in it, those of others too: whoever reads one finds nothing at the old path.`,
      fix: "Approve it when everybody who reads a secret in it knows.",
    },
  ];
}

const BROKEN_GENERATION =
  "A broken generation: scopelock rotate --heal makes the next one in its place. A missing directory: cdktf synth on that machine.";

/** What scopelock's own conditions say, and the way out. Their messages are not taken from the plan: they could hold values. */
const CONDITIONS: Readonly<Record<string, { readonly says: string; readonly fix: string }>> = {
  genesyscloud_oauth_client: {
    says: "the integration credential was not created, or the hand-off directory is missing on the machine that planned",
    fix: BROKEN_GENERATION,
  },
  terraform_data: { says: "the client secret was not handed over", fix: BROKEN_GENERATION },
  "data.vault_kv_secret": {
    says: "the secrets engine is not KV version 2, or requires check-and-set",
    fix: "Name a KV version 2 engine without check-and-set, or change this one if everybody who uses it agrees.",
  },
  "data.vault_kv_secret_subkeys_v2": {
    says: "Vault does not hold the secret of the current generation",
    fix: BROKEN_GENERATION,
  },
};

function failed({ resource, generations }: PlanFacts["failed"][number]): Finding {
  const type = resource.slice(0, resource.lastIndexOf("."));
  const which = generations.length === 0 ? "" : ` of generation ${generations.join(", ")}`;
  const condition = CONDITIONS[type];
  return {
    id: "check/failed",
    about: resource,
    what: `A condition of ${resource}${which} does not hold${condition === undefined ? "" : `: ${condition.says}`}.`,
    fix: condition?.fix ?? "See what terraform plan says of it.",
  };
}

function granting({ type, name }: PlanFacts["others"][number]): Finding {
  return {
    id: "resource/may-grant",
    about: `${type}.${name}`,
    what: `${type}.${name} changes, which may give somebody a right or a way in.`,
    why: "This review does not look into it.",
    fix: "Read its change in terraform show.",
  };
}

const INCOMPLETE: Finding = {
  id: "plan/incomplete",
  about: "plan",
  what: "Terraform did not finish this plan: there may be more than is shown here.",
  fix: "See what terraform plan says, mend it and plan again.",
};

function lacking(permission: Permission): Finding {
  return {
    id: "deployer/lacks",
    about: permission,
    what: `The deployer needs ${permission}, for a call of Terraform's or because it must hold what it grants, and does not hold it: the deploy fails.`,
    fix: "Grant it to the deployer first; scopelock identities says what for.",
  };
}
