import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runExecuteCommand } from "../../packages/sandbox/src/execute-command";
import { type GenesysSandbox, startGenesys } from "../../packages/sandbox/src/genesys";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";

let genesys: GenesysSandbox;
let printed: string[];
beforeEach(async () => {
  genesys = await startGenesys();
  vi.stubEnv("SCOPELOCK_SANDBOX_GENESYS", genesys.url);
  vi.stubEnv("GENESYSCLOUD_OAUTHCLIENT_ID", genesys.deployer.clientId);
  vi.stubEnv("GENESYSCLOUD_OAUTHCLIENT_SECRET", genesys.deployer.clientSecret);
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line) => void printed.push(line));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = 0;
  await genesys.close();
});

/** Publishes an action on an integration without a credential. */
async function publish(name: string): Promise<string> {
  const client = new GenesysClient(genesys);
  const integration = await client.create("/api/v2/integrations", {
    integrationType: { id: "purecloud-data-actions" },
  });
  const action = await client.create("/api/v2/integrations/actions", {
    name,
    category: "Other",
    integrationId: integration.id,
    config: { request: { requestUrlTemplate: "/api/v2/routing/queues", requestType: "GET" }, response: {} },
    contract: { input: { inputSchema: { type: "object" } }, output: { successSchema: { type: "object" } } },
  });
  return action.id;
}

it("lists what is deployed, in order", async () => {
  await publish("b");
  await publish("a");
  await runExecuteCommand({});
  expect(printed).toEqual(["a", "b"]);
});

it("finds an action on the second page of the listing", async () => {
  for (let at = 0; at < 101; at += 1) await publish(`action ${at}`);
  await runExecuteCommand({});
  expect(printed).toHaveLength(101);
});

it("prints the answer, and ends with 2 where the data action fails", async () => {
  const id = await publish("a");
  for (const action of ["a", id]) {
    await runExecuteCommand({ action });
    expect(printed.at(-1)).toMatch(/^400 \{[\s\S]*"The integration is not enabled\."/);
    expect(process.exitCode).toBe(2);
  }
});

it("refuses a name that none has, or two have", async () => {
  await expect(runExecuteCommand({ action: "a" })).rejects.toMatchObject({
    id: "sandbox/unknown-action",
    fix: expect.stringContaining("npx cdktf deploy sandbox"),
  });
  const ids = [await publish("a"), await publish("a")];
  await expect(runExecuteCommand({ action: "b" })).rejects.toMatchObject({
    what: 'No deployed data action is called "b".',
  });
  await expect(runExecuteCommand({ action: "a" })).rejects.toMatchObject({
    what: '2 deployed data actions are called "a".',
    why: expect.stringMatching(new RegExp(ids.join(".*"))),
  });
});

it("refuses an input that is not JSON, before anything is sent", async () => {
  await expect(runExecuteCommand({ action: "a", input: "{" })).rejects.toMatchObject({ id: "sandbox/input" });
  expect(genesys.requests).toEqual([]);
});

it("refuses a terminal without the variables, and one whose sandbox is gone", async () => {
  await genesys.close();
  await expect(runExecuteCommand({})).rejects.toMatchObject({
    id: "sandbox/not-kept",
    what: `No sandbox answers at ${genesys.url}.`,
  });
  vi.stubEnv("SCOPELOCK_SANDBOX_GENESYS", undefined);
  await expect(runExecuteCommand({})).rejects.toMatchObject({
    id: "sandbox/not-kept",
    what: "SCOPELOCK_SANDBOX_GENESYS is not set.",
  });
});
