import { describe, expectTypeOf, it } from "vitest";
import type {
  Call,
  ClientModel,
  ClientSecretProps,
  DataActionIntegrationProps,
  DataActionProps,
  Derivation,
  GenesysIntegration,
  IntegrationModel,
  IRole,
  IVaultMount,
  Manifest,
  OAuthClient,
  PublishedAction,
  Secret,
  UserGrantClient,
  UserGrantClientProps,
} from "../src";
import { DataAction, DataActionIntegration, Division, Handoff, Role, UserGrant, VaultReader } from "../src";

/*
 * What must not compile: tsc reads this file, and complains of an expected error that is none. Nothing in `refused` runs.
 */
const refused = (_: () => unknown) => {};
declare const scope: ConstructorParameters<typeof DataActionIntegration>[0];
declare const integration: DataActionIntegrationProps;
declare const secret: ClientSecretProps;
declare const calls: readonly [Call, ...Call[]];
declare const redirectUris: readonly [string, ...string[]];
declare const contractless: Omit<DataActionProps, "input" | "output">;
const [input, output] = [{ type: "object" }, { type: "object" }];
const user = (props: UserGrantClientProps) => props;
const { define } = DataAction;
const integrate = (props: DataActionIntegrationProps) => new DataActionIntegration(scope, "a", props);

describe("an integration", () => {
  it("has client credentials: no scopes, no redirect URI, no grant", () => {
    refused(() => integrate(integration));
    // @ts-expect-error scopes mean nothing to client credentials
    refused(() => integrate({ ...integration, scopes: ["users"] }));
    // @ts-expect-error the same
    refused(() => integrate({ ...integration, redirectUris: ["https://a.example"] }));
    // @ts-expect-error it owns its client
    refused(() => integrate({ ...integration, grant: UserGrant.saml2Bearer() }));
  });

  it("has at least one action and one division", () => {
    // @ts-expect-error an integration without actions needs nothing
    refused(() => integrate({ ...integration, actions: [] }));
    // @ts-expect-error a role without a division counts nowhere
    refused(() => integrate({ ...integration, divisions: [] }));
    // @ts-expect-error permissions follow from the actions
    refused(() => integrate({ ...integration, permissions: ["a:b:view"] }));
  });

  it("is of no other type, and no client of somebody else's", () => {
    // @ts-expect-error web services bring credentials of their own
    refused(() => integrate({ ...integration, integrationType: "custom-rest-actions" }));
    // @ts-expect-error an integration owns its client
    refused(() => integrate({ ...integration, clientId: "c" }));
  });
});

describe("a data action", () => {
  it("has both contracts and a request", () => {
    refused(() => define({ ...contractless, input, output }));
    // @ts-expect-error no contract
    refused(() => define(contractless));
    // @ts-expect-error no input contract
    refused(() => define({ ...contractless, output }));
    // @ts-expect-error no output contract
    refused(() => define({ ...contractless, input }));
    // @ts-expect-error permissions are stated with a reason
    refused(() => define({ ...contractless, input, output, permissions: { anyOf: ["a:b:view"] } }));
  });
});

describe("a client that acts for users", () => {
  const code = {
    environment: "dev",
    grant: UserGrant.code({ redirectUris: ["https://a.example/"] }),
  } as const;

  it("has scopes: no role and no division", () => {
    refused(() => user({ ...code, calls }));
    // @ts-expect-error roles mean nothing to a user's token
    refused(() => user({ ...code, calls, roles: ["r"] }));
    // @ts-expect-error the same
    refused(() => user({ ...code, calls, role: Role.fromRoleId("r", { because: "" }) }));
    // @ts-expect-error the same
    refused(() => user({ ...code, calls, divisions: [Division.home()] }));
  });

  it("has them derived or stated, not both and not neither, and stated with a reason", () => {
    refused(() => user({ ...code, scopes: { names: ["users"], because: "" } }));
    // @ts-expect-error neither
    refused(() => user(code));
    // @ts-expect-error both
    refused(() => user({ ...code, calls, scopes: { names: ["users"], because: "" } }));
    // @ts-expect-error no reason
    refused(() => user({ ...code, scopes: { names: ["users"] } }));
    // @ts-expect-error a bare list
    refused(() => user({ ...code, scopes: ["users"] }));
  });

  it("has a secret as its grant uses one", () => {
    const environment = "dev";
    refused(() => user({ environment, calls, secret, grant: UserGrant.saml2Bearer() }));
    // @ts-expect-error the assertion is handed in with the secret
    refused(() => user({ environment, calls, grant: UserGrant.saml2Bearer() }));
    // @ts-expect-error nobody uses the secret of an implicit client
    refused(() => user({ environment, calls, secret, grant: UserGrant.token({ redirectUris }) }));
    // @ts-expect-error a browser must be sent somewhere
    refused(() => UserGrant.code({ redirectUris: [] }));
    // @ts-expect-error client credentials have no user
    refused(() => UserGrant.clientCredentials());
  });
});

