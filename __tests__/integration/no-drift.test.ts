import fc from "fast-check";
import { expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { derive, examine } from "../../src/core/derive";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { manifestSchema } from "../../src/vault/manifest-content";
import { actionOf, around, blocks, only, TestStack } from "../synth";

const catalog = Catalog.load();
/** Every lookup without a parameter that a data action may use. */
const usable = catalog.operations.filter(
  ({ method, path }) =>
    method === "GET" &&
    !path.includes("{") &&
    !examine([{ name: "x", request: { method, url: path } }], catalog).evidence[0]?.problems.some(
      ({ severity }) => severity === "error",
    ),
);
const actionSets = fc
  .uniqueArray(fc.constantFrom(...usable), { minLength: 1, maxLength: 12, selector: ({ id }) => id })
  .map((operations) => operations.map(({ id, path }) => actionOf(id, path)));

it("the role, the manifest and the output say what is derived, whatever the actions", () => {
  expect(usable.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(actionSets, (actions) => {
      const stack = new TestStack();
      const integration = new DataActionIntegration(stack, "crm", { ...around, actions: actions as never });
      const synthesized = stack.synth(false);
      const derived = derive(actions, catalog).permissions;
      const role = only(synthesized, "genesyscloud_auth_role");
      const policies = role.permission_policies as {
        domain: string;
        entity_name: string;
        action_set: string[];
      }[];
      const granted = policies.flatMap(({ domain, entity_name, action_set }) =>
        action_set.map((action) => `${domain}:${entity_name}:${action}`),
      );
      expect([...granted, ...((role.permissions as string[] | undefined) ?? [])].sort()).toEqual(derived);
      const written = blocks(synthesized, "vault_kv_secret_v2").find(
        ({ data_json }) => data_json !== undefined,
      );
      expect(manifestSchema.parse(JSON.parse(String(written?.data_json))).permissions).toEqual(derived);
      const [, { value }] = Object.entries(synthesized.output).find(([id]) => id.includes("permissions")) as [
        string,
        { value: { permissions: string[] }[] },
      ];
      const said = value.flatMap(({ permissions }) => permissions);
      expect([...new Set(said)].sort()).toEqual(derived);
      expect(integration.deployed.permissions).toEqual(derived);
    }),
    { numRuns: 25 },
  );
});
