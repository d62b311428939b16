import { type JsonObject, record, text } from "../../diagnostic";
import type { Calls, OperationId } from "./calls";
import type { ResourceLeak, ResourceType } from "./resource-type";
import { SERVERS_OWN } from "./reviewed";

const CLIENTS = "/api/v2/oauth/clients";
const CREDENTIALS = "/api/v2/integrations/credentials";

/** With its integration credential. Never updated: a generation does not change (`ignore_changes = all`). */
export const oauthClient = {
  type: "genesyscloud_oauth_client",
  label: "OAuth client",
  uses: [
    "id",
    "client_id",
    "client_secret",
    "name",
    "description",
    "authorized_grant_type",
    "access_token_validity_seconds",
    "roles",
    "roles.role_id",
    "roles.division_id",
    "scopes",
    "registered_redirect_uris",
    "state",
    "integration_credential_name",
    "integration_credential_id",
    "directory_client_secret",
    "expose_client_secret",
  ],
  calls: {
    read: [`GET ${CLIENTS}/{clientId}`],
    create: ["GET /api/v2/tokens/me", `POST ${CLIENTS}`, `POST ${CREDENTIALS}`],
    // Set to inactive before it goes.
    delete: [
      `GET ${CREDENTIALS}/{credentialId}`,
      `DELETE ${CREDENTIALS}/{credentialId}`,
      `PUT ${CLIENTS}/{clientId}`,
      `DELETE ${CLIENTS}/{clientId}`,
    ],
  },
  leaks,
  attributes: {
    id: SERVERS_OWN,
    client_id: SERVERS_OWN,
    name: { harmless: "a text for people" },
    description: { harmless: "a text for people" },
    integration_credential_name: { harmless: "a text for people" },
    authorized_grant_type: { judgedBy: "client-grant" },
    scopes: { judgedBy: "client-grant" },
    registered_redirect_uris: { judgedBy: "client-grant" },
    roles: { judgedBy: "client-roles" },
    integration_credential_id: { judgedBy: "credential" },
    access_token_validity_seconds: {
      means: "it sets how long a token stays valid after its client's secret is known to be exposed",
      atMost: 86_400,
    },
    state: { means: "an inactive client gets no tokens, an active one does", usual: ["active"] },
    expose_client_secret: {
      means: "where it is true, Terraform's state holds the client secret in clear",
    },
    client_secret: {
      means: "it is the client secret itself, and Terraform's state holds it in clear",
      isComputed: true,
    },
    directory_client_secret: {
      means: "the provider writes the client secret into this directory",
      usual: [/^\/.*handoff/],
    },
  },
} as const satisfies ResourceType<OperationId>;

/** Calls for a client whose grant acts for a user: it has no integration credential and is updated in place. */
export const USER_GRANT_CALLS = {
  read: [`GET ${CLIENTS}/{clientId}`],
  create: ["GET /api/v2/tokens/me", `POST ${CLIENTS}`],
  update: [`PUT ${CLIENTS}/{clientId}`],
  delete: [`PUT ${CLIENTS}/{clientId}`, `DELETE ${CLIENTS}/{clientId}`],
} as const satisfies Calls<OperationId>;

function leaks(client: JsonObject): readonly ResourceLeak[] {
  const found: ResourceLeak[] = [];
  if ((client.expose_client_secret ?? false) !== false)
    found.push({ kind: "exposed", what: "exposes its secret: expose_client_secret puts it into the state" });
  // The implicit grant has no use for a secret.
  if (text(client.authorized_grant_type).toUpperCase() === "TOKEN") return found;
  if (client.directory_client_secret === undefined)
    found.push({
      kind: "nowhere",
      what: "hands its secret over nowhere: directory_client_secret is not set",
    });
  if (record(client.lifecycle).ignore_changes !== "all")
    found.push({
      kind: "mutable",
      what: "may be updated, which blanks the stored secret: lifecycle.ignore_changes must be all",
    });
  return found;
}
