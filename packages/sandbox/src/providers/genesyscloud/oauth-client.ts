import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { elements, type Resource, text } from "../plugin/resource";
import { type Attributes, UNKNOWN } from "../plugin/value";
import type { GenesyscloudClient } from "./client";

const CLIENTS = "/api/v2/oauth/clients";
const CREDENTIALS = "/api/v2/integrations/credentials";
const GRANT_TYPES = ["CODE", "TOKEN", "SAML2BEARER", "SAML2-BEARER", "PASSWORD", "CLIENT-CREDENTIALS"];

/** `genesyscloud_oauth_client`, with the traps of 1.82.0: scopelock's guards are tested against them. */
export const oauthClient: Resource<GenesyscloudClient> = {
  defaults: { access_token_validity_seconds: 86_400, state: "active", expose_client_secret: false },

  validate(config) {
    const grant = config.authorized_grant_type;
    const seconds = config.access_token_validity_seconds;
    return [
      ...(typeof grant === "string" && !GRANT_TYPES.includes(grant)
        ? [
            {
              attribute: "authorized_grant_type",
              message: `expected authorized_grant_type to be one of ${GRANT_TYPES.join(", ")}, got ${grant}`,
            },
          ]
        : []),
      ...(typeof seconds === "number" && (seconds < 300 || seconds > 38_880_000)
        ? [
            {
              attribute: "access_token_validity_seconds",
              message: `expected access_token_validity_seconds to be in the range (300 - 38880000), got ${seconds}`,
            },
          ]
        : []),
    ];
  },

  async create(client, planned) {
    const content = await body(client, planned);
    await client.call("GET", "/api/v2/tokens/me?preserveIdleTTL=false");
    const created = await client.call("POST", CLIENTS, content);
    const [id, secret] = [text(created, "id"), text(created, "secret")];
    const directory = text(planned, "directory_client_secret");
    if (directory !== "") handOver(client, directory, id, secret);

    const name = text(planned, "integration_credential_name");
    // Trap: a refused credential is ignored, and the client is reported as made. The id is null, not "".
    const credential =
      name === "" ? undefined : await client.send("POST", CREDENTIALS, credentialBody(name, id, secret));
    const credentialId =
      credential && credential.status < 300 ? (JSON.parse(credential.text) as { id: string }).id : null;
    return {
      ...((await oauthClient.read(client, { ...planned, id })) ?? {}),
      client_secret: planned.expose_client_secret === true ? secret : "",
      integration_credential_id: credentialId,
    };
  },

  async read(client, state) {
    const found = await client.find(`${CLIENTS}/${text(state, "id")}`);
    if (!found || found.state === "deleted") return null;
    return {
      ...state,
      client_id: found.id,
      name: found.name,
      description: found.description,
      access_token_validity_seconds: found.accessTokenValiditySeconds,
      authorized_grant_type: found.authorizedGrantType,
      state: found.state,
      registered_redirect_uris: found.registeredRedirectUri ?? [],
      scopes: found.scope ?? [],
      roles: elements(found, "roleDivisions").map((grant) => ({
        role_id: grant.roleId,
        division_id: grant.divisionId,
      })),
    };
  },

  async update(client, prior, planned) {
    const id = text(prior, "id");
    const answered = await client.call("PUT", `${CLIENTS}/${id}`, await body(client, planned));
    const name = text(planned, "integration_credential_name");
    let credentialId = text(prior, "integration_credential_id");
    if (credentialId !== "") await client.find(`${CREDENTIALS}/${credentialId}`);
    // Trap: an update writes the secret of its own answer into the credential, and there is none in it: "".
    const content = credentialBody(name, id, text(answered, "secret"));
    if (credentialId !== "" && name !== "")
      await client.call("PUT", `${CREDENTIALS}/${credentialId}`, content);
    else if (credentialId !== "") {
      await client.call("DELETE", `${CREDENTIALS}/${credentialId}`);
      credentialId = "";
    } else if (name !== "") credentialId = text(await client.call("POST", CREDENTIALS, content), "id");
    return {
      ...((await oauthClient.read(client, { ...planned, id })) ?? {}),
      integration_credential_id: credentialId === "" ? null : credentialId,
    };
  },

  async delete(client, state) {
    const id = text(state, "id");
    const credentialId = text(state, "integration_credential_id");
    if (credentialId !== "") {
      // Errors are ignored, as the real provider does.
      await client.send("GET", `${CREDENTIALS}/${credentialId}`);
      await client.send("DELETE", `${CREDENTIALS}/${credentialId}`);
    }
    // Inactive first: what still calls with it is stopped before it is gone.
    await client.call("PUT", `${CLIENTS}/${id}`, { ...(await body(client, state)), state: "inactive" });
    await client.find(`${CLIENTS}/${id}`);
    await client.call("DELETE", `${CLIENTS}/${id}`);
    await client.untilGone(`${CLIENTS}/${id}`);
  },
};

/** Writes the secret to a file. Trap: where that fails, it goes to the working directory, and nobody is told. */
function handOver(
  { workingDirectory }: GenesyscloudClient,
  directory: string,
  id: string,
  secret: string,
): void {
  const target = resolve(workingDirectory, directory);
  try {
    mkdirSync(target, { recursive: true, mode: 0o755 });
    writeFileSync(join(target, id), secret, { mode: 0o755 });
  } catch {
    writeFileSync(join(workingDirectory, id), secret, { mode: 0o755 });
  }
}

async function body(client: GenesyscloudClient, planned: Attributes): Promise<object> {
  const roleDivisions = await Promise.all(
    elements(planned, "roles").map(async (grant) => ({
      roleId: grant.role_id,
      divisionId:
        grant.division_id === UNKNOWN || !grant.division_id ? await client.home() : grant.division_id,
    })),
  );
  const [uris, scope] = [
    elements<string>(planned, "registered_redirect_uris"),
    elements<string>(planned, "scopes"),
  ];
  return {
    name: planned.name,
    description: text(planned, "description"),
    accessTokenValiditySeconds: planned.access_token_validity_seconds,
    authorizedGrantType: planned.authorized_grant_type,
    state: planned.state,
    ...(uris.length > 0 && { registeredRedirectUri: uris }),
    ...(scope.length > 0 && { scope }),
    ...(roleDivisions.length > 0 && { roleDivisions }),
  };
}

function credentialBody(name: string, clientId: string, clientSecret: string): object {
  return { name, type: { name: "pureCloudOAuthClient" }, credentialFields: { clientId, clientSecret } };
}
