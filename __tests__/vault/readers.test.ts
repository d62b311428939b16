import { describe, expect, it } from "vitest";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { VaultMount } from "../../src/vault/mount";
import { VaultReader } from "../../src/vault/reader";
import { Readers } from "../../src/vault/readers";
import { refusal } from "../core/errors";
import { actionOf, around, blocks, only, TestStack } from "../synth";

const integrate = (stack: TestStack, id: string, ...readers: VaultReader[]) =>
  new DataActionIntegration(stack, id, {
    ...around,
    actions: [actionOf("List queues", "/api/v2/routing/queues")],
    readers,
  });
const read = (...ids: string[]) =>
  ids
    .flatMap((id) => [`kv/data/dev/${id}`, `kv/data/dev/${id}/manifest`])
    .map((path) => `path "${path}" {\n  capabilities = ["read"]\n}\n`)
    .join("\n");

describe("a reader that is a policy", () => {
  it("reads exactly the secret and its manifest; the same one of several integrations reads all of those", () => {
    const stack = new TestStack();
    integrate(stack, "queues", VaultReader.policy("crm-sync"), VaultReader.policy("audit"));
    const users = integrate(stack, "users", VaultReader.policy("crm-sync"));
    const policies = blocks(stack.synth(), "vault_policy").map(({ name, policy }) => [name, policy]);
    expect(Object.fromEntries(policies)).toEqual({
      "crm-sync": read("queues", "users"),
      audit: read("queues"),
    });
    expect(policies).toHaveLength(2);
    expect(users.model).toMatchObject({ readerPolicies: ["crm-sync"], readerRoles: [] });
  });

  it("is the same whatever the order of the integrations", () => {
    const [one, other] = [new TestStack(), new TestStack()];
    for (const id of ["a", "b"]) integrate(one, id, VaultReader.policy("crm-sync"));
    for (const id of ["b", "a"]) integrate(other, id, VaultReader.policy("crm-sync"));
    expect(only(other.synth(), "vault_policy")).toEqual(only(one.synth(), "vault_policy"));
  });

  it("is none where none is named", () => {
    const stack = new TestStack();
    expect(integrate(stack, "queues").model.readerPolicies).toEqual([]);
    expect(blocks(stack.synth(), "vault_policy")).toEqual([]);
  });

  it("is refused a name that Vault would change, or has", () => {
    for (const name of ["root", "default", "CRM", "crm-*"])
      expect(refusal(() => VaultReader.policy(name)).id).toBe("reader/policy-name");
  });
});

