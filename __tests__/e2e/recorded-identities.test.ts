import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startVault, type VaultSandbox } from "../../packages/sandbox/src/vault";
import { Catalog } from "../../src/core/catalog/catalog";
import type { IdentityIntegration } from "../../src/core/stack/deployment";
import { deployerOf, type IdentityInput, plannerOf } from "../../src/core/stack/identity";
import { renderPolicy } from "../../src/core/stack/vault-policy";
import { lacking, needsTerraformAndVault } from "../prerequisites";
import { toVault } from "../requests/compare";
import { expectedLife } from "../requests/expected";
import { recordedLife, type Sent } from "../requests/life";
import { VaultRecorder, withOneLess } from "./vault-recorder";

/* The derived policies against what the real providers were recorded to ask of Vault, asked again of a real one: ../requests/README.md. */

const MOUNT = "genesys-cloud";
const READER = "sandbox-external-contacts-reader";
const integration: IdentityIntegration = {
  environment: "sandbox",
  id: "external-contacts",
  mount: { path: MOUNT, managed: true },
  permissions: ["externalContacts:contact:view"],
  readerPolicies: [READER],
  readerRoles: [],
  divisions: [{ lookup: "home" }],
  role: { lookup: "owned" },
};
const policyOf = (identity: typeof plannerOf, more: Partial<IdentityInput> = {}) =>
  renderPolicy(identity({ integrations: [integration], ...more }, Catalog.load()).vault);

/** Held, and not asked for in the recorded life: nobody changed the secrets engine by hand. See identities.test.ts. */
const NOT_IN_THIS_LIFE = [`"update" sys/mounts/${MOUNT}/tune`];

const life = expectedLife(recordedLife());
const requests = toVault(life);

let server: VaultSandbox;
let vault: VaultRecorder;
beforeAll(async () => {
  if (lacking.length > 0) return;
  server = await startVault();
  vault = await VaultRecorder.start(server);
});
afterAll(async () => {
  vault?.close();
  await server?.close();
});
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  await clear();
});

async function clear(): Promise<void> {
  for (const path of [`sys/mounts/${MOUNT}`, `sys/policies/acl/${READER}`])
    await vault.status(server.rootToken, "DELETE", path);
}
/** What is refused of a whole life, from nothing. */
async function refused(policy: string, asked: readonly Sent[] = requests): Promise<readonly string[]> {
  await clear();
  return vault.refused(asked, policy);
}
const stepOf = (name: string) => toVault(life.filter(({ step }) => step === name));

describe("the deployer", () => {
  it("may do all of it, from the first deploy to the destruction", async () => {
    expect(await refused(policyOf(deployerOf))).toEqual([]);
  });

  it("holds nothing that is not asked for", async () => {
    const reduced = withOneLess(policyOf(deployerOf));
    expect(reduced.length).toBeGreaterThan(15);
    const idle: string[] = [];
    for (const { lacks, policy } of reduced) if ((await refused(policy)).length === 0) idle.push(lacks);
    expect(idle).toEqual(NOT_IN_THIS_LIFE);
  });

  it("would not do for the manifest as it was: its metadata were written", async () => {
    const before = toVault(recordedLife());
    const manifest = `/v1/${MOUNT}/metadata/sandbox/external-contacts/manifest`;
    expect([...new Set(await refused(policyOf(deployerOf), before))].sort()).toEqual([
      `GET ${manifest}`,
      `PUT ${manifest}`,
    ]);
  });
});

describe("the planner", () => {
  const plan = "plan, nothing changed";
  const planned = async (policy: string) => {
    await clear();
    // Somebody else has deployed.
    expect(await vault.refused(stepOf("first deploy"), policyOf(deployerOf))).toEqual([]);
    return vault.refused(stepOf(plan), policy);
  };

  it("may do what a plan asks", async () => {
    expect(await planned(policyOf(plannerOf))).toEqual([]);
  });

  it("holds nothing that is not asked for", async () => {
    const reduced = withOneLess(policyOf(plannerOf));
    expect(reduced.length).toBeGreaterThan(4);
    for (const { lacks, policy } of reduced)
      expect(await planned(policy), `without ${lacks}`).not.toEqual([]);
  });

  it("may write nothing", async () => {
    const writes = requests.filter(({ method }) => method !== "GET");
    expect(await vault.refused(writes, policyOf(plannerOf))).toHaveLength(writes.length);
  });
});

describe("a provider that makes a child token", () => {
  /** What `createChildToken` in internal/provider/meta.go of hashicorp/vault 5.6.0 sends. */
  const CHILD = { display_name: "terraform", ttl: "1200s", explicit_max_ttl: "1200s", renewable: false };

  it.each([
    ["the planner", plannerOf, stepOf("plan, nothing changed")],
    ["the deployer", deployerOf, requests],
  ] as const)(
    "%s may make it where that is derived, and the child may do the same",
    async (_, identity, asked) => {
      const derived = await vault.token("parent", policyOf(identity, { makesChildToken: true }));
      const skipping = await vault.token("childless", policyOf(identity));
      expect(await vault.status(skipping, "POST", "auth/token/create", CHILD)).toBe(403);
      const child = await vault.childOf(derived, CHILD);
      await clear();
      if (identity === plannerOf) await vault.refused(stepOf("first deploy"), policyOf(deployerOf));
      expect(await vault.refusedTo(child, asked)).toEqual([]);
    },
  );
});
