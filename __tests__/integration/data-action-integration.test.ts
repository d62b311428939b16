import { describe, expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { Generations } from "../../src/core/rotation";
import { Division } from "../../src/genesys/division";
import { Role } from "../../src/genesys/role";
import { Handoff } from "../../src/handoff/mode";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import type { DataActionIntegrationProps } from "../../src/integration/integration-props";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { VaultMount } from "../../src/vault/mount";
import { refusal } from "../core/errors";
import { actionOf, around, blocks, only, TestStack } from "../synth";

const queues = actionOf("List queues", "/api/v2/routing/queues");
const roster = actionOf("List roles", "/api/v2/authorization/roles");
const build = (props: Partial<DataActionIntegrationProps> = {}, id = "crm") => {
  const stack = new TestStack();
  const integration = new DataActionIntegration(stack, id, { ...around, actions: [queues], ...props });
  return { stack, integration, synthesized: stack.synth() };
};
const refused = (props: Partial<DataActionIntegrationProps>, id?: string) => refusal(() => build(props, id));
const roles = (synthesized: ReturnType<typeof build>["synthesized"]) =>
  only(synthesized, "genesyscloud_oauth_client").roles as { division_id: string; role_id: string }[];
const grant = ({ output }: ReturnType<typeof build>["synthesized"]) =>
  Object.entries(output).find(([id]) => id.includes("grant"))?.[1].value;

describe("the actions of an integration", () => {
  it("are as many as it likes, some secure, some with a timeout", () => {
    const secure = actionOf("Secure", "/api/v2/users/${input.id}", {
      input: { type: "object", properties: { id: { type: "string" } } },
      secure: true,
      timeoutSeconds: 12,
    });
    const { synthesized, integration } = build({ actions: [roster, secure, queues] });
    const written = blocks(synthesized, "genesyscloud_integration_action");
    expect(
      written.map(({ name, secure: is, config_timeout_seconds: seconds }) => [name, is, seconds]),
    ).toEqual([
      ["List queues", false, undefined],
      ["List roles", false, undefined],
      ["Secure", true, 12],
    ]);
    expect(integration.derivation.permissions).toEqual(["authorization:role:view", "routing:queue:view"]);
  });

  it("may be those of several integrations in one stack, which share a mount", () => {
    const stack = new TestStack();
    const mount = new VaultMount(stack, "mount", { path: "kv", maxVersions: 3 });
    new DataActionIntegration(stack, "queues", { ...around, mount, actions: [queues] });
    new DataActionIntegration(stack, "users", { ...around, mount, actions: [roster] });
    const synthesized = stack.synth();
    expect(only(synthesized, "vault_kv_secret_backend_v2").max_versions).toBe(3);
    expect(blocks(synthesized, "vault_mount")).toHaveLength(1);
    expect(blocks(synthesized, "genesyscloud_integration")).toHaveLength(2);
    expect(blocks(synthesized, "vault_kv_secret_v2").map(({ name }) => name)).toEqual([
      "dev/queues",
      "dev/users",
    ]);
    const limits = "${vault_kv_secret_backend_v2.mount_limits_7600AD03.mount}";
    expect(blocks(synthesized, "vault_generic_secret").map(({ path }) => path)).toEqual([
      `${limits}/dev/queues/manifest`,
      `${limits}/dev/users/manifest`,
    ]);
    // What earlier versions made is let go, under the name that it had.
    const names = Object.keys(synthesized.resource.vault_generic_secret ?? {});
    expect(synthesized.removed).toEqual(
      names.map((name) => ({ from: `vault_kv_secret_v2.${name}`, lifecycle: { destroy: false } })),
    );
  });
});

describe("actions whose names make no id of their own", () => {
  const names = ["Get X", "get x", "get-x", "日本", "中国", "List queues"] as const;
  const idsOf = (...of: readonly string[]) => {
    const actions = of.map((name) => actionOf(name, "/api/v2/routing/queues"));
    const { integration } = build({ actions: actions as never });
    return Object.fromEntries(of.map((name) => [name, integration.action(name).node.id]));
  };

  it("are told apart, whatever their order; the others keep their ids", () => {
    const ids = idsOf(...names);
    expect(idsOf(...[...names].reverse())).toEqual(ids);
    expect(new Set(Object.values(ids)).size).toBe(names.length);
    expect(ids["List queues"]).toBe("action-list-queues");
    for (const name of names.slice(0, 3)) expect(ids[name]).toMatch(/^action-get-x-[0-9a-f]{8}$/);
    for (const name of names.slice(3, 5)) expect(ids[name]).toMatch(/^action-[0-9a-f]{8}$/);
    expect(idsOf("日本")).toEqual({ 日本: ids.日本 });
  });
});

describe("an id that is taken in the stack", () => {
  it("is refused, of an integration and of a client", () => {
    const { stack } = build();
    const actions = [actionOf("List queues", "/api/v2/routing/queues")] as const;
    const grant = UserGrant.code({ redirectUris: ["https://app.example.com"] });
    const scopes = { names: ["users"], because: "known" } as const;
    const another = () => new DataActionIntegration(stack, "vault", { ...around, actions });
    const client = () => new UserGrantClient(stack, "vault", { environment: "dev", grant, scopes });
    for (const [act, id] of [
      [another, "integration/id"],
      [client, "client/id"],
    ] as const)
      expect(refusal(act)).toMatchObject({
        id,
        what: expect.stringContaining("VaultProvider"),
        where: "dev/vault",
        why: expect.stringMatching(/./),
        fix: expect.stringContaining('"vault-2"'),
      });
  });
});

describe("the divisions", () => {
  it("are one block each: home, by name, by id", () => {
    const divisions = [Division.home(), Division.named("Sales & ${more}"), Division.withId("d-1")] as const;
    const { synthesized, stack, integration } = build({ divisions });
    const granted = roles(synthesized);
    expect(new Set(granted.map(({ role_id }) => role_id)).size).toBe(1);
    expect(granted.map(({ division_id }) => division_id)).toEqual([
      expect.stringMatching(/^\$\{data\.genesyscloud_auth_division_home\./),
      expect.stringMatching(/^\$\{data\.genesyscloud_auth_division\./),
      "d-1",
    ]);
    expect(only(synthesized, "genesyscloud_auth_division").name).toBe("Sales & $${more}");
    expect(grant(synthesized)).toMatchObject({
      divisions: 'the home division, the division "Sales & $${more}", the division d-1',
    });
    expect(integration.model.divisions).toEqual([
      { lookup: "home" },
      { lookup: "named", name: "Sales & ${more}" },
      { lookup: "id", id: "d-1" },
    ]);
    expect(stack.warnings()).toEqual([]);
  });

  it("are said aloud when nothing is said, and warned of when they are all", () => {
    // Texts only: Terraform prints a line for each after every apply, and for each value of a list too.
    expect(grant(build({ actions: [queues, roster] }).synthesized)).toEqual({
      permissions: "authorization:role:view, routing:queue:view",
      role: "scopelock dev crm, with exactly the permissions",
      divisions: "the home division",
    });
    expect(Object.keys(build().synthesized.output)).toHaveLength(1);
    const { stack, synthesized } = build({ divisions: [Division.all()] });
    expect(roles(synthesized)).toMatchObject([{ division_id: "*" }]);
    expect(stack.warnings()).toEqual([expect.stringMatching(/every division \(\*\).*\[division\/all\]$/)]);
  });

  it("are refused when there is none, or one twice", () => {
    expect(refused({ divisions: [] as never }).id).toBe("integration/divisions");
    for (const id of ["", "a b"]) expect(refusal(() => Division.withId(id)).id).toBe("division/id");
    expect(refused({ divisions: [Division.named("A"), Division.named("A")] }).what).toContain('"A"');
    const same = [Division.named("Sales"), Division.named(" sales ")] as const;
    expect(refused({ divisions: same }).what).toContain('"Sales"');
    for (const name of ["", " ", undefined as never])
      expect(refusal(() => Division.named(name)).id).toBe("division/name");
  });

  it("are refused when one stands beside all of them", () => {
    expect(refused({ divisions: [Division.home(), Division.all()] })).toMatchObject({
      id: "integration/divisions",
      what: expect.stringContaining("every division"),
    });
  });
});

describe("an existing role", () => {
  const because = "the partner certified this role";

  it.each([
    ["by id", Role.fromRoleId("r-1", { because }), "r-1"],
    ["by name", Role.fromRoleName("Partner", { because }), /^\$\{data\.genesyscloud_auth_role\./],
  ])("is granted as it is, %s, with a warning and in the evidence", (_, role, id) => {
    const { synthesized, stack, integration } = build({ role });
    expect(synthesized.resource).not.toHaveProperty("genesyscloud_auth_role");
    expect(roles(synthesized)).toMatchObject([
      { role_id: typeof id === "string" ? id : expect.stringMatching(id) },
    ]);
    expect(integration.role).toBeUndefined();
    expect(integration.model.role).toMatchObject({ because });
    expect(grant(synthesized)).toMatchObject({ role: expect.stringContaining(because) });
    expect(stack.warnings()).toEqual([
      expect.stringMatching(/does not check what it grants, scopelock doctor does.*\[role\/existing\]$/),
    ]);
    expect(stack.warnings()[0]).toContain("routing:queue:view");
  });

  it("needs a reason", () => {
    expect(refusal(() => Role.fromRoleId("r-1", { because: " " })).id).toBe("role/because");
    expect(refusal(() => Role.fromRoleName("Partner", {} as never)).what).toBe('"because" is missing.');
  });

  it("is refused without a name or an id", () => {
    expect(refusal(() => Role.fromRoleName(" ", { because })).id).toBe("role/unnamed");
    expect(refusal(() => Role.fromRoleId(undefined as never, { because })).id).toBe("role/unnamed");
  });
});

describe("an existing integration", () => {
  const adopt = { integrationId: "i-1", actions: { "List queues": "custom_-_a-1" } };

  it("is imported with its actions; others are made; nothing of it may be replaced meanwhile", () => {
    const { synthesized } = build({ actions: [queues, roster], adopt });
    const [integration = "", action = ""] = ["genesyscloud_integration.", "genesyscloud_integration_action."];
    expect(synthesized.import).toEqual([
      { id: "i-1", to: expect.stringMatching(`^${integration}`) },
      { id: "custom_-_a-1", to: expect.stringMatching(`^${action}.*List-queues|^${action}.*list-queues`) },
    ]);
    expect(only(synthesized, "genesyscloud_integration").lifecycle).toEqual({ prevent_destroy: true });
    const [adopted, made] = blocks(synthesized, "genesyscloud_integration_action");
    expect(adopted).toMatchObject({ name: "List queues", lifecycle: { prevent_destroy: true } });
    expect(made).not.toHaveProperty("lifecycle");
    // Client and credential are new: nobody can read the secret of the old ones.
    expect(only(synthesized, "genesyscloud_oauth_client").for_each).toBe('${toset(["1"])}');
  });

  it("is no part of a stack that adopts nothing", () => {
    expect(build().synthesized).not.toHaveProperty("import");
  });

  it("is refused for what can be known: no such action, an odd id, an action of a web service", () => {
    const unknown = refused({ adopt: { ...adopt, actions: { "List queue": "a-1" } } });
    expect(unknown).toMatchObject({
      id: "adopt/unknown-action",
      fix: expect.stringContaining('"List queues"'),
    });
    for (const id of ["", "i 1", "i-1"])
      expect(refused({ adopt: { integrationId: "i-1", actions: { "List queues": id } } }).id).toBe(
        "adopt/id",
      );
    const problem = {
      id: "import/integration-type",
      severity: "warning",
      what: 'The action belongs to a "custom-rest-actions" integration.',
      fix: "",
    } as const;
    const foreign = Object.assign(actionOf("List queues", "/api/v2/routing/queues"), { problems: [problem] });
    const web = refused({ actions: [foreign], adopt });
    expect(web.id).toBe("adopt/web-services");
    expect(web.what).toContain("custom-rest-actions");
    expect(build({ actions: [foreign], adopt: { ...adopt, actions: {} } }).synthesized.import).toHaveLength(
      1,
    );
  });
});

describe("the hand-off", () => {
  it("passes by the state, unless the state is asked for, and that is warned of", () => {
    const { synthesized, stack } = build({
      handoff: Handoff.terraformState(),
      generations: Generations.of({ live: [2, 3], current: 3 }),
    });
    const client = only(synthesized, "genesyscloud_oauth_client");
    expect(client.expose_client_secret).toBe(true);
    expect(client).not.toHaveProperty("directory_client_secret");
    expect((client.lifecycle as object) ?? {}).not.toHaveProperty("precondition");
    const secret = blocks(synthesized, "vault_kv_secret_v2").find(({ name }) => name === "dev/crm");
    expect(secret).not.toHaveProperty("data_json_wo");
    expect(secret?.data_json).toMatch(/\["3"\]\.client_secret, .*generation_3 = ""/);
    expect(secret?.disable_read).toBe(true);
    expect(secret?.lifecycle).toMatchObject({
      precondition: [{ error_message: expect.stringContaining("generation 3") }],
    });
    // Neither guard nor sweep: what is declared, and nothing else.
    expect(blocks(synthesized, "terraform_data")).toEqual([{ input: expect.anything() }]);
    expect(stack.warnings()).toEqual([expect.stringMatching(/plain text.*\[handoff\/terraform-state\]$/)]);
    expect(build({ handoff: Handoff.vaultOnly() }).synthesized).toEqual(build().synthesized);
  });
});

describe("a namespace of Vault", () => {
  it("is that of all that is written for the secret", () => {
    const mount = VaultMount.existing("kv", { namespace: "team" });
    const { synthesized, integration } = build({ mount });
    for (const type of ["vault_kv_secret_v2", "vault_generic_secret", "vault_policy"])
      expect(blocks(synthesized, type).map(({ namespace }) => namespace)).toEqual(
        blocks(synthesized, type).map(() => "team"),
      );
    expect(only(synthesized, "vault_kv_secret_subkeys_v2").namespace).toBe("team");
    expect(integration.model.mount).toEqual({ path: "kv", managed: false, namespace: "team" });
  });
});

describe("a refreshed catalogue", () => {
  it("that changes no permission changes nothing that Terraform sees", () => {
    const catalog = Catalog.load();
    const operations = catalog.operations.map(
      ({ method, path, requirement: { mode, permissions }, flags, operationId }) =>
        [method, path, mode, permissions, flags, operationId] as const,
    );
    // Newer, and with one more operation of each permission that could have been chosen.
    const more = catalog.permissions.map(
      (permission, at) => ["GET", `/api/v2/newer/x${at}`, "any", [permission], [], `newer${at}`] as const,
    );
    const newer = new Catalog({ ...catalog, version: "999", operations: [...operations, ...more] } as never);
    const actions = [
      queues,
      roster,
      actionOf("Sources", "/api/v2/externalcontacts/externalsources"),
    ] as const;
    const [before, after] = [build({ actions }), build({ actions, catalog: newer })];
    expect(after.integration.derivation.catalog.version).not.toBe(
      before.integration.derivation.catalog.version,
    );
    expect(after.synthesized).toEqual(before.synthesized);
  });
});

describe("names", () => {
  it("that Vault's policies could not name exactly are refused", () => {
    for (const id of ["CRM", "a*", "a/b", "", "a b"])
      expect(refused({}, id || " ").id).toBe("integration/id");
    for (const environment of ["*", "Dev", "+"])
      expect(refused({ environment }).id).toBe("integration/environment");
  });

  it("reach the actions, with a suggestion", () => {
    const { integration } = build();
    expect(integration.action("List queues").resource.nameInput).toBe("List queues");
    expect(refusal(() => integration.action("List queue"))).toMatchObject({
      id: "integration/no-action",
      fix: 'Did you mean "List queues"?',
    });
  });

  it.each([299, 172_801, 3600.5, Number.NaN])("a token lifetime of %s is refused", (seconds) => {
    expect(refused({ accessTokenValiditySeconds: seconds }).id).toBe("client/token-lifetime");
  });
});