describe("a reader with a role in an auth method", () => {
  it("AppRole: one role in the stack, with the policies of all that it reads, and no secret id", () => {
    const stack = new TestStack();
    const crm = VaultReader.appRole({
      name: "crm-sync",
      tokenTtlSeconds: 600,
      tokenMaxTtlSeconds: 1200,
      secretIdTtlSeconds: 86_400,
      secretIdUses: 5,
      cidrs: ["10.2.0.0/16", "10.1.0.0/32", "fd00::1/128"],
    });
    integrate(stack, "users", crm);
    const queues = integrate(stack, "queues", crm);
    const synthesized = stack.synth();
    expect(only(synthesized, "vault_approle_auth_backend_role")).toEqual({
      backend: "approle",
      role_name: "dev-crm-sync",
      token_policies: ["dev-queues-reader", "dev-users-reader"],
      token_ttl: 600,
      token_max_ttl: 1200,
      secret_id_ttl: 86_400,
      secret_id_num_uses: 5,
      token_bound_cidrs: ["10.1.0.0", "10.2.0.0/16", "fd00::1"],
      secret_id_bound_cidrs: ["10.1.0.0/32", "10.2.0.0/16", "fd00::1/128"],
    });
    expect(Object.keys(synthesized.resource).filter((type) => type.includes("secret_id"))).toEqual([]);
    const policies = blocks(synthesized, "vault_policy").map(({ name, policy }) => [name, policy]);
    expect(Object.fromEntries(policies)).toEqual({
      "dev-queues-reader": read("queues"),
      "dev-users-reader": read("users"),
    });
    expect(queues.model.readerRoles).toEqual([{ method: "approle", mount: "approle", name: "dev-crm-sync" }]);
  });

  it("Kubernetes: service accounts of namespaces, and an audience", () => {
    const stack = new TestStack();
    const reader = VaultReader.kubernetes({
      name: "sync",
      mount: "team/k8s",
      serviceAccounts: ["sync"],
      namespaces: ["crm", "billing"],
      audience: "vault",
    });
    integrate(stack, "queues", reader);
    expect(only(stack.synth(), "vault_kubernetes_auth_backend_role")).toEqual({
      backend: "team/k8s",
      role_name: "dev-sync",
      bound_service_account_names: ["sync"],
      bound_service_account_namespaces: ["billing", "crm"],
      audience: "vault",
      token_policies: ["dev-queues-reader"],
      token_ttl: 3600,
    });
  });

  it("JWT: audiences and claims, compared exactly", () => {
    const stack = new TestStack();
    const reader = VaultReader.jwt({
      name: "pipeline",
      boundAudiences: ["https://vault.example.com"],
      boundClaims: { repository: "example/crm", ref: ["refs/heads/main", "refs/heads/hotfix"] },
      userClaim: "workflow",
    });
    integrate(stack, "queues", reader);
    expect(only(stack.synth(), "vault_jwt_auth_backend_role")).toEqual({
      backend: "jwt",
      role_name: "dev-pipeline",
      role_type: "jwt",
      bound_audiences: ["https://vault.example.com"],
      bound_claims: { ref: "refs/heads/hotfix,refs/heads/main", repository: "example/crm" },
      bound_claims_type: "string",
      user_claim: "workflow",
      token_policies: ["dev-queues-reader"],
      token_ttl: 3600,
    });
  });

  it("is in the namespace of the mount", () => {
    const stack = new TestStack();
    new DataActionIntegration(stack, "queues", {
      ...around,
      mount: VaultMount.existing("kv", { namespace: "team" }),
      actions: [actionOf("List queues", "/api/v2/routing/queues")],
      readers: [VaultReader.appRole({ name: "crm" })],
    });
    expect(only(stack.synth(), "vault_approle_auth_backend_role").namespace).toBe("team");
  });

  it("is refused when it would let in others, or says two things", () => {
    const kubernetes = { name: "a", serviceAccounts: ["s"], namespaces: ["n"], audience: "v" } as const;
    const jwt = { name: "a", boundAudiences: ["v"], boundClaims: { sub: "s" } } as const;
    const ids = (acts: (() => unknown)[]) => new Set(acts.map((act) => refusal(act).id));
    expect(
      ids([
        () => VaultReader.kubernetes({ ...kubernetes, serviceAccounts: ["*"] }),
        () => VaultReader.kubernetes({ ...kubernetes, namespaces: ["crm-*"] }),
        () => VaultReader.kubernetes({ ...kubernetes, namespaces: [] as never }),
        () => VaultReader.kubernetes({ ...kubernetes, audience: "" }),
        () => VaultReader.jwt({ ...jwt, boundAudiences: [] as never }),
        () => VaultReader.jwt({ ...jwt, boundClaims: {} }),
        () => VaultReader.jwt({ ...jwt, boundClaims: { sub: [] as never } }),
        () => VaultReader.jwt({ ...jwt, boundClaims: { sub: "repo:*" } }),
        () => VaultReader.jwt({ ...jwt, boundClaims: { sub: "a,b" } }),
      ]),
    ).toEqual(new Set(["reader/anybody"]));
    for (const name of ["*", "Crm", "a/b"])
      expect(refusal(() => VaultReader.appRole({ name })).id).toBe("reader/name");
    expect(refusal(() => VaultReader.appRole({ name: "" })).id).toBe("props/type");
    expect(refusal(() => VaultReader.appRole({ name: "a", mount: "/approle" })).id).toBe("reader/mount");
    for (const cidr of ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/8/8", "any"])
      expect(refusal(() => VaultReader.appRole({ name: "a", cidrs: [cidr] })).id).toBe("reader/cidr");
    VaultReader.appRole({ name: "a", cidrs: ["fd00::/8", "10.0.0.1/32"] });
    for (const ttl of [{ tokenTtlSeconds: 0 }, { tokenMaxTtlSeconds: 60 }, { secretIdTtlSeconds: 1.5 }])
      expect(refusal(() => VaultReader.appRole({ name: "a", ...ttl })).id).toBe("reader/ttl");

    const stack = new TestStack();
    integrate(stack, "queues", VaultReader.appRole({ name: "crm" }));
    integrate(stack, "same", VaultReader.appRole({ name: "crm" }));
    const differs = refusal(() =>
      integrate(stack, "users", VaultReader.appRole({ name: "crm", tokenTtlSeconds: 60 })),
    );
    expect(differs.id).toBe("reader/differs");
  });
});

describe("what a stack makes for readers", () => {
  it("is within reach, by its name", () => {
    const stack = new TestStack();
    integrate(stack, "queues", VaultReader.appRole({ name: "crm" }));
    const readers = Readers.of(stack);
    readers
      .role({ method: "approle", mount: "approle", name: "dev-crm" })
      .resource.addOverride("token_num_uses", 3);
    expect(readers.policy("dev-queues-reader").nameInput).toBe("dev-queues-reader");
    expect(only(stack.synth(), "vault_approle_auth_backend_role").token_num_uses).toBe(3);
    expect(refusal(() => readers.policy("other")).fix).toContain("dev-queues-reader");
    expect(refusal(() => readers.role({ method: "jwt", mount: "jwt", name: "dev-crm" })).id).toBe(
      "reader/unknown",
    );
  });
});

describe("a mount", () => {
  it("is refused a path or a limit that is none", () => {
    expect(refusal(() => VaultMount.existing("kv/")).id).toBe("mount/path");
    expect(refusal(() => VaultMount.existing("kv", { namespace: "*" })).id).toBe("mount/namespace");
    const stack = new TestStack();
    expect(refusal(() => new VaultMount(stack, "a", { path: "kv*" })).where).toBe("dev/a");
    for (const [at, maxVersions] of [0, -1, 1.5].entries())
      expect(refusal(() => new VaultMount(stack, `b${at}`, { path: "kv", maxVersions })).id).toBe(
        "mount/max-versions",
      );
  });

  it("is made in its namespace, with its limits", () => {
    const stack = new TestStack();
    const mount = new VaultMount(stack, "mount", { path: "kv", namespace: "team" });
    mount.limits.addOverride("cas_required", false);
    const synthesized = stack.synth();
    expect(only(synthesized, "vault_mount")).toMatchObject({ namespace: "team", options: { version: "2" } });
    expect(only(synthesized, "vault_kv_secret_backend_v2")).toMatchObject({
      namespace: "team",
      max_versions: 10,
    });
  });
});
