import { App } from "cdktf";
import { describe, expect, it } from "vitest";
import { EnvironmentStack } from "../../src/app/environment-stack";
import { parseEnvironment } from "../../src/environment/load";
import { refusal } from "../core/errors";
import { VALID } from "../environment/valid";
import { actionOf } from "../synth";

const queues = actionOf("List queues", "/api/v2/routing/queues");

describe("what an integration is given", () => {
  const environment = parseEnvironment(
    "dev.json",
    JSON.stringify({ ...VALID, genesys: { ...VALID.genesys, allowedIpAddresses: ["203.0.113.0/24"] } }),
  );
  const stack = () => new EnvironmentStack(new App({ outdir: "/tmp" }), environment);

  it("takes the environment's value where a property is undefined", () => {
    const given = {
      actions: [queues],
      allowedIpAddresses: undefined,
      divisions: undefined,
      mount: undefined,
    };
    const integration = stack().integrate("crm", given as never);
    expect(integration.model.allowedIpAddresses).toEqual(["203.0.113.0/24"]);
    expect(integration.model.divisions).toHaveLength(1);
  });

  it("is refused without an action, by that name", () => {
    expect(refusal(() => stack().integrate("crm", { actions: [] as never })).id).toBe("integration/actions");
  });
});
