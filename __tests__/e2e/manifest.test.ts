import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { DataAction } from "../../src/core/action/data-action";
import { reviewOf } from "../../src/review";
import { DEFAULT_STOPS, verdict } from "../../src/review/findings/verdict";
import { needsTerraformAndVault } from "../prerequisites";
import { recordedPlan, reviewJson } from "../review/cases";
import { derivedIdentities, Person } from "./person";
import { Planner, type Variant } from "./planner";
import { VaultRecorder } from "./vault-recorder";

/* The manifest: what happens by hand to it, and how that of earlier versions is taken over. */

const SECRET = "sandbox/external-contacts";
const NAME = `${SECRET}/manifest`;

let sandbox: Sandbox;
let planner: Planner;
beforeEach(async (context) => {
  needsTerraformAndVault(context);
  sandbox = await startSandbox({ providers: "builtin" });
  planner = new Planner(sandbox);
});
afterEach(() => sandbox?.close());

async function vault(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${sandbox.vault.address}/v1/${SANDBOX_MOUNT}/${path}`, {
    method,
    headers: { "X-Vault-Token": sandbox.vault.rootToken },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === "" ? {} : ((JSON.parse(text) as { data?: Record<string, unknown> }).data ?? {});
}
const content = async () => (await vault("GET", `data/${NAME}`)).data;
const apply = async (variant?: Variant) => expect(await planner.apply(variant)).toBe(true);

/** What a plan would do, as `type: action`, with what stays left out. */
function changesOf(json: string): readonly string[] {
  type Planned = { resource_changes?: { type: string; change: { actions: string[] } }[] };
  return ((JSON.parse(json) as Planned).resource_changes ?? [])
    .map(({ type, change }) => `${type}: ${change.actions.join()}`)
    .filter((change) => !/: (no-op|read)$/.test(change));
}

describe("a manifest that was changed by hand", () => {
  // What Go writes in its JSON otherwise than others do.
  const odd: Variant = {
    props: { actions: [DataAction.define({ ...getExternalContact, name: "Look <up> & find" } as never)] },
  };

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      "edited",
      () => vault("PUT", `data/${NAME}`, { data: { edited: "by hand" } }),
      "vault_generic_secret: update",
      "drift/changed",
    ],
    [
      "edited in one place, with the fingerprint left as it was",
      async () =>
        vault("PUT", `data/${NAME}`, { data: { ...((await content()) as object), permissions: ["*:*:*"] } }),
      "vault_generic_secret: update",
      "drift/changed",
    ],
    [
      "deleted, so that it could be undeleted",
      () => vault("DELETE", `data/${NAME}`),
      "vault_generic_secret: update",
      "drift/changed",
    ],
    [
      "destroyed with every version",
      () => vault("DELETE", `metadata/${NAME}`),
      "vault_generic_secret: create",
      "drift/deleted",
    ],
  ])("%s: the next plan shows it, and the next deploy mends it", async (_, act, change, alarm) => {
    await apply(odd);
    const written = await content();
    expect(written).toMatchObject({ generation: 1, actions: ["Look <up> & find"] });
    expect(changesOf(await planner.plan(odd))).toEqual([]);
    await act();
    expect(await content()).not.toEqual(written);

    const plan = await planner.plan(odd);
    expect(changesOf(plan)).toEqual([change]);
    const review = reviewJson(plan);
    expect(review.alarms.map(({ id }) => id)).toEqual([alarm]);
    expect(review.alarms[0]?.what).toContain("the manifest in Vault");
    expect(verdict(reviewOf([review]), DEFAULT_STOPS)).toBe(4);

    await apply(odd);
    expect(await content()).toEqual(written);
    const again = await planner.plan(odd);
    expect(changesOf(again)).toEqual([]);
    expect(verdict(reviewOf([reviewJson(again)]), DEFAULT_STOPS)).toBe(0);
  });
});

describe("a stack that an earlier version deployed", () => {
  /** The manifest as it was made before: another type, the same name. */
  const asBefore =
    (live: readonly number[]): NonNullable<Variant["also"]> =>
    (stack, { manifest: { resource }, genesysIntegration: integration, model }) => {
      const was = new KvSecretV2(stack, "manifest-before", {
        mount: SANDBOX_MOUNT,
        name: NAME,
        dataJson: String(resource.dataJsonInput),
        deleteAllVersions: true,
        dependsOn: [integration.resource],
      });
      was.overrideLogicalId(resource.friendlyUniqueId);
      expect(model.generation).toBe(Math.max(...live));
      stack.addOverride("resource.vault_generic_secret", undefined);
      stack.addOverride("removed", undefined);
    };
  const state = () =>
    JSON.parse(readFileSync(join(sandbox.directory, "state/sandbox.tfstate"), "utf8")) as {
      resources: { type: string; name: string; instances: { attributes: Record<string, unknown> }[] }[];
    };
  const held = async () => ({
    secret: await vault("GET", `data/${SECRET}`),
    clients: [...sandbox.genesys.store.clients.values()],
    credentials: [...sandbox.genesys.store.credentials.values()],
    integrations: [...sandbox.genesys.store.integrations.values()],
    actions: [...sandbox.genesys.store.actions.values()],
    manifest: await content(),
  });
  const manifests = () =>
    state().resources.filter(({ name }) => name.startsWith("external-contacts_manifest"));

  it("has the state that real deployments have", async () => {
    await apply({ also: asBefore([1]) });
    const [recorded] = (
      JSON.parse(recordedPlan("nothing")) as {
        resource_changes: { type: string; name: string; change: { after: Record<string, unknown> } }[];
      }
    ).resource_changes.filter(({ name }) => name.startsWith("external-contacts_manifest"));
    const [was, ...others] = manifests();
    expect(others).toEqual([]);
    expect(was).toMatchObject({ type: recorded?.type, name: recorded?.name });
    const attributes = was?.instances[0]?.attributes;
    const { metadata, ...rest } = recorded?.change.after ?? {};
    expect(attributes).toEqual({
      ...rest,
      data_json: attributes?.data_json,
      metadata: { ...(metadata as object), created_time: expect.any(String) },
    });
    expect(JSON.parse(String(attributes?.data_json))).toEqual(JSON.parse(String(rest.data_json)));
  });

  it.each<[string, readonly number[]]>([
    ["with one generation", [1]],
    ["in the middle of a rotation", [1, 2]],
  ])(
    "%s goes on: secret, client, generation and manifest stay, and the plan after is empty",
    async (_, live) => {
      await apply({ also: asBefore([1]) });
      if (live.length > 1) await apply({ live, also: asBefore(live) });
      const was = await held();
      expect(was.manifest).toMatchObject({ generation: Math.max(...live) });

      const plan = await planner.plan({ live });
      expect(changesOf(plan)).toEqual(["vault_generic_secret: create", "vault_kv_secret_v2: forget"]);
      // Nothing to look at: what is let go is taken over in the same plan.
      const review = reviewJson(plan);
      expect([...review.power, ...review.alarms]).toEqual([]);
      expect(verdict(reviewOf([review]), DEFAULT_STOPS)).toBe(0);

      await apply({ live });
      expect(await held()).toEqual(was);
      expect(manifests().map(({ type }) => type)).toEqual(["vault_generic_secret"]);
      expect(changesOf(await planner.plan({ live }))).toEqual([]);
      await apply({ live: [...live, 3] });
      expect(await content()).toMatchObject({ generation: 3 });
    },
  );

  it("is taken over with what is derived now, and what was derived before is not needed", async () => {
    await apply({ also: asBefore([1]) });
    const vault = await VaultRecorder.start(sandbox.vault);
    const { deployer: told } = await derivedIdentities(sandbox);
    const person = await Person.of(sandbox, vault, "deployer", told);
    const theirs = new Planner({ ...sandbox, env: person.env });
    const taken = await theirs.apply();
    person.close();
    vault.close();
    expect(taken).toBe(true);
    expect(manifests().map(({ type }) => type)).toEqual(["vault_generic_secret"]);
    expect(changesOf(await planner.plan())).toEqual([]);
  });

  it("that was edited by hand since is mended by the deploy that takes it over", async () => {
    await apply({ also: asBefore([1]) });
    const { manifest } = await held();
    await vault("PUT", `data/${NAME}`, { data: { edited: "by hand" } });
    // As it was made before, nobody saw that.
    expect(changesOf(await planner.plan({ also: asBefore([1]) }))).toEqual([]);
    await apply();
    expect(await content()).toEqual(manifest);
    expect(changesOf(await planner.plan())).toEqual([]);
  });
});
