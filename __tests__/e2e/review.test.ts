import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { DataResource, type TerraformStack } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { DataAction } from "../../src/core/action/data-action";
import { Division } from "../../src/genesys/division";
import { Role } from "../../src/genesys/role";
import { planFacts, reviewOf } from "../../src/review";
import { compareReviews } from "../../src/review/findings/compare";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { VaultReader } from "../../src/vault/reader";
import { lacking } from "../prerequisites";
import { CANARY, leavesOf, plant, SHOWN, written } from "../review/canaries";
import { type Changed, expectReview, recordedPlan, reviewJson } from "../review/cases";
import { printed } from "../review/plans";
import { Planner, type Variant } from "./planner";
import { whichProviders } from "./which-providers";

/*
 * Reviews of plans that real Terraform made, one after the other of one sandbox. Providers, Genesys Cloud and Vault
 * are the sandbox's. What is expected of each is in __tests__/review/cases.ts, and in goldens: __tests__/e2e/reviews/<what changed>.md
 * and .json. __tests__/review/recordings.test.ts holds the real providers' plans to the same.
 */

const EXPORT = process.env.SCOPELOCK_RECORD_PLANS;
const CHANGED_CONTRACT = { ...getExternalContact.output, properties: { found: { type: "string" } } } as const;

const lookup = { ...getExternalContact };
const define = (change: object) => DataAction.define({ ...lookup, ...change } as never);
const listQueues = DataAction.define({
  name: "List queues",
  input: { type: "object", properties: {} },
  output: { type: "object", properties: {} },
  request: { method: "GET", url: "/api/v2/routing/queues" },
});
const searchConversations = DataAction.define({
  name: "Search conversations",
  input: { type: "object", properties: {} },
  output: { type: "object", properties: {} },
  request: { method: "POST", url: "/api/v2/analytics/conversations/details/query" },
});
const newOperation = DataAction.define({
  name: "Call what is new",
  input: { type: "object", properties: {} },
  output: { type: "object", properties: {} },
  request: { method: "POST", url: "/api/v2/brand/new" },
  permissions: { anyOf: ["routing:queue:edit"], because: "Announced for next month <b>see</b> @everyone" },
});

let sandbox: Sandbox;
let planner: Planner;
let genesys: GenesysClient;
const plans = new Map<string, string>();

/** A case: what is done to the sandbox, and the plan that is reviewed. */
interface Case {
  readonly changed: Changed;
  readonly plan: () => Promise<string>;
}

const owned = "scopelock sandbox external-contacts";
const two: Variant = { props: { actions: [getExternalContact, listQueues] } };
const apply = async (variant?: Variant) => expect(await planner.apply(variant)).toBe(true);
const addedReaders = (...names: string[]): Variant => ({
  props: { readers: ["sandbox-external-contacts-reader", ...names].map((name) => VaultReader.policy(name)) },
});
const override = (path: string, value: unknown, type: string): NonNullable<Variant["also"]> => {
  return (_stack, integration) => {
    for (const part of integration.node.findAll())
      if ("terraformResourceType" in part && part.terraformResourceType === type)
        (part as unknown as { addOverride(path: string, value: unknown): void }).addOverride(path, value);
  };
};
const setRole = async (change: object) => {
  const roles = "/api/v2/authorization/roles";
  const role = await genesys.named<{ id: string; name: string }>(roles, owned);
  expect((await genesys.call("PUT", `${roles}/${role.id}`, { ...role, ...change })).status).toBe(200);
};
const setPolicy = async (name: string, policy: string) => {
  const url = `${sandbox.vault.address}/v1/sys/policies/acl/${name}`;
  const headers = { "X-Vault-Token": sandbox.vault.rootToken };
  expect((await fetch(url, { method: "PUT", headers, body: JSON.stringify({ policy }) })).ok).toBe(true);
};
const refuseCredential = () =>
  sandbox.genesys.faults.fail({ method: "POST", path: /\/integrations\/credentials$/ }, { status: 400 }, 1);

