import { TerraformStack } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manyActions } from "../../bench/actions";
import { connect } from "../../src/app/providers";
import type { DataAction } from "../../src/core/action/data-action";
import { Catalog } from "../../src/core/catalog/catalog";
import { derive } from "../../src/core/derivation/derive";
import { regionEndpoints } from "../../src/core/request/region";
import { Generations } from "../../src/core/rotation";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { matchers, type Synthesized, synthesize } from "../../src/testing";
import { VaultMount } from "../../src/vault/mount";

expect.extend(matchers);

const catalog = Catalog.load();
/** One for each operation that a client may call. */
const pool = manyActions(catalog.operations.length);
const sets = fc
  .uniqueArray(fc.nat(pool.length - 1), { minLength: 1, maxLength: 12 })
  .map((picked) => picked.map((at) => pool[at]) as unknown as [DataAction, ...DataAction[]]);

function integrate(actions: readonly [DataAction, ...DataAction[]]): Synthesized {
  return synthesize((app) => {
    const stack = new TerraformStack(app, "dev");
    connect(stack, {
      genesys: { region: "eu-west-1" },
      vault: { address: "https://vault.example.com", mount: { path: "kv", managed: false } },
    });
    return new DataActionIntegration(stack, "crm", {
      environment: "dev",
      actions,
      generations: Generations.of({ live: [1], current: 1 }),
      mount: VaultMount.existing("kv"),
      endpoints: regionEndpoints("eu-west-1"),
    });
  });
}

/** What the manifest names. */
function inManifest(integration: Synthesized): readonly string[] {
  return JSON.parse(String(integration.resource("vault_generic_secret").data_json)).permissions;
}

/** What the value in the state names, for all actions together. */
function inState(integration: Synthesized): readonly string[] {
  const inputs = integration.resources("terraform_data").map(({ input }) => String(input));
  const { actions }: { actions: { permissions: string[] }[] } = JSON.parse(
    inputs.find((input) => input.startsWith("{")) ?? "",
  );
  return [...new Set(actions.flatMap(({ permissions }) => permissions))].sort();
}

// Each run synthesizes a stack.
describe("no drift", { timeout: 120_000 }, () => {
  it("is possible: role, manifest and state name exactly what is derived, for any set of actions", () => {
    fc.assert(
      fc.property(sets, (actions) => {
        const { permissions } = derive(actions, catalog);
        const integration = integrate(actions);
        expect(integration).toGrantExactly(permissions);
        expect(inManifest(integration)).toEqual(permissions);
        expect(inState(integration)).toEqual(permissions);
      }),
      { numRuns: 50 },
    );
  });

  it("does not depend on the order of the actions", () => {
    fc.assert(
      fc.property(sets, (actions) => {
        const [first, ...others] = [...actions].reverse() as [DataAction, ...DataAction[]];
        expect(integrate([first, ...others]).json).toEqual(integrate(actions).json);
      }),
      { numRuns: 20 },
    );
  });
});
