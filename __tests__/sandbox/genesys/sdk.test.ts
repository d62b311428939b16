import { ApiClient, ExternalContactsApi, RoutingApi } from "purecloud-platform-client-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GenesysSandbox, startGenesys } from "../../../packages/sandbox/src";

/* Genesys's own JavaScript SDK, pointed at the stand-in by its gateway configuration. */

let genesys: GenesysSandbox;
beforeAll(async () => {
  genesys = await startGenesys({
    seed: {
      clients: [
        { name: "contacts", permissions: ["externalContacts:contact:view"] },
        { name: "nothing", permissions: [] },
      ],
      "GET /api/v2/routing/queues/{queueId}": { id: "7", name: "Support" },
    },
  });
  const { hostname, port } = new URL(genesys.url);
  ApiClient.instance.setGateway({ host: hostname, protocol: "http", port: Number(port) });
});
afterAll(() => genesys.close());

async function login(client: string): Promise<void> {
  const { clientId, clientSecret } = genesys.credentials(client);
  await ApiClient.instance.loginClientCredentialsGrant(clientId, clientSecret);
}
const lookup = () => new ExternalContactsApi().getExternalcontactsReversewhitepageslookup("+15550199");

describe("the JavaScript SDK", () => {
  it("logs in with client credentials, and looks the external contact up", async () => {
    await login("contacts");
    expect(await lookup()).toMatchObject({ contacts: [{ firstName: "Robin", lastName: "Archer" }] });
    expect(genesys.requests.at(-1)).toMatchObject({
      clientId: genesys.credentials("contacts").clientId,
      allowedBy: ["externalContacts:contact:view"],
    });
  });

  it("gets the vendor's error for a permission that is missing, and for a secret that is wrong", async () => {
    await login("nothing");
    await expect(lookup()).rejects.toMatchObject({
      status: 403,
      code: "missing.any.permissions",
      message: expect.stringContaining("[externalContacts:contact:view]"),
    });
    const { clientId } = genesys.credentials("contacts");
    await expect(ApiClient.instance.loginClientCredentialsGrant(clientId, "wrong")).rejects.toMatchObject({
      response: { status: 400, data: { error: "invalid_client" } },
    });
  });

  it("gets seeded answers", async () => {
    await login("Terraform");
    expect(await new RoutingApi().getRoutingQueue("7")).toMatchObject({ name: "Support" });
  });
});
