import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { REGION_DOMAINS, regionEndpoints } from "../../src/core/request/region";
import { GenesyscloudProvider } from "../../src/genesys/bindings/provider";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { VaultMount } from "../../src/vault/mount";
import { refusal } from "../core/errors";
import { actionOf, around, only } from "../synth";

const actions = [actionOf("List queues", "/api/v2/routing/queues")] as const;
type Provider = ConstructorParameters<typeof GenesyscloudProvider>[2];
const build = (provider?: Provider, props: object = {}) => {
  const stack = new TerraformStack(Testing.app(), "dev");
  if (provider) new GenesyscloudProvider(stack, "genesyscloud", provider);
  new DataActionIntegration(stack, "crm", {
    environment: "dev",
    actions,
    mount: VaultMount.existing("kv"),
    ...props,
  });
  return Testing.synth(stack);
};
const gateway = [{ host: "gateway.example.com", port: "443", protocol: "https" }];

describe("an integration of three properties", () => {
  const { tokenUrl, apiUrl } = regionEndpoints("eu-west-1");

  it("starts with generation 1 and the endpoints of the provider's region", () => {
    const text = build({ awsRegion: "eu-west-1" });
    expect(only(JSON.parse(text), "genesyscloud_oauth_client").for_each).toBe('${toset(["1"])}');
    const { generations, endpoints } = { ...around, endpoints: { tokenUrl, apiUrl } };
    expect(text).toBe(build({ awsRegion: "eu-west-1" }, { generations, endpoints }));
  });

  it("takes the provider's region in any letter case, as the provider does", () => {
    const secret = (awsRegion: string) =>
      JSON.stringify(JSON.parse(build({ awsRegion })).resource.vault_kv_secret_v2);
    for (const region of Object.keys(REGION_DOMAINS))
      expect(secret(region.toUpperCase()), region).toBe(secret(region));
  });

  it("names the region that was meant", () => {
    for (const [awsRegion, meant] of [
      ["eu-west-9", "eu-west"],
      ["Ireland", '"eu-west-1"'],
      ["constructor", "Known regions"],
    ] as const)
      expect(refusal(() => build({ awsRegion })).fix).toContain(meant);
  });

  it.each([
    ["no provider", undefined],
    ["a provider without a region", {}],
    ["a provider behind a gateway", { awsRegion: "eu-west-1", gateway }],
    ["a provider of another region than there is", { awsRegion: "mars" }],
    ["a provider with an alias", { awsRegion: "eu-west-1", alias: "eu" }],
  ])("is refused with %s, until endpoints are set", (_, provider) => {
    expect(refusal(() => build(provider))).toMatchObject({ id: "endpoints/unknown", where: "dev/crm" });
    expect(() => build(provider, { endpoints: regionEndpoints("eu-west-1") })).not.toThrow();
  });
});