/** What a plan lists as drift: attributes, with what they were and are. Ids are another in every sandbox. */
function driftOf(json: string): readonly string[] {
  type Listed = { type: string; change: Record<"before" | "after", Record<string, unknown> | null> };
  const { resource_drift = [] } = JSON.parse(json) as { resource_drift?: readonly Listed[] };
  return resource_drift
    .flatMap(({ type, change: { before, after } }) => {
      if (!before || !after) return [`${type}: ${before ? "is gone" : "is there"}`];
      return Object.keys({ ...before, ...after })
        .map((key) => [key, before[key], after[key]].map((value) => JSON.stringify(value)))
        .filter(([, was, is]) => was !== is)
        .map(([key, was, is]) => `${type}.${key}: ${was} -> ${is}`);
    })
    .sort();
}

const CASES: readonly Case[] = [
  {
    changed: "first deploy",
    plan: () => planner.plan(),
  },
  {
    changed: "nothing",
    plan: async () => {
      await apply();
      return planner.plan();
    },
  },
  {
    changed: "an action is added that needs a permission",
    plan: () => planner.plan(two),
  },
  {
    changed: "an action is added that has a choice of permissions",
    plan: () => planner.plan({ props: { actions: [getExternalContact, searchConversations] } }),
  },
  {
    changed: "an action calls another URL, which swaps its permission",
    plan: () => planner.plan({ props: { actions: [define({ request: listQueues.request })] } }),
  },
  {
    changed: "permissions are stated by hand",
    plan: () => planner.plan({ props: { actions: [getExternalContact, newOperation] } }),
  },
  {
    changed: "a timeout",
    plan: () => planner.plan({ props: { actions: [define({ timeoutSeconds: 10 })] } }),
  },
  {
    changed: "a contract, which replaces its action",
    plan: () => planner.plan({ props: { actions: [define({ output: CHANGED_CONTRACT })] } }),
  },
  {
    changed: "the name of an action",
    plan: () => planner.plan({ props: { actions: [define({ name: "Look up a contact" })] } }),
  },
  {
    changed: "the integration's name",
    plan: () => planner.plan({ props: { name: "CRM | lookups" } }),
  },
  {
    changed: "the integration's id",
    plan: () => planner.plan({ id: "crm" }),
  },
  {
    changed: "a reader is added",
    plan: () => planner.plan(addedReaders("crm-sync")),
  },
  {
    changed: "a reader is removed",
    plan: () => planner.plan({ props: { readers: [] } }),
  },
  {
    changed: "the division, of the next generation",
    plan: () => planner.plan({ props: { divisions: [Division.all()] } }),
  },
  {
    changed: "the division, with a rotation",
    plan: () => planner.plan({ props: { divisions: [Division.all()] }, live: [1, 2] }),
  },
  {
    changed: "a rotation",
    plan: () => planner.plan({ live: [1, 2] }),
  },
  {
    changed: "an emergency rotation",
    plan: () => planner.plan({ live: [2] }),
  },
  {
    changed: "a generation whose lifecycle is overridden",
    plan: () =>
      planner.plan({
        accessTokenValiditySeconds: 3600,
        also: override("lifecycle.ignore_changes", [], "genesyscloud_oauth_client"),
      }),
  },
  {
    changed: "a role that is overridden to grant more",
    plan: () =>
      planner.plan({
        also: override("permissions", ["admin"], "genesyscloud_auth_role"),
      }),
  },
  {
    changed: "the secrets engine's path",
    plan: () => planner.plan({ mount: "elsewhere" }),
  },
  {
    changed: "resources of others are added",
    plan: () =>
      planner.plan({
        also: (stack: TerraformStack) => {
          new DataResource(stack, "note", { input: { text: "not to be shown" } });
          new DataResource(stack, "token", { input: { text: "not to be shown" } });
          new Role(stack, "supervisors", { name: "Supervisors", permissions: ["routing:queue:edit"] });
          new Policy(stack, "all-secrets", {
            name: "all-secrets",
            policy: `path "${SANDBOX_MOUNT}/data/*" { capabilities = ["read", "list"] }`,
          });
        },
      }),
  },
  {
    changed: "a policy that cannot be read is added",
    plan: () =>
      planner.plan({
        also: (stack) =>
          new Policy(stack, "odd", { name: "odd", policy: 'path "a" { allowed_parameters = { "b" = [] } }' }),
      }),
  },
  {
    changed: "everything is destroyed",
    plan: () => planner.plan({}, "-destroy"),
  },
  {
    changed: "the role lost its permission outside Terraform",
    plan: async () => {
      await setRole({ permissionPolicies: [] });
      return planner.plan();
    },
  },
  {
    changed: "the role got a permission outside Terraform",
    plan: async () => {
      await setRole({
        permissionPolicies: [
          { domain: "externalContacts", entityName: "contact", actionSet: ["view", "delete"] },
        ],
      });
      return planner.plan();
    },
  },
  {
    changed: "an action was deleted outside Terraform",
    plan: async () => {
      await apply();
      sandbox.genesys.store.actions.clear();
      return planner.plan();
    },
  },
  {
    changed: "the reader's policy was changed outside Terraform",
    plan: async () => {
      await apply();
      await setPolicy("sandbox-external-contacts-reader", 'path "sys/*" { capabilities = ["sudo", "read"] }');
      return planner.plan();
    },
  },
  {
    changed: "an action is removed",
    plan: async () => {
      await apply(two);
      return planner.plan();
    },
  },
  {
    changed: "the previous generation is dropped before the overlap is over",
    plan: async () => {
      await apply({ ...two, live: [1, 2] });
      return planner.plan({ ...two, live: [2] });
    },
  },
  {
    changed: "the previous generation is dropped",
    plan: () => planner.plan({ ...two, live: [2] }),
  },
  {
    changed: "nothing, and a rotation is overdue",
    plan: () => planner.plan({ ...two, live: [1, 2] }),
  },
  {
    changed: "a rotation failed: its credential is not there",
    plan: async () => {
      await apply({ ...two, live: [2] });
      refuseCredential();
      expect(await planner.apply({ ...two, live: [2, 3] })).toBe(false);
      return planner.plan({ ...two, live: [2, 3] });
    },
  },
  {
    changed: "a broken generation is healed",
    plan: () => planner.plan({ ...two, live: [2, 4] }),
  },
];

