import { randomUUID } from "node:crypto";
import { getExternalContact } from "../actions/get-external-contact";
import type { ClientCredentials, Seed } from "../packages/sandbox/src";
import { GenesysClient } from "../packages/sandbox/src/genesys-client";

/** What a stand-in under {@link mixedCalls} holds. */
export const MIXED_SEED: Seed = {
  clients: [{ name: "lacking", permissions: [] }],
  "GET /api/v2/routing/queues/{queueId}": { name: "Support" },
};

/** One call of the mix; resolves to why it failed, or to nothing. */
export type MixedCall = () => Promise<string | undefined>;

const LOOKUP = "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199";
const ROLES = "/api/v2/authorization/roles";
const ACTIONS = "/api/v2/integrations/actions";

/**
 * Deploys a data action, and returns calls of every kind: executions, lookups, seeded answers, refusals, changes of the
 * organization, logins, requests that are wrong. Nothing is left by any of them.
 * @param lacking a client without permissions
 */
export async function mixedCalls(
  url: string,
  deployer: ClientCredentials,
  lacking: ClientCredentials,
): Promise<readonly MixedCall[]> {
  const genesys = new GenesysClient({ url, deployer });
  const refused = new GenesysClient({ url, deployer: lacking });
  const id = async (path: string, body: unknown) =>
    ((await genesys.call("POST", path, body)).body as { id: string }).id;
  const credential = await id("/api/v2/integrations/credentials", {
    name: "of the load",
    type: { name: "pureCloudOAuthClient" },
    credentialFields: { clientId: deployer.clientId, clientSecret: deployer.clientSecret },
  });
  const integration = await id("/api/v2/integrations", {
    integrationType: { id: "purecloud-data-actions" },
    intendedState: "ENABLED",
  });
  await genesys.call("PUT", `/api/v2/integrations/${integration}/config/current`, {
    name: "of the load",
    credentials: { pureCloudOAuthClient: { id: credential } },
  });
  const { request, response, input, output } = getExternalContact;
  const action = await id(ACTIONS, {
    name: "of the load",
    category: "of the load",
    integrationId: integration,
    config: { request: { requestUrlTemplate: request.url, requestType: request.method }, response },
    contract: { input: { inputSchema: input }, output: { successSchema: output } },
  });

  const expecting =
    (status: number, call: () => Promise<{ readonly status: number }>): MixedCall =>
    async () => {
      const answer = await call();
      return answer.status === status ? undefined : `${answer.status} instead of ${status}`;
    };
  const execute = expecting(200, () =>
    genesys.call("POST", `${ACTIONS}/${action}/execute`, { phoneNumber: "+15550199" }),
  );
  return [
    execute,
    execute,
    expecting(200, () => genesys.call("GET", LOOKUP)),
    expecting(200, () => genesys.call("GET", "/api/v2/routing/queues/7")),
    expecting(403, () => refused.call("GET", LOOKUP)),
    expecting(501, () => genesys.call("GET", "/api/v2/routing/skills")),
    expecting(404, () => genesys.call("GET", `${ROLES}/${randomUUID()}`)),
    expecting(400, () => genesys.call("POST", ROLES, { name: 1 })),
    expecting(204, async () => {
      const role = await id(ROLES, { name: `role ${randomUUID()}`, permissionPolicies: [] });
      return genesys.call("DELETE", `${ROLES}/${role}`);
    }),
    expecting(200, () => new GenesysClient({ url, deployer }).call("GET", "/api/v2/tokens/me")),
  ];
}
