import { z } from "zod";
import {
  type Deployment,
  type DivisionModel,
  divisionLabel,
  type IntegrationModel,
  ownedName,
} from "../core/stack";
import type {
  DivisionFacts,
  IntegrationState,
  LimitFacts,
  Organization,
  RoleFacts,
  TokenOwner,
} from "./facts";
import type { GenesysClient } from "./genesys-client";
import { map, type Outcome } from "./reply";

const me = z.object({
  OAuthClient: z.object({ id: z.string(), name: z.string(), organization: z.object({ id: z.string() }) }),
});
const named = z.object({ id: z.string(), name: z.string() });
const policy = z.object({
  domain: z.string(),
  entityName: z.string(),
  actionSet: z.array(z.string()).nullish(),
  resourceConditionNode: z.unknown().optional(),
});
const role = named.extend({
  permissions: z.array(z.string()).nullish(),
  permissionPolicies: z.array(policy).nullish(),
});
const client = named.extend({
  state: z.string().nullish(),
  roleDivisions: z.array(z.object({ roleId: z.string(), divisionId: z.string() })).nullish(),
});
const integration = named.extend({
  integrationType: z.object({ id: z.string() }).nullish(),
  intendedState: z.string().nullish(),
});
const configuration = z.object({
  credentials: z.record(z.string(), z.object({ id: z.string() })).nullish(),
});
const action = named.extend({
  integrationId: z.string().nullish(),
  config: z
    .object({
      request: z
        .object({ requestType: z.string().nullish(), requestUrlTemplate: z.string().nullish() })
        .nullish(),
    })
    .nullish(),
});
const limits = z.object({
  entities: z.array(z.object({ key: z.string().nullish(), value: z.number().nullish() })).nullish(),
});
const counted = z.object({ total: z.number() });
const domain = z.object({
  permissionMap: z
    .record(z.string(), z.array(z.object({ domain: z.string(), entityType: z.string(), action: z.string() })))
    .nullish(),
});

/** Whose token it is. */
export async function ownerOf(genesys: GenesysClient): Promise<Outcome<TokenOwner>> {
  return map(await genesys.get("/api/v2/tokens/me", me), ({ OAuthClient: { id, name, organization } }) => ({
    clientId: id,
    clientName: name,
    organizationId: organization.id,
  }));
}

/** Looks at the clients, the integrations and the actions of an organization. */
export async function readOrganization(
  genesys: GenesysClient,
  deployment: Deployment,
): Promise<Outcome<Organization>> {
  const owner = await ownerOf(genesys);
  if (!owner.ok) return owner;
  // Not paged: the provider reads it at once, too.
  const clients = await genesys.get("/api/v2/oauth/clients", z.object({ entities: z.array(client) }));
  const listed = await genesys.list("/api/v2/integrations", integration);
  const actions = await genesys.list("/api/v2/integrations/actions", action, { includeConfig: "true" });
  const declared = new Set(deployment.integrations.map(({ name }) => name));
  const integrations: IntegrationState[] = [];
  for (const { id, name, integrationType, intendedState } of listed.ok ? listed.value : []) {
    if (integrationType?.id !== "purecloud-data-actions" || !declared.has(name)) continue;
    const credential = await credentialOf(genesys, id);
    integrations.push({ id, name, state: intendedState ?? "unknown", credential });
  }
  return {
    ok: true,
    value: {
      organizationId: owner.value.organizationId,
      clients: map(clients, ({ entities }) =>
        entities
          .filter(({ state }) => state !== "deleted")
          .map(({ id, name, state, roleDivisions }) => ({
            id,
            name,
            state: state ?? "active",
            grants: roleDivisions ?? [],
          })),
      ),
      integrations: map(listed, () => integrations),
      actions: map(actions, (found) =>
        found.map(({ id, name, integrationId, config }) => ({
          id,
          name,
          integrationId: integrationId ?? "",
          method: config?.request?.requestType ?? undefined,
          url: config?.request?.requestUrlTemplate ?? undefined,
        })),
      ),
    },
  };
}

