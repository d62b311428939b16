import { type Sandbox, startSandbox } from "@scopelock/sandbox";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const ACTION = "Get external contact by phone";
const LOOKUP = "GET /api/v2/externalcontacts/reversewhitepageslookup";

let sandbox: Sandbox;
beforeAll(async () => {
  // Your own app: { app: "." }. Without it, the sandbox deploys its example. "builtin" downloads no Terraform provider.
  sandbox = await startSandbox({ providers: "builtin" });
  await sandbox.deploy();
}, 600_000);
afterAll(() => sandbox?.close());

describe("the deployed data action", () => {
  // One deployed stack for all tests: each begins with the organization as it was after the deploy.
  let deployed: ReturnType<typeof sandbox.genesys.snapshot>;
  beforeAll(() => {
    deployed = sandbox.genesys.snapshot();
  });
  beforeEach(() => {
    sandbox.genesys.restore(deployed);
    sandbox.genesys.faults.clear();
  });

  const execute = () => sandbox.execute(ACTION, { phoneNumber: "+15550199" });

  it("finds the contact, with the permission of its own role", async () => {
    expect(await execute()).toMatchObject({ status: 200, body: { found: 1, firstName: "Robin" } });
    const lookup = sandbox.genesys.requests.filter(({ operation }) => operation === LOOKUP).at(-1);
    expect(lookup?.allowedBy).toEqual(["externalContacts:contact:view"]);
  });

  it("names the permission that a role lost", async () => {
    sandbox.genesys.faults.add({
      fault: "edit-role",
      role: "scopelock sandbox external-contacts",
      remove: ["externalContacts:contact:view"],
    });
    expect(await execute()).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("[externalContacts:contact:view]") },
    });
  });

  it("passes on that Genesys Cloud is not available", async () => {
    sandbox.genesys.faults.add({ fault: "status", on: LOOKUP, status: 503, times: 1 });
    expect((await execute()).status).not.toBe(200);
    expect((await execute()).status).toBe(200);
  });
});
