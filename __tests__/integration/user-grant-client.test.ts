import { describe, expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { Generations } from "../../src/core/rotation";
import { Handoff } from "../../src/handoff/mode";
import type { UserGrantClientProps } from "../../src/integration/client-props";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { Rules } from "../../src/rules/synth/acknowledge";
import { refusal } from "../core/errors";
import { actionOf, around, blocks, only, TestStack } from "../synth";

const redirectUris = ["https://app.example.com/callback"] as const;
const secret = { generations: around.generations, mount: around.mount, endpoints: around.endpoints };
const calls = [
  actionOf("Queues", "/api/v2/routing/queues"),
  { name: "Me", request: { method: "GET", url: "/api/v2/users/me" } },
] as const;
const build = (
  props: Partial<UserGrantClientProps> = {},
  id = "desktop",
  change: (client: UserGrantClient) => unknown = () => {},
) => {
  const stack = new TestStack();
  const all = { environment: "dev", grant: UserGrant.code({ redirectUris }), calls, ...props };
  const client = new UserGrantClient(stack, id, all as UserGrantClientProps);
  change(client);
  return { stack, client, synthesized: stack.synth() };
};
const refused = (props: Partial<UserGrantClientProps>, id?: string) => refusal(() => build(props, id));

describe("a client that acts for users", () => {
  it("has the scopes of what it calls, and no role", () => {
    const { synthesized, client, stack } = build();
    const written = only(synthesized, "genesyscloud_oauth_client");
    expect(written).toMatchObject({
      authorized_grant_type: "CODE",
      scopes: ["routing:readonly", "user-basic-info"],
      registered_redirect_uris: redirectUris,
      access_token_validity_seconds: 86_400,
    });
    expect(written).not.toHaveProperty("roles");
    expect(written).not.toHaveProperty("integration_credential_name");
    expect(synthesized.resource).not.toHaveProperty("genesyscloud_auth_role");
    expect(client.derivation?.permissions).toEqual(["routing:queue:view"]);
    expect(Object.values(synthesized.output)).toMatchObject([
      {
        value: {
          scopes: ["routing:readonly", "user-basic-info"],
          because: ["Me: GET /api/v2/users/me", "Queues: GET /api/v2/routing/queues"],
        },
      },
    ]);
    expect(stack.warnings()).toEqual([]);
  });

  it("is changed in place, where a data action's client never is", () => {
    const { lifecycle } = only(build().synthesized, "genesyscloud_oauth_client");
    expect(lifecycle).toEqual({
      create_before_destroy: true,
      ignore_changes: ["directory_client_secret", "expose_client_secret"],
    });
  });

  it("that is public keeps its secret nowhere, and never rotates", () => {
    for (const grant of [UserGrant.code({ redirectUris }), UserGrant.token({ redirectUris })]) {
      const { synthesized, client } = build({ grant } as never, "desktop", (made) =>
        grant.type === "token" ? Rules.acknowledge(made, "SL048", { because: "It exists since 2024." }) : {},
      );
      expect(Object.keys(synthesized.resource)).toEqual(["genesyscloud_oauth_client"]);
      const written = only(synthesized, "genesyscloud_oauth_client");
      expect(written.for_each).toBe('${toset(["1"])}');
      expect(written).not.toHaveProperty("directory_client_secret");
      expect(client.secret).toBeUndefined();
      expect(client.model).not.toHaveProperty("secret");
    }
  });

  it("of the implicit grant is refused, with the dates and the way, unless that is acknowledged", () => {
    const grant = UserGrant.token({ redirectUris });
    expect(() => build({ grant } as never)).toThrow(
      /desktop.*has the grant TOKEN\. \[SL048\][\s\S]*since March 2026[\s\S]*by March 2027[\s\S]*UserGrant\.code\(\.\.\.\)/,
    );
  });

  it("that is not has it in Vault, handed over as an integration's is, with readers", () => {
    const { synthesized, client } = build({ grant: UserGrant.saml2Bearer(), secret } as never);
    const written = only(synthesized, "genesyscloud_oauth_client");
    expect(written.authorized_grant_type).toBe("SAML2BEARER");
    expect(written).not.toHaveProperty("registered_redirect_uris");
    expect(written.directory_client_secret).toBe("../../../.scopelock/handoff/dev");
    expect(written.lifecycle).toMatchObject({ precondition: [{}] });
    expect(written.lifecycle).not.toHaveProperty("postcondition");
    expect(only(synthesized, "vault_kv_secret_v2")).toMatchObject({
      name: "dev/desktop",
      disable_read: true,
    });
    expect(only(synthesized, "vault_kv_secret_v2").data_json_wo).toContain("file(");
    expect(only(synthesized, "vault_policy")).toMatchObject({
      name: "dev-desktop-reader",
      policy: 'path "kv/data/dev/desktop" {\n  capabilities = ["read"]\n}\n',
    });
    expect(blocks(synthesized, "terraform_data")).toHaveLength(2);
    expect(client.model).toMatchObject({
      id: "desktop",
      grant: "saml2-bearer",
      secret: { generation: 1, readerPolicies: ["dev-desktop-reader"] },
    });
  });

  it("may have its secret in the state, and rotates", () => {
    const generations = Generations.of({ live: [1, 2], current: 2 });
    const { synthesized, stack } = build({
      secret: { ...secret, generations, handoff: Handoff.terraformState() },
    });
    expect(only(synthesized, "genesyscloud_oauth_client")).toMatchObject({
      for_each: '${toset(["1", "2"])}',
      expose_client_secret: true,
    });
    expect(stack.warnings()).toEqual([expect.stringContaining("[handoff/terraform-state]")]);
  });
});

describe("scopes", () => {
  it("that nobody can derive are an error that names the family", () => {
    const call = { name: "x", request: { method: "GET", url: "/api/v2/newfamily/things" } };
    const operations = [["GET", "/api/v2/newfamily/things", "none", [], [], "getThings"]];
    const catalog = new Catalog({ ...Catalog.load(), operations } as never);
    const { id, what } = refused({ calls: [call], catalog } as never);
    expect(id).toBe("scope/unknown");
    expect(what).toContain('"newfamily"');
  });

  it("can be stated with a reason, and are warned of", () => {
    const scopes = {
      names: ["users:readonly", "routing"],
      because: "the vendor's widget asks for them",
    } as const;
    const { synthesized, stack, client } = build({ calls: undefined, scopes } as never);
    expect(only(synthesized, "genesyscloud_oauth_client").scopes).toEqual(["routing", "users:readonly"]);
    expect(client.derivation).toBeUndefined();
    expect(stack.warnings()).toEqual([expect.stringMatching(/widget.*\[scope\/stated\]$/)]);
    expect(JSON.stringify(synthesized.output)).toContain("the vendor's widget");
    expect(refused({ calls: undefined, scopes: { ...scopes, because: "" } } as never).id).toBe(
      "scope/because",
    );
  });
});

describe("what is refused", () => {
  it("is everything at once: names, redirect URIs", () => {
    const grant = UserGrant.code({ redirectUris: ["http://app.example.com/", "https://app.example.com/#x"] });
    const { id, message } = refused({ grant }, "Desktop");
    expect(id).toBe("client/id");
    expect(message).toMatch(/not encrypted[\s\S]*fragment/);
    expect(refused({ environment: "Dev" }).id).toBe("client/environment");
  });

  it("is a token lifetime that is out of range", () => {
    for (const accessTokenValiditySeconds of [299, 172_801])
      expect(refused({ accessTokenValiditySeconds }).id).toBe("client/token-lifetime");
    const { synthesized } = build({ accessTokenValiditySeconds: 300 });
    expect(only(synthesized, "genesyscloud_oauth_client").access_token_validity_seconds).toBe(300);
  });
});
