import { expect, it } from "vitest";
import { REGION_DOMAINS, type Region, regionEndpoints } from "../../../src/core/request/region";
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