describe("a reader", () => {
  it("has a policy's name or an auth method", () => {
    // @ts-expect-error made by one of the factories only
    refused(() => new VaultReader("crm", undefined));
    // @ts-expect-error no auth method
    refused(() => ({ ...integration, readers: [{ name: "crm" }] }) satisfies DataActionIntegrationProps);
    // @ts-expect-error a name alone says no method
    refused(() => ({ ...integration, readers: ["crm"] }) satisfies DataActionIntegrationProps);
  });

  it("names who may log in", () => {
    // @ts-expect-error no audience
    refused(() => VaultReader.kubernetes({ name: "a", serviceAccounts: ["s"], namespaces: ["n"] }));
    // @ts-expect-error nobody in particular
    refused(() => VaultReader.jwt({ name: "a", boundAudiences: ["v"] }));
    // @ts-expect-error Terraform makes no secret id: it would be in the state
    refused(() => VaultReader.appRole({ name: "a", secretId: "s" }));
  });
});

describe("what is exported", () => {
  it("names the type of every public property", () => {
    expectTypeOf<DataActionIntegration["derivation"]>().toEqualTypeOf<Derivation>();
    expectTypeOf<DataActionIntegration["model"]>().toEqualTypeOf<IntegrationModel>();
    expectTypeOf<DataActionIntegration["oauthClient"]>().toEqualTypeOf<OAuthClient>();
    expectTypeOf<DataActionIntegration["secret"]>().toEqualTypeOf<Secret>();
    expectTypeOf<DataActionIntegration["genesysIntegration"]>().toEqualTypeOf<GenesysIntegration>();
    expectTypeOf<DataActionIntegration["manifest"]>().toEqualTypeOf<Manifest>();
    expectTypeOf<DataActionIntegration["action"]>().returns.toEqualTypeOf<PublishedAction>();
    expectTypeOf<DataActionIntegrationProps["role"]>().toEqualTypeOf<IRole | undefined>();
    expectTypeOf<UserGrantClient["oauthClient"]>().toEqualTypeOf<OAuthClient>();
    expectTypeOf<UserGrantClient["model"]>().toEqualTypeOf<ClientModel>();
    expectTypeOf(Role.fromRoleName).returns.toEqualTypeOf<IRole>();
  });

  it("does without generations and endpoints", () => {
    refused(() => {
      const { environment, actions, mount } = integration;
      return integrate({ environment, actions, mount });
    });
  });

  it("is made by its factories", () => {
    expectTypeOf(VaultReader.policy).parameters.toEqualTypeOf<[string]>();
    expectTypeOf(Handoff.vaultOnly()).toEqualTypeOf<Handoff>();
    expectTypeOf(UserGrant.saml2Bearer()).toEqualTypeOf<UserGrant<"saml2-bearer">>();
    expectTypeOf<UserGrant<"code">>().not.toExtend<UserGrant<"token">>();
    expectTypeOf<DataActionIntegration["role"]>().toEqualTypeOf<Role | undefined>();
    expectTypeOf<IVaultMount["reference"]>().toBeString();
    // @ts-expect-error an existing role is said with a reason
    refused(() => Role.fromRoleId("r"));
  });
});
