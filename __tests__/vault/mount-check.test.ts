import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/diagnostic/json";
import { blocksOf } from "../../src/core/terraform/configuration/blocks";
import { leaksIn } from "../../src/core/terraform/configuration/leaks";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { type IVaultMount, VaultMount } from "../../src/vault/mount";
import { actionOf, around, blocks, TestStack } from "../synth";

const synthesized = (mounts: (stack: TestStack) => readonly IVaultMount[]) => {
  const stack = new TestStack();
  for (const [at, mount] of mounts(stack).entries())
    new DataActionIntegration(stack, `crm-${at}`, {
      ...around,
      mount,
      actions: [actionOf("Queues", "/api/v2/routing/queues")],
    });
  return stack.synth();
};
const read = (json: ReturnType<typeof synthesized>) =>
  blocks(json, "vault_kv_secret").map(({ path, namespace }) => [namespace, path]);

describe("a secrets engine that is looked at", () => {
  it("is one that the stack does not make", () => {
    expect(synthesized((stack) => [new VaultMount(stack, "mount", { path: "kv" })]).data).not.toHaveProperty(
      "vault_kv_secret",
    );
    expect(read(synthesized(() => [VaultMount.existing("team/kv", { namespace: "eu" })]))).toEqual([
      ["eu", "team/kv/config"],
      ["eu", "sys/internal/ui/mounts/team/kv"],
    ]);
  });

  it("is looked at once, whoever writes to it; those of other paths and namespaces are looked at too", () => {
    const mounts = ["kv", "kv", "kv-two", "team/kv", "team-kv", "eu/kv", "eu-kv"].map((path) =>
      VaultMount.existing(path),
    );
    const found = read(synthesized(() => [...mounts, VaultMount.existing("kv", { namespace: "eu" })]));
    expect(found.filter(([, path]) => path?.toString().startsWith("sys/"))).toHaveLength(7);
  });
});

describe("what is read of a secrets engine", () => {
  const engine = (more: object) => ({ path: "sys/internal/ui/mounts/kv", ...more });
  const checked = engine({ lifecycle: { postcondition: [{ condition: "${true}", error_message: "No." }] } });
  const dependingOn = (...ids: string[]) => ({ depends_on: ids.map((id) => `data.vault_kv_secret.${id}`) });
  const leaks = (data: JsonObject) =>
    leaksIn({ blocks: blocksOf({ data: { vault_kv_secret: data } }) }).map(({ address }) =>
      address.replace("data.vault_kv_secret.", ""),
    );

  it("is no secret: what it is, and its settings once it is known to have some", () => {
    expect(leaks({ engine: checked, config: { path: "kv/config", ...dependingOn("engine") } })).toEqual([]);
    expect(leaks({ engine: engine({}) })).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ["without a check", { config: { path: "kv/config" } }],
    [
      "after what checks nothing",
      { engine: engine({}), config: { path: "kv/config", ...dependingOn("engine") } },
    ],
    [
      "after the check of another",
      { engine: checked, config: { path: "kv2/config", ...dependingOn("engine") } },
    ],
    ["besides", { engine: checked, config: { path: "kv/config/db", ...dependingOn("engine") } }],
  ])("may be a secret: %s", (_, data) => {
    expect(leaks(data)).toEqual(["config"]);
  });
});