describe.skipIf(lacking.length > 0)("the review of a plan", () => {
  beforeAll(async () => {
    sandbox = await startSandbox({ providers: whichProviders() });
    planner = new Planner(sandbox);
    genesys = new GenesysClient(sandbox.genesys);
  });
  afterAll(() => sandbox?.close());

  it.each(CASES)("of which changed: $changed", async ({ changed, plan }) => {
    const json = await plan();
    plans.set(changed, json);
    if (EXPORT !== undefined) {
      mkdirSync(EXPORT, { recursive: true });
      // No path of this machine in what is recorded.
      writeFileSync(join(EXPORT, `${changed}.json`), json.replaceAll(sandbox.directory, "/sandbox"));
    }
    await expectReview(changed, json);
    expect(driftOf(json)).toEqual(driftOf(recordedPlan(changed)));
  });

  it("is the same of a plan that is made afresh: what is approved is what is applied", async () => {
    const variant: Variant = { ...two, live: [2, 4] };
    const [approved, now] = [await planner.plan(variant), await planner.plan(variant)];
    expect(now).not.toBe(approved);
    const first = reviewOf([reviewJson(approved)]);
    const again = (json: string) => reviewOf([reviewJson(json, undefined, first)]);
    expect(compareReviews(first, again(now))).toEqual({ missing: [], unexpected: [] });
    const other = await planner.plan({ ...variant, props: { ...two.props, name: "other" } });
    expect(compareReviews(first, again(other)).unexpected).not.toEqual([]);
  });

  it("shows no value of any of these plans", () => {
    expect(plans.size).toBe(CASES.length);
    const structure =
      /(\.(mode|type|name|kind|index)|\.actions\[\]|\.change\.(before|after)|^format_version|\.scopelock)$/;
    for (const [changed, json] of plans) {
      const plan = JSON.parse(json);
      for (const path of leavesOf(plan))
        if (
          !structure.test(written(path)) &&
          !SHOWN.some((shown) => shown.test(written(path))) &&
          // What integrations declare.
          !/^output_changes|\.change\.(before|after)\.input\b/.test(written(path))
        )
          plant(plan, path);
      const environment = reviewEnvironment(planFacts(plan), { stack: "sandbox" });
      expect(environment.integrations, changed).toHaveLength(reviewJson(json).integrations.length);
      expect(printed(environment), changed).not.toContain(CANARY);
    }
  });
});
