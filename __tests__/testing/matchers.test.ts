import { GenericSecret } from "@cdktf/provider-vault/lib/generic-secret";
import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Annotations, TerraformOutput } from "cdktf";
import { describe, expect, it } from "vitest";
import { AuthRole } from "../../src/genesys/bindings/auth-role";
import { matchers, synthesize } from "../../src/testing";
import { runMatchers } from "../../src/testing/run-matchers";
import { Synthesized } from "../../src/testing/synthesized";
import type { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { devStack, resourceOf } from "./dev";

expect.extend(matchers);

type Change = (stack: ExternalContactsStack) => void;
const nothing: Change = () => {};
/** The stack of dev after a change, as if no rule refused that: a matcher is for other people's resources too. */
const dev = (change: Change = nothing) => {
  const synthesized = synthesize((app) => {
    const stack = devStack(app);
    change(stack);
    return stack;
  });
  const errors = synthesized.errors.filter(({ what }) => !/\[SL0\d\d\]$/m.test(what));
  return new Synthesized({ ...synthesized, errors });
};
/** A change of one attribute. */
const override =
  (type: string, attribute: string, value: unknown): Change =>
  (stack) =>
    resourceOf(stack, type).addOverride(attribute, value);

describe("toGrantExactly", () => {
  const lookup = "externalContacts:contact:view";
  const role = (id: string, policy: { domain: string; entityName: string; actionSet: string[] }): Change => {
    return (stack) => void new AuthRole(stack, id, { name: id, permissionPolicies: [policy] });
  };

  it("holds when the roles grant these permissions, in whatever order they are named", () => {
    expect(dev()).toGrantExactly([lookup]);
    const two = dev(role("more", { domain: "routing", entityName: "queue", actionSet: ["view", "add"] }));
    expect(two).toGrantExactly(["routing:queue:view", lookup, "routing:queue:add"]);
    expect(two).not.toGrantExactly([lookup]);
  });

  it("fails with what is granted beyond, and the action that it is for", () => {
    expect(() => expect(dev()).toGrantExactly([])).toThrow(
      `dev does not grant exactly what was expected.\nis granted, and was not expected:\n  ${lookup}, for "Get external contact by phone"`,
    );
  });

  it("fails with what is lacking", () => {
    expect(() => expect(dev()).toGrantExactly([lookup, "routing:queue:view"])).toThrow(
      "was expected, and is not granted:\n  routing:queue:view",
    );
  });

  it("fails with all that is granted, as the test can have it", () => {
    const two = dev(role("more", { domain: "routing", entityName: "queue", actionSet: ["view"] }));
    expect(() => expect(two).toGrantExactly([lookup])).toThrow(
      `All that is granted:\n  [\n    "${lookup}",\n    "routing:queue:view"\n  ]`,
    );
  });

  it("counts the permissions that have no entity", () => {
    const changed = dev(override("genesyscloud_auth_role", "permissions", ["admin"]));
    expect(changed).toGrantExactly([lookup, "admin"]);
    expect(() => expect(changed).toGrantExactly([lookup])).toThrow("not expected:\n  admin");
  });

  it("fails when a client has a role from elsewhere: nobody knows what that grants", () => {
    const other = [{ role_id: "00000000-0000-0000-0000-000000000001", division_id: "*" }];
    expect(() =>
      expect(dev(override("genesyscloud_oauth_client", "roles", other))).toGrantExactly([lookup]),
    ).toThrow(/its role is not in this stack:\n.* has the role 00000000-/);
  });

  it("says what is granted when that should not be", () => {
    expect(() => expect(dev()).not.toGrantExactly([lookup])).toThrow(`dev grants exactly ${lookup}`);
  });
});

describe("toHaveNoWildcard", () => {
  const policy =
    (path: string): Change =>
    (stack) =>
      void new Policy(stack, "more", {
        name: "more",
        policy: `path "kv/data/ok" {\n}\npath "${path}" {\n  capabilities = ["read"]\n}`,
      });

  it("holds for what scopelock makes, and for paths where * and + are letters", () => {
    expect(dev()).toHaveNoWildcard();
    expect(dev(policy("kv/data/a+b/*c"))).toHaveNoWildcard();
  });

  it.each([
    ["every action", "genesyscloud_auth_role", "permission_policies.0.action_set", ["*"]],
    ["every entity", "genesyscloud_auth_role", "permission_policies.0.entity_name", "*"],
    ["every division", "genesyscloud_oauth_client", "roles.0.division_id", "*"],
  ])("fails for %s", (_, type, attribute, value) => {
    const changed = dev(override(type, attribute, value));
    expect(() => expect(changed).toHaveNoWildcard()).toThrow(
      `dev grants more than it names.\nis a wildcard:\n  ${type}.`,
    );
    expect(changed).not.toHaveNoWildcard();
  });

  it.each(["kv/data/*", "kv/+/x", "+/data/x", "kv/data/+"])("fails for the path %s in Vault", (path) => {
    expect(() => expect(dev(policy(path))).toHaveNoWildcard()).toThrow(
      `is a wildcard:\n  vault_policy.more: path "${path}"`,
    );
  });

  it("fails for an auth role that lets anybody in", () => {
    const open: Change = (stack) =>
      stack.addOverride("resource.vault_kubernetes_auth_backend_role.open", {
        bound_service_account_namespaces: ["crm-*"],
      });
    expect(() => expect(dev(open)).toHaveNoWildcard()).toThrow(
      'vault_kubernetes_auth_backend_role.open: bound_service_account_namespaces[0] is "crm-*"',
    );
  });

  it("says so when there should be one", () => {
    expect(() => expect(dev()).not.toHaveNoWildcard()).toThrow("should have a wildcard, and has none");
  });
});

describe("toKeepSecretsOutOfState", () => {
  const CLIENT = "genesyscloud_oauth_client";
  const SECRET = "vault_kv_secret_v2";
  const secretIn =
    (attributes: object): Change =>
    (stack) =>
      void new KvSecretV2(stack, "more", { mount: "kv", name: "more", ...attributes });

  it("holds for what scopelock makes, and for what is no secret", () => {
    expect(dev()).toKeepSecretsOutOfState();
    expect(
      dev(secretIn({ dataJson: '{"token_url":"https://login.example.com/oauth/token"}' })),
    ).toKeepSecretsOutOfState();
    expect(
      dev(
        (stack) => void new GenericSecret(stack, "more", { path: "kv/more", dataJson: '{"generation":1}' }),
      ),
    ).toKeepSecretsOutOfState();
  });

  it.each<[string, Change, string]>([
    ["exposed", override(CLIENT, "expose_client_secret", true), "expose_client_secret"],
    [
      "handed over nowhere",
      override(CLIENT, "directory_client_secret", undefined),
      "directory_client_secret",
    ],
    ["blanked by updates", override(CLIENT, "lifecycle.ignore_changes", ["name"]), "ignore_changes"],
    ["written as data_json", secretIn({ dataJson: '{"client_secret":"x"}' }), "use data_json_wo"],
    [
      "in a data_json expression",
      secretIn({ dataJson: "${jsonencode({ password = var.p })}" }),
      "data_json_wo",
    ],
    ["read back", override(SECRET, "disable_read", false), "disable_read"],
    ["without a version", override(SECRET, "data_json_wo_version", undefined), "data_json_wo_version"],
    [
      "in a resource that has nothing write-only",
      (stack) =>
        void new GenericSecret(stack, "more", { path: "kv/more", dataJson: '{"client_secret":"x"}' }),
      "vault_generic_secret.more writes a secret, which the state keeps",
    ],
    [
      "in a resource that keeps all",
      (stack) => stack.addOverride("resource.vault_token.more", { policies: ["x"] }),
      "vault_token.more keeps the token",
    ],
    [
      "read by a data source",
      (stack) => stack.addOverride("data.vault_kv_secret_v2.more", { mount: "kv", name: "more" }),
      "data.vault_kv_secret_v2.more reads the secret",
    ],
    [
      "in an output",
      (stack) => void new TerraformOutput(stack, "more", { value: `\${${CLIENT}.x.client_secret}` }),
      "output.more has a client secret in value",
    ],
    [
      "read from its hand-off file",
      secretIn({ customMetadata: { data: { x: '${file("../../../.scopelock/handoff/dev/x")}' } } }),
      "vault_kv_secret_v2.more has a client secret in custom_metadata.data.x",
    ],
    [
      "of a provider",
      (stack) => stack.addOverride("provider.vault.0.token", "x"),
      "provider.vault is given token",
    ],
  ])("fails when a secret is %s", (_, change, leak) => {
    const changed = dev(change);
    expect(() => expect(changed).toKeepSecretsOutOfState()).toThrow(
      /^dev does not keep its secrets out of Terraform's state\.\nleaks:\n/,
    );
    expect(() => expect(changed).toKeepSecretsOutOfState()).toThrow(leak);
  });

  it("says so when it should not", () => {
    expect(() => expect(dev()).not.toKeepSecretsOutOfState()).toThrow("and should not");
  });
});

describe.each([
  [
    "toHaveWarning",
    "warning",
    (stack: ExternalContactsStack, text: string) => Annotations.of(stack).addWarning(text),
  ],
  [
    "toHaveError",
    "error",
    (stack: ExternalContactsStack, text: string) => Annotations.of(stack).addError(text),
  ],
  [
    "toHaveError",
    "error",
    (stack: ExternalContactsStack, text: string) => stack.node.addValidation({ validate: () => [text] }),
  ],
] as const)("%s", (matcher, kind, say) => {
  const said = dev((stack) => say(stack, "Two stacks meet. [name/shared] See SL012."));
  const check = (stack: Synthesized, id: string) => expect(stack)[matcher](id);

  it.each(["name/shared", "SL012"])("holds when it has %s", (id) => {
    check(said, id);
    expect(() => expect(said).not[matcher](id)).toThrow(`dev should not have ${kind} ${id}.`);
  });

  it.each(["SL01", "shared", "name", "SL013"])("fails when it has no %s, and says what it has", (id) => {
    expect(() => check(said, id)).toThrow(`dev has no ${kind} ${id}:\n${kind}s:\n  dev: Two stacks meet.`);
  });

  it("fails when it has none", () => {
    expect(() => check(dev(), "SL012")).toThrow(`It has no ${kind} at all.`);
  });
});

describe("the matchers", () => {
  it.each([
    ["toGrantExactly", ["admin"]],
    ["toHaveNoWildcard", undefined],
    ["toKeepSecretsOutOfState", undefined],
  ] as const)("%s refuses what cannot be synthesized, also with .not", (matcher, argument) => {
    const broken = dev((stack) => Annotations.of(stack).addError("SL099: no."));
    const say = (not: boolean) => {
      const about = not ? expect(broken).not : expect(broken);
      (about[matcher] as (argument: unknown) => void)(argument);
    };
    for (const not of [false, true])
      expect(() => say(not)).toThrow("dev cannot be synthesized.\nis wrong:\n  dev: SL099: no.");
  });

  it.each(
    (Object.keys(matchers) as (keyof typeof matchers)[]).filter((matcher) => !(matcher in runMatchers)),
  )("%s refuses what is not synthesized", (matcher) => {
    expect(() => (expect("{}")[matcher] as (argument: unknown) => void)("SL001")).toThrow(
      `expect(synthesize(stack)).${matcher}(...)`,
    );
  });
});
