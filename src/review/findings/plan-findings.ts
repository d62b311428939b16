import { table } from "../../core/diagnostic";
import type { Permission } from "../../core/permission";
import { engineRefusal } from "../../core/terraform";
import type { PlanFacts } from "../plan/facts";
import type { Incomplete, PlanEngine } from "../plan/plan";
import { type Finding, type Found, finding } from "./finding";

/** Says what is to be said of a plan as a whole, whatever it changes. */
export function reviewPlan(facts: PlanFacts, deployerLacks: readonly Permission[] = []): Found {
  const { engine, failed, acknowledged, incomplete, invocations, unknownParts, outputs, kept } = facts;
  return [
    engine && refusedEngine(engine),
    failed.map(failedCheck),
    reviewAcknowledged(acknowledged),
    incomplete && incompletePlan(incomplete),
    invocations.map(({ type, name }) =>
      finding("plan/action-invoked", `${type}.${name}`, {
        what: `Terraform invokes the action ${type}.${name} when it applies this plan, and a plan does not show what that does.`,
      }),
    ),
    unknownParts > 0 &&
      finding("plan/unknown-part", "plan", {
        what: "The plan has a part that this version of scopelock does not know: its content is not in this review.",
      }),
    outputs.map(
      ({ name, holds }) =>
        holds !== "plain" &&
        finding("output/secret", name, {
          what:
            holds === "secret"
              ? `The output ${name} changes and holds or refers to a secret: Terraform's state has it in clear, and terraform output prints it.`
              : `The output ${name} changes, and the plan does not show what it refers to: it may hold a secret, which Terraform's state then has in clear.`,
          fix: "Remove the output, or write out what it refers to. A reader of a secret gets it from Vault.",
        }),
    ),
    kept.map(keptValue),
    deployerLacks.map((permission) =>
      finding("deployer/lacks", permission, {
        what: `The deployer needs ${permission}, for a call of Terraform's or because it must hold what it grants, and does not hold it: the deploy fails.`,
        fix: "Grant it to the deployer first; scopelock identities lists what for.",
      }),
    ),
  ];
}

function refusedEngine({ name, version }: PlanEngine): Found {
  const refusal = engineRefusal(name, version);
  if (refusal === undefined) return [];
  const { what, why, fix } = refusal;
  return finding("terraform/refused", "plan", {
    what: `${name} ${version} made this plan. ${what}`,
    why,
    fix: `${fix} Then plan again.`,
  });
}

/** Rules that are passed over: the reasons are for people to judge, the new ones before anything is applied. */
function reviewAcknowledged({ before, after }: PlanFacts["acknowledged"]): Found {
  return after.map(({ rule, path, because }) => {
    const isOld = before.some((was) => was.rule === rule && was.path === path && was.because === because);
    return finding(isOld ? "rule/still-acknowledged" : "rule/acknowledged", path, {
      what: `The rule ${rule} is passed over at ${path}.`,
      why: `The reason given: ${because}`,
      fix: isOld ? "Nothing, as long as the reason holds." : "Approve it if the reason is good.",
    });
  });
}

const BROKEN_GENERATION =
  "A broken generation: scopelock rotate --heal makes the next one in its place. A missing directory: cdktf synth on that machine.";

/**
 * What scopelock's own conditions say, and the way out. Their messages are not taken from the plan: they could hold values.
 */
const CONDITIONS: Readonly<Record<string, readonly [string, string]>> = table({
  genesyscloud_oauth_client: [
    "the integration credential was not created, or the hand-off directory is missing on the machine that planned",
    BROKEN_GENERATION,
  ],
  terraform_data: ["the client secret was not handed over", BROKEN_GENERATION],
  "data.vault_kv_secret": [
    "the secrets engine is not KV version 2, or requires check-and-set",
    "Name a KV version 2 engine without check-and-set, or change this one if all its users agree.",
  ],
  "data.vault_kv_secret_subkeys_v2": [
    "Vault does not hold the secret of the current generation",
    BROKEN_GENERATION,
  ],
});

function failedCheck({ resource, generations }: PlanFacts["failed"][number]): Found {
  const which = generations.length === 0 ? "" : ` of generation ${generations.join(", ")}`;
  const [says, fix] = CONDITIONS[resource.slice(0, resource.lastIndexOf("."))] ?? [];
  return finding("check/failed", resource, {
    what: `A condition of ${resource}${which} does not hold${says === undefined ? "" : `: ${says}`}.`,
    fix: fix ?? "Read the output of terraform plan.",
  });
}

const INCOMPLETE: Readonly<Record<Incomplete, string>> = {
  errored: "Terraform broke off while it planned: there may be more than is shown here.",
  partial:
    "This plan is of a part of the stack (-target, or what Terraform left for later): there may be more than is shown here.",
  deferred: "Terraform defers a part of this plan: only a later plan shows what that part does.",
  unsaid:
    "This plan does not state whether it is complete: OpenTofu and Terraform before 1.8 leave that out, so it may be of a part of the stack (-target, -exclude).",
};

const incompletePlan = (why: Incomplete) =>
  finding("plan/incomplete", "plan", {
    what: INCOMPLETE[why],
    fix:
      why === "unsaid"
        ? "See that it was planned without -target and -exclude, or plan with Terraform 1.8 or later."
        : "Read the output of terraform plan, correct it and plan again.",
  });

const HOLDS: Readonly<Record<PlanFacts["kept"][number]["holds"], string>> = {
  ephemeral: "is given an ephemeral value, and is not known to be write-only",
  sensitive: "holds what Terraform marks as sensitive",
  any: "keeps what it is given, also what is ephemeral or sensitive",
};

function keptValue({ resource, attribute, holds }: PlanFacts["kept"][number]): Finding {
  return {
    id: "state/secret",
    about: resource,
    what:
      attribute === undefined
        ? `${resource} has an attribute that this version of scopelock does not know: it may keep a secret, which Terraform's state then has in clear.`
        : `${resource}: ${attribute} ${HOLDS[holds]}: Terraform's state has it in clear.`,
    fix: "Remove it. A reader of a secret gets it from Vault.",
  };
}
