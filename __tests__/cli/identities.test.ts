import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { synthesizedDeployment } from "../../src/cli/synthesized";
import { Catalog } from "../../src/core/catalog/catalog";
import { deployerOf, plannerOf, readersOf } from "../../src/core/stack/identity";
import { readerRules, renderPolicy, secretPaths, secretRules } from "../../src/core/stack/vault-policy";
import { loadEnvironment } from "../../src/environment/load";
import { GenesyscloudProvider } from "../../src/genesys/bindings/provider";
import { Division } from "../../src/genesys/division";
import { Role } from "../../src/genesys/role";
import type { UserGrantClientProps } from "../../src/integration/client-props";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { VaultMount } from "../../src/vault/mount";
import { VaultReader } from "../../src/vault/reader";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { refusal } from "../core/errors";
import { ROOT, start, temporaryDirectory } from "../process";
import { actionOf, around } from "../synth";

let temporary: ReturnType<typeof temporaryDirectory>;
let outdir: string;
let stack: ExternalContactsStack;
beforeAll(() => {
  temporary = temporaryDirectory();
  outdir = join(temporary.path, "cdktf.out");
  const app = new App({ outdir });
  stack = new ExternalContactsStack(app, loadEnvironment(join(ROOT, "environments/dev.json")));
  app.synth();
});
afterAll(() => temporary.remove());

const run = async (...args: string[]) => {
  const command = start("src/cli/main.ts", ["identities", ...args, "--output", outdir], {});
  const code = await command.ended;
  return { code, output: command.output() };
};
const written = (name: string, content: string, into = outdir) => {
  mkdirSync(join(into, "stacks", name), { recursive: true });
  writeFileSync(join(into, "stacks", name, "cdk.tf.json"), content);
};

/** The policy of a reader of one integration of dev. */
const policyOf = (mount: string, id: string) => renderPolicy(readerRules(secretPaths(mount, "dev", id)));

describe("what a stack deploys", () => {
  it("is written down when it is synthesized, and read back the same", () => {
    expect(stack.integration.model).toMatchObject({
      environment: "dev",
      id: "external-contacts",
      mount: { path: "genesys-cloud", managed: true },
      permissions: ["externalContacts:contact:view"],
      readerPolicies: ["dev-external-contacts-reader"],
      readerRoles: [],
      divisions: [{ lookup: "home" }],
      role: { lookup: "owned" },
    });
    expect(synthesizedDeployment(outdir, "dev")).toEqual({
      integrations: [stack.integration.model],
      clients: [],
      policies: [
        { name: "dev-external-contacts-reader", text: policyOf("genesys-cloud", "external-contacts") },
      ],
      makesChildToken: false,
    });
  });

  it("is read back the same with clients, existing roles, several divisions, namespaces and roles of readers", () => {
    const app = new App({ outdir: join(temporary.path, "more") });
    const stack = new TerraformStack(app, "more");
    new VaultProvider(stack, "vault", {});
    new GenesyscloudProvider(stack, "genesyscloud", {});
    const mount = VaultMount.existing("kv", { namespace: "team" });
    const shared = { ...around, mount, readers: [VaultReader.appRole({ name: "crm" })] };
    const { model: integration } = new DataActionIntegration(stack, "crm", {
      ...shared,
      actions: [actionOf("List queues", "/api/v2/routing/queues")],
      role: Role.fromRoleName("Partner", { because: "certified" }),
      divisions: [Division.home(), Division.named("Sales"), Division.withId("3f2b7c1a")],
    });
    const calls = [{ name: "Me", request: { method: "GET", url: "/api/v2/users/me" } }] as const;
    const { environment: _, ...secret } = shared;
    const clients = [
      { id: "desktop", secret, grant: UserGrant.saml2Bearer() },
      { id: "widget", grant: UserGrant.code({ redirectUris: ["http://localhost/"] }) },
    ].map(({ id, ...props }) => {
      return new UserGrantClient(stack, id, { environment: "dev", calls, ...props } as UserGrantClientProps)
        .model;
    });
    app.synth();
    expect(synthesizedDeployment(app.outdir, "more")).toEqual({
      integrations: [integration],
      clients,
      policies: [
        { name: "dev-crm-reader", namespace: "team", text: policyOf("kv", "crm") },
        {
          name: "dev-desktop-reader",
          namespace: "team",
          text: renderPolicy(secretRules(secretPaths("kv", "dev", "desktop"))),
        },
      ],
      // Its provider does not say skipChildToken.
      makesChildToken: true,
    });
    expect(clients.map(({ secret }) => secret?.readerRoles)).toEqual([integration.readerRoles, undefined]);
  });

  it("has the text of a policy as Vault gets it, and none that is known only when applied", () => {
    const policies = {
      escaped: { name: "a", policy: 'path "kv/$${x}/%%{y}" {}' },
      expression: { name: "b", policy: "${data.x.y.z}" },
      nameless: { policy: "" },
    };
    const synthesized = JSON.parse(readFileSync(join(outdir, "stacks/dev/cdk.tf.json"), "utf8"));
    const elsewhere = join(temporary.path, "policies");
    written("own", JSON.stringify({ ...synthesized, resource: { vault_policy: policies } }), elsewhere);
    expect(synthesizedDeployment(elsewhere, "own").policies).toEqual([
      { name: "a", text: 'path "kv/${x}/%{y}" {}' },
    ]);
  });

  it.each<[string, unknown, boolean]>([
    ["skips it", [{ skip_child_token: true }], false],
    ["skips it, as one block", { skip_child_token: true }, false],
    ["does not say", [{}], true],
    ["does not skip it", [{ skip_child_token: false }], true],
    ["says it by an expression", [{ skip_child_token: "${var.skip}" }], true],
    ["is another, beside the one that skips it", [{ alias: "eu" }, { skip_child_token: true }], false],
    ["is only another", [{ alias: "eu", skip_child_token: true }], true],
    ["is not configured", undefined, true],
  ])("makes a child token unless the vault provider skips it: one that %s", (_, vault, makes) => {
    const synthesized = JSON.parse(readFileSync(join(outdir, "stacks/dev/cdk.tf.json"), "utf8"));
    const elsewhere = join(temporary.path, "child");
    written("child", JSON.stringify({ ...synthesized, provider: { vault } }), elsewhere);
    const deployment = synthesizedDeployment(elsewhere, "child");
    expect(deployment.makesChildToken).toBe(makes);
    for (const identity of [plannerOf, deployerOf])
      expect(renderPolicy(identity(deployment, Catalog.load()).vault).includes("auth/token/create")).toBe(
        makes,
      );
  });

  it("stands where Terraform does not look", () => {
    const { "//": comment, ...configuration } = JSON.parse(
      readFileSync(join(outdir, "stacks/dev/cdk.tf.json"), "utf8"),
    );
    expect(comment).toHaveProperty("scopelock");
    expect(JSON.stringify(configuration)).not.toContain("readerPolicies");
  });

  it("is refused with the fix where it is not: no synth, another name, no integration, no JSON", () => {
    const missing = refusal(() => synthesizedDeployment(join(temporary.path, "nowhere"), "dev"));
    expect(missing.id).toBe("stack/not-synthesized");
    expect(missing.fix).toContain("cdktf synth");
    expect(refusal(() => synthesizedDeployment(outdir, "prod")).what).toContain("there are dev");
    written("bare", '{ "//": { "metadata": {} } }');
    written("broken", "{");
    for (const name of ["bare", "broken"])
      expect(refusal(() => synthesizedDeployment(outdir, name)).id).toBe("stack/no-integration");
  });
});