async function credentialOf(genesys: GenesysClient, integrationId: string): Promise<Outcome<string | null>> {
  const path = `/api/v2/integrations/${integrationId}/config/current`;
  const current = await genesys.get(path, configuration);
  if (!current.ok) return current;
  const bound = current.value.credentials?.pureCloudOAuthClient?.id;
  if (bound === undefined) return { ok: true, value: null };
  const credential = await genesys.get(`/api/v2/integrations/credentials/${bound}`, named);
  return map(credential, ({ name }) => name);
}

/** The roles of the name that the integration's role has, or the one of its id. */
export async function rolesOf(
  genesys: GenesysClient,
  { environment, id, role: declared }: IntegrationModel,
): Promise<Outcome<readonly RoleFacts[]>> {
  if (declared.lookup === "id") {
    const found = await genesys.get(`/api/v2/authorization/roles/${declared.id}?userCount=false`, role);
    const gone = !found.ok && found.reply.kind === "response" && found.reply.status === 404;
    return gone ? { ok: true, value: [] } : map(found, (each) => [roleFacts(each)]);
  }
  const name = declared.lookup === "named" ? declared.name : ownedName(environment, id);
  const query = { name, userCount: "false" };
  return map(await genesys.list("/api/v2/authorization/roles", role, query), (found) =>
    found.filter((each) => each.name === name).map(roleFacts),
  );
}

function roleFacts({ id, permissions, permissionPolicies }: z.output<typeof role>): RoleFacts {
  const spelledOut = (permissionPolicies ?? []).flatMap(({ domain, entityName, actionSet, ...rest }) =>
    (actionSet ?? []).map((each) => ({
      permission: `${domain}:${entityName}:${each}`,
      narrowed: (rest.resourceConditionNode ?? null) !== null,
    })),
  );
  return {
    id,
    permissions: [...(permissions ?? []), ...spelledOut.map(({ permission }) => permission)].sort(),
    conditional: spelledOut.filter(({ narrowed }) => narrowed).map(({ permission }) => permission),
  };
}

/** The divisions that a stack finds so. */
export async function divisionsOf(
  genesys: GenesysClient,
  divisions: readonly DivisionModel[],
): Promise<Outcome<readonly DivisionFacts[]>> {
  const found: DivisionFacts[] = [];
  for (const division of divisions) {
    const one = await divisionOf(genesys, division);
    if (!one.ok) return one;
    found.push(one.value);
  }
  return { ok: true, value: found };
}

async function divisionOf(genesys: GenesysClient, division: DivisionModel): Promise<Outcome<DivisionFacts>> {
  const divisions = "/api/v2/authorization/divisions";
  const label = divisionLabel(division);
  switch (division.lookup) {
    case "home":
      return map(await genesys.get(`${divisions}/home`, named), ({ id }) => ({ label, id }));
    case "named":
      return map(await genesys.list(divisions, named, { name: division.name }), (found) => ({
        label,
        id: found.find(({ name }) => name === division.name)?.id,
      }));
    case "id":
      return { ok: true, value: { label, id: division.id } };
  }
}

/**
 * What the organization may have at most. The limits need no permission; the number of roles needs
 * `authorization:role:view`. Sources: the embedded catalogue; form of the answer, `LimitsEntityListing` and `Limit` of
 * platform-client-sdk-java (looked up 2026-11-28).
 */
export async function limitsOf(genesys: GenesysClient): Promise<LimitFacts> {
  const namespace = async (name: string) =>
    map(
      await genesys.get(`/api/v2/organizations/limits/namespaces/${name}`, limits),
      ({ entities }) =>
        new Map(
          (entities ?? []).flatMap(({ key, value }) => (key && value != null ? [[key, value] as const] : [])),
        ),
    );
  const roles = await genesys.get("/api/v2/authorization/roles?pageSize=1&userCount=false", counted);
  return {
    dataActions: await namespace("dataactions"),
    authorization: await namespace("authorization"),
    roles: map(roles, ({ total }) => total),
  };
}

/** All permissions that the organization has, with what it has bought. Nobody needs a permission to ask. */
export async function permissionsOf(genesys: GenesysClient): Promise<Outcome<ReadonlySet<string>>> {
  return map(await genesys.list("/api/v2/authorization/permissions", domain), (domains) => {
    const all = domains.flatMap(({ permissionMap }) => Object.values(permissionMap ?? {}).flat());
    return new Set(all.map(({ domain, entityType, action }) => `${domain}:${entityType}:${action}`));
  });
}
