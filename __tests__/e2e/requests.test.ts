import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT } from "../../packages/sandbox/src";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { lacking, needsTerraformAndVault } from "../prerequisites";
import { shown } from "../process";
import { differences } from "../requests/compare";
import { expectedLife } from "../requests/expected";
import { recordedLife, type Step } from "../requests/life";
import { Checkout, SECRET } from "./checkout";

/* What the stand-ins ask through one life, and what the real providers were recorded to ask: ../requests/README.md. */

let checkout: Checkout;
beforeAll(async () => {
  if (lacking.length === 0) checkout = await Checkout.start();
});
afterAll(() => checkout?.close());
beforeEach((context) => needsTerraformAndVault(context));

const MANIFEST = `${SANDBOX_MOUNT}/data/${SECRET}/manifest`;
const content = async () =>
  ((await (await checkout.askVault("GET", MANIFEST)).json()) as { data: { data: unknown } }).data.data;

async function editRole(): Promise<void> {
  const genesys = new GenesysClient(checkout.sandbox.genesys);
  const roles = "/api/v2/authorization/roles";
  const role = await genesys.named<{ id: string; name: string }>(
    roles,
    "scopelock sandbox external-contacts",
  );
  const edited = { ...role, permissionPolicies: [] };
  expect((await genesys.call("PUT", `${roles}/${role.id}`, edited)).status).toBe(200);
}

describe("the requests of one life", () => {
  it("are those of the real providers", async () => {
    const life: Step[] = [];
    const during = async (step: string, act: () => Promise<unknown>) => {
      checkout.asked.length = 0;
      await act();
      life.push({ step, requests: [...checkout.asked] });
    };
    const run = async (...args: string[]) => {
      const { code, output } = await checkout.terraform(...args, "-input=false", "-no-color");
      expect(code, shown(output)).toBe(0);
    };
    await during("first deploy", () => checkout.deployed());
    const manifest = await content();
    await during("plan, nothing changed", () => run("plan"));
    await editRole();
    await during("deploy after the role was edited by hand", () => checkout.deployed());
    await checkout.askVault("PUT", MANIFEST, { data: { edited: "by hand" } });
    await during("deploy after the manifest was edited by hand", () => checkout.deployed());
    expect(await content()).toEqual(manifest);
    await checkout.rotate();
    await during("deploy of a rotation [1] -> [1,2]", () => checkout.deployed());
    await checkout.rotate("--drop-previous");
    await during("deploy that drops the previous generation [1,2] -> [2]", () => checkout.deployed());
    await checkout.rotate("--emergency");
    await during("deploy of an emergency rotation [2] -> [3]", () => checkout.deployed());
    await during("destroy", () => run("destroy", "-auto-approve"));
    expect(differences(expectedLife(recordedLife()), life)).toEqual([]);
  });
});
