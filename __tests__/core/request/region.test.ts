import { expect, it } from "vitest";
import { REGION_DOMAINS, type Region, regionEndpoints, regionsMeant } from "../../../src/core/request/region";
import { refusal } from "../errors";

it("has the addresses of every region", () => {
  for (const [region, domain] of Object.entries(REGION_DOMAINS))
    expect(regionEndpoints(region as Region)).toEqual({
      tokenUrl: `https://login.${domain}/oauth/token`,
      apiUrl: `https://api.${domain}`,
    });
});

it("has none of what is no region, and says which was meant", () => {
  expect(refusal(() => regionEndpoints("eu-west-l" as Region))).toMatchObject({
    id: "region/unknown",
    fix: expect.stringContaining('Did you mean "eu-west-1"?'),
  });
  for (const region of ["mars", "", "toString", undefined])
    expect(refusal(() => regionEndpoints(region as Region)).id).toBe("region/unknown");
});

it.each<[string, readonly string[]]>([
  ["mypurecloud.ie", ["eu-west-1"]],
  ["usw2.pure.cloud", ["us-west-2"]],
  ["https://api.mypurecloud.ie/api/v2", ["eu-west-1"]],
  ["login.use2.us-gov-pure.cloud", ["us-east-2"]],
  ["mypurecloud.com", ["us-east-1"]],
  ["apps.mypurecloud.com.au", ["ap-southeast-2"]],
  ["ireland", ["eu-west-1"]],
  ["Dublin", ["eu-west-1"]],
  ["EMEA (Frankfurt)", ["eu-central-1"]],
  ["login.edee1.eusc-pure.cloud", ["eusc-de-east-1"]],
  ["EU sovereign", ["eusc-de-east-1"]],
  ["Brandenburg", ["eusc-de-east-1"]],
  ["EUSC_DE_EAST_1", ["eusc-de-east-1"]],
  ["edee1", ["eusc-de-east-1"]],
  ["Germany", ["eu-central-1", "eusc-de-east-1"]],
  ["São Paulo", ["sa-east-1"]],
  ["Japan", ["ap-northeast-1", "ap-northeast-3"]],
  ["UK", ["eu-west-2"]],
  ["euw1", ["eu-west-1"]],
  ["apne2", ["ap-northeast-2"]],
  ["EU_WEST_1", ["eu-west-1"]],
])("knows a region by its domain, country or city: %s", (text, regions) => {
  expect(regionsMeant(text)).toEqual(regions);
  const { fix } = refusal(() => regionEndpoints(text as Region));
  for (const region of regions) expect(fix).toContain(`"${region}" (${REGION_DOMAINS[region as Region]})`);
});

it("means none by other texts, and never names those of Genesys's own", () => {
  for (const text of ["", "mars", "dc", "pure.cloud", "toString", "notmypurecloud.ie"]) {
    expect(regionsMeant(text)).toEqual([]);
    expect(refusal(() => regionEndpoints(text as Region)).fix).not.toMatch(/\bdca\b|\btca\b/);
  }
});