describe("scopelock identities", () => {
  const derived = () => {
    const deployment = { integrations: [stack.integration.model] };
    const catalog = Catalog.load();
    return {
      planner: plannerOf(deployment, catalog),
      deployer: deployerOf(deployment, catalog),
      readers: readersOf(deployment),
    };
  };

  it("prints JSON with the permissions, their reasons and the policies", async () => {
    const { code, output } = await run("dev", "--format", "json");
    expect(code, output).toBe(0);
    const told = JSON.parse(output);
    const { planner, deployer, readers } = derived();
    expect(told).toMatchObject({ environment: "dev", catalog: { version: Catalog.load().version } });
    for (const [printed, identity] of [
      [told.planner, planner],
      [told.deployer, deployer],
      [told.readers[0], readers[0]],
    ])
      expect(printed).toMatchObject({
        permissions: identity.permissions.map(({ permission }: { permission: string }) => permission),
        evidence: identity.permissions,
        vault: renderPolicy(identity.vault),
      });
    expect(told.readers).toMatchObject([
      { integration: "external-contacts", policies: ["dev-external-contacts-reader"] },
    ]);
  });

  it.each(["text", "markdown"])(
    "prints %s with each permission, each reason and each path",
    async (format) => {
      const { code, output } = await run("dev", "--format", format);
      expect(code, output).toBe(0);
      const { planner, deployer, readers } = derived();
      for (const { permissions, vault } of [planner, deployer, ...readers]) {
        for (const { permission, because } of permissions)
          for (const text of [permission, ...because]) expect(output).toContain(text);
        for (const { path } of vault) expect(output).toContain(`path "${path}" {`);
      }
      expect(output).toContain("in place of bridge:actions:view");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what must not be there
      expect(output).not.toMatch(/\u001b/);
    },
  );

  it("begins with an overview, and says how to get each policy", async () => {
    const { output } = await run("dev");
    const [title, ...lines] = output.split("\n");
    expect(title).toBe("Identities of dev");
    for (const [at, of] of ["planner", "deployer", "reader:external-contacts"].entries())
      expect(lines[at]).toMatch(
        new RegExp(
          `^(planner|deployer|reader of) .*\\d+ permissions? +\\d+ Vault paths? +scopelock identities dev --policy ${of}$`,
        ),
      );
  });

  it("prints one policy alone, as vault policy write takes it", async () => {
    const { planner, deployer, readers } = derived();
    const reader = renderPolicy(readers[0]?.vault ?? []);
    for (const [policy, text] of [
      ["planner", renderPolicy(planner.vault)],
      ["deployer", renderPolicy(deployer.vault)],
      ["reader", reader],
      ["reader:external-contacts", reader],
    ] as const)
      expect(await run("dev", "--policy", policy)).toEqual({ code: 0, output: text });
  });

  it("refuses a policy that there is none of, and names those that there are", async () => {
    for (const policy of ["nobody", "reader:nobody", ""]) {
      const { code, output } = await run("dev", "--policy", policy);
      expect(code).toBe(1);
      expect(output).toMatch(/identities\/policy[\s\S]*planner, deployer, reader:external-contacts/);
    }
    expect((await run("dev", "--policy", "planner", "--format", "json")).code).toBe(1);
  });

  it("reads where cdktf writes by its own variable", async () => {
    const command = start("src/cli/main.ts", ["identities", "dev", "--policy", "planner"], {
      CDKTF_OUTPUT: outdir,
    });
    expect(await command.ended).toBe(0);
    expect(command.output()).toBe((await run("dev", "--policy", "planner")).output);
  });

  it("exits with 1 and the fix when nothing is synthesized", async () => {
    const { code, output } = await run("prod");
    expect(code).toBe(1);
    expect(output).toMatch(/\[stack\/not-synthesized\][\s\S]*fix: {3}Run npx cdktf synth first/);
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});
