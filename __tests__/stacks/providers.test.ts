import { TerraformStack, Testing } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../src/app/providers";
import type { Environment } from "../../src/environment/environment";
import { temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeAll(() => {
  temporary = temporaryDirectory();
});
afterAll(() => temporary.remove());

const mount = { path: "kv", managed: false } as const;
const vault = { address: "https://vault.example.com", mount };
const providersOf = (environment: Partial<Pick<Environment, "genesys" | "vault">>) => {
  const stack = new TerraformStack(Testing.app({ outdir: temporary.path }), "dev");
  connect(stack, { genesys: { region: "eu-west-1" }, vault, ...environment });
  const { genesyscloud, vault: provider } = JSON.parse(Testing.synth(stack)).provider;
  return { genesyscloud: genesyscloud[0], vault: provider[0] };
};

describe("the providers", () => {
  it("are pointed to a region and a Vault, and hold no credentials", () => {
    expect(providersOf({})).toEqual({
      genesyscloud: { aws_region: "eu-west-1" },
      vault: { address: "https://vault.example.com", skip_child_token: true },
    });
  });

  it("are pointed to a namespace of Vault", () => {
    expect(providersOf({ vault: { ...vault, namespace: "team/prod" } }).vault).toMatchObject({
      namespace: "team/prod",
    });
  });

  const gateway = { protocol: "https", host: "gateway.example.com", port: 443 } as const;

  it("are pointed to a gateway", () => {
    expect(providersOf({ genesys: { gateway } }).genesyscloud).toEqual({
      gateway: [{ protocol: "https", host: "gateway.example.com", port: "443" }],
    });
  });

  it.each([
    [{ login: "/login" }, [{ path_name: "login", path_value: "/login" }]],
    [{ api: "/api" }, [{ path_name: "api", path_value: "/api" }]],
    [
      { api: "/api", login: "/login" },
      [
        { path_name: "login", path_value: "/login" },
        { path_name: "api", path_value: "/api" },
      ],
    ],
  ])("tell a gateway the prefixes %j", (pathPrefixes, expected) => {
    const { genesyscloud } = providersOf({ genesys: { gateway: { ...gateway, pathPrefixes } } });
    expect(genesyscloud.gateway[0].path_params).toEqual(expected);
  });
});
