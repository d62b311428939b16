import { describe, expect, it } from "vitest";
import { CANARY } from "./canaries";
import { changeOf, type EditablePlan, printed, recorded, review } from "./plans";

/** A plan that lists one change as drift: of a type, and of an integration where it is so declared. */
function drifted(
  type: string,
  change: { readonly before: object | null; readonly after: object | null },
  { isOwned = false, ...more }: { readonly isOwned?: boolean; readonly [key: string]: unknown } = {},
): EditablePlan {
  const plan = recorded("rotation");
  if (isOwned)
    for (const { after } of Object.values(plan.output_changes))
      if (Array.isArray(after.resources)) after.resources.push(`${type}.it`);
  const masks = { before_sensitive: {}, after_sensitive: {}, after_unknown: {} };
  const actions = change.after ? ["update"] : ["delete"];
  return {
    ...plan,
    resource_drift: [
      { mode: "managed", type, name: "it", ...more, change: { actions, ...masks, ...change } },
    ] as never,
  };
}
const found = (plan: EditablePlan) => {
  const { power, alarms, notes } = review(plan);
  return [...power, ...alarms, ...notes].filter(({ id }) => id.startsWith("drift/"));
};
const ids = (plan: EditablePlan) => found(plan).map(({ id }) => id);
const changed = { before: { id: "1", secret: "§" }, after: { id: "1", secret: "§§" } };
const gone = { before: { id: "1" }, after: null };
const refreshed = { before: { id: "1", list: null, flag: null }, after: { id: "1", list: [], flag: false } };

describe("drift of a type that is not looked into", () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ["of an integration", "hashicups_order", { isOwned: true }, "drift/changed"],
    ["that may give power", "vault_approle_auth_backend_role", {}, "drift/changed"],
    [
      "that may give power, of an integration",
      "vault_jwt_auth_backend_role",
      { isOwned: true },
      "drift/changed",
    ],
    ["of others", "aws_sqs_queue", {}, "drift/other"],
    [
      "of others, with an integration's name in a module",
      "hashicups_order",
      { isOwned: true, module_address: "module.a" },
      "drift/other",
    ],
  ])("%s is reported, and what says the same is not", (_, type, more, id) => {
    expect(ids(drifted(type, changed, more))).toEqual([id]);
    expect(ids(drifted(type, gone, more))).toEqual([id === "drift/other" ? id : "drift/deleted"]);
    expect(ids(drifted(type, refreshed, more))).toEqual([]);
    expect(printed(review(drifted(type, changed, more)))).not.toContain("§");
  });

  it("is no reason to stop where it is of others", () => {
    expect(review(drifted("aws_sqs_queue", changed)).alarms).toEqual(review(recorded("rotation")).alarms);
  });

  it("is none where something only moved", () => {
    const plan = drifted(
      "vault_token",
      { before: { id: "1" }, after: { id: "1" } },
      { previous_address: "vault_token.old" },
    );
    expect(ids(plan)).toEqual([]);
  });
});

describe("drift of a type that is known", () => {
  it.each<[string, string, object, object, string]>([
    [
      "scopes of another's client",
      "genesyscloud_oauth_client",
      { scopes: ["users:readonly"] },
      { scopes: ["users"] },
      "(scopes)",
    ],
    [
      "a secrets engine that was made again",
      "vault_mount",
      { accessor: "kv_1" },
      { accessor: "kv_2" },
      "(what this review does not name)",
    ],
    [
      "both",
      "vault_mount",
      { accessor: "kv_1", options: null },
      { accessor: "kv_2", options: { version: "1" } },
      "(options, what this review does not name)",
    ],
    [
      "an attribute that providers may add",
      "genesyscloud_integration",
      { [CANARY]: null },
      { [CANARY]: "x" },
      "(what this review does not name)",
    ],
    [
      "a manifest",
      "vault_generic_secret",
      { path: "a/b/manifest", data_json: '{"a":1}' },
      { path: "a/b/manifest", data_json: '{"a":2}' },
      "the manifest in Vault was changed (data_json)",
    ],
    [
      "a manifest that was written again",
      "vault_kv_secret_v2",
      { name: "b/manifest", metadata: { version: "1" } },
      { name: "b/manifest", metadata: { version: "2" } },
      "the manifest in Vault was changed (what this review does not name)",
    ],
  ])("says what differs: %s", (_, type, before, after, said) => {
    for (const isOwned of [true, false]) {
      const plan = drifted(type, { before, after }, { isOwned });
      expect(found(plan)).toMatchObject([{ id: "drift/changed", what: expect.stringContaining(said) }]);
      expect(printed(review(plan))).not.toContain(CANARY);
    }
  });

  it("is none where a refresh says the same in other words", () => {
    const { before } = changeOf(recorded("rotation"), "genesyscloud_integration_action").change;
    expect(before).not.toBeNull();
    const after = {
      ...before,
      contract_input: ` ${before?.contract_input}`,
      config_timeout_seconds: 0,
      function_config: null,
      later_attribute: false,
    };
    expect(ids(drifted("genesyscloud_integration_action", { before, after }))).toEqual([]);
    const secure = { ...after, secure: true };
    expect(ids(drifted("genesyscloud_integration_action", { before, after: secure }))).toEqual([
      "drift/changed",
    ]);
  });
});
