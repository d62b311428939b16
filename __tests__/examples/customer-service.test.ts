import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CustomerServiceStack } from "../../examples/customer-service/stack";
import { Rotation } from "../../src/core/rotation";
import { ROOT } from "../process";
import { blocks, only, type Synthesized } from "../synth";

let outdir: string;
let text: string;
const synth = () => {
  const rotation = Rotation.of({ live: [3, 4], current: 4, rotatedOn: "2026-11-25", everyDays: 90 });
  const stack = new CustomerServiceStack(Testing.app({ outdir }), "prod", "eu-west-1", rotation);
  return Testing.synth(stack, true);
};
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "scopelock-example-"));
  text = synth();
});
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the example of customer service", () => {
  it("is what it was", () => {
    expect(JSON.parse(text)).toMatchSnapshot();
    expect(synth()).toBe(text);
  });

  it("declares ten actions, two readers and rotation in a stack of twenty lines", () => {
    const synthesized = JSON.parse(text) as Synthesized;
    expect(blocks(synthesized, "genesyscloud_integration_action")).toHaveLength(10);
    expect(only(synthesized, "genesyscloud_oauth_client").for_each).toBe('${toset(["3", "4"])}');
    expect(only(synthesized, "genesyscloud_oauth_client").roles).toHaveLength(2);
    expect(blocks(synthesized, "vault_policy").map(({ name }) => name)).toEqual(
      ["prod-customer-service-reader", "prod-crm-sync"].sort(),
    );
    expect(only(synthesized, "vault_approle_auth_backend_role").role_name).toBe("prod-ivr");
    expect(text).not.toContain(ROOT);
  });

  it("is a class of twenty-four lines at most", () => {
    const source = readFileSync(join(ROOT, "examples/customer-service/stack.ts"), "utf8");
    const stack = source.slice(source.indexOf("/** Customer service"));
    // From the class to its end, and neither more imports nor longer lines to hide in.
    expect(stack.trim().split("\n").length).toBeLessThanOrEqual(24);
  });
});
