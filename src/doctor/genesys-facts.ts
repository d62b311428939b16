import { z } from "zod";
import {
  type Deployment,
  type DivisionModel,
  divisionLabel,
  type IntegrationModel,
  ownedName,
} from "../core/stack";
import type { DivisionFacts, IntegrationState, LimitFacts, Organization } from "./facts";
import type { GenesysClient } from "./genesys-client";
import { map, type Outcome } from "./reply";

/** A list, which the API may leave out. */
const some = <T extends z.ZodType>(form: T) =>
  z
    .array(form)
    .nullish()
    .transform((all) => all ?? []);
const text = z.string().nullish();

const named = z.object({ id: z.string(), name: z.string() });
const me = z
  .object({ OAuthClient: named.extend({ organization: z.object({ id: z.string() }) }) })
  .transform(({ OAuthClient: { id, name, organization } }) => ({
    clientId: id,
    clientName: name,
    organizationId: organization.id,
  }));
/** Whose a token is. */
export type TokenOwner = Readonly<z.output<typeof me>>;
const policy = z.object({
  domain: z.string(),
  entityName: z.string(),
  actionSet: some(z.string()),
  resourceConditionNode: z.unknown().optional(),
});
const role = named
  .extend({ permissions: some(z.string()), permissionPolicies: some(policy) })
  .transform(({ id, name, permissions, permissionPolicies }) => {
    const spelledOut = permissionPolicies.flatMap(({ domain, entityName, actionSet, ...rest }) =>
      actionSet.map((each) => ({
        permission: `${domain}:${entityName}:${each}`,
        narrowed: (rest.resourceConditionNode ?? null) !== null,
      })),
    );
    return {
      id,
      name,
      /** Each policy spelled out; `*` stays. */
      permissions: [...permissions, ...spelledOut.map(({ permission }) => permission)].sort(),
      /** Those that a condition narrows. */
      conditional: spelledOut.filter(({ narrowed }) => narrowed).map(({ permission }) => permission),
    };
  });
/** A role. */
export type RoleFacts = Readonly<z.output<typeof role>>;
const client = named
  .extend({ state: text, roleDivisions: some(z.object({ roleId: z.string(), divisionId: z.string() })) })
  .transform(({ id, name, state, roleDivisions: grants }) => ({
    id,
    name,
    state: state ?? "active",
    grants,
  }));
/** An OAuth client. */
export type ClientFacts = Readonly<z.output<typeof client>>;
const integration = named.extend({
  integrationType: z.object({ id: z.string() }).nullish(),
  intendedState: text,
});
const configuration = z.object({ credentials: z.record(z.string(), z.object({ id: z.string() })).nullish() });
const request = z.object({ requestType: text, requestUrlTemplate: text }).nullish();
const action = named
  .extend({ integrationId: text, config: z.object({ request }).nullish() })
  .transform(({ id, name, integrationId, config }) => ({
    id,
    name,
    integrationId: integrationId ?? "",
    method: config?.request?.requestType ?? undefined,
    url: config?.request?.requestUrlTemplate ?? undefined,
  }));
/** A data action. */
export type PublishedAction = Readonly<z.output<typeof action>>;
const limits = z
  .object({ entities: some(z.object({ key: text, value: z.number().nullish() })) })
  .transform(({ entities }) => {
    const known = entities.flatMap(({ key, value }) => (key && value != null ? [[key, value] as const] : []));
    return new Map(known);
  });
const counted = z.object({ total: z.number() });
const permission = z
  .object({ domain: z.string(), entityType: z.string(), action: z.string() })
  .transform(({ domain, entityType, action }) => `${domain}:${entityType}:${action}`);
const domain = z.object({ permissionMap: z.record(z.string(), z.array(permission)).nullish() });

/** Whose token it is. */
export const ownerOf = (genesys: GenesysClient): Promise<Outcome<TokenOwner>> =>
  genesys.get("/api/v2/tokens/me", me);

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
      clients: map(clients, ({ entities }) => entities.filter(({ state }) => state !== "deleted")),
      integrations: map(listed, () => integrations),
      actions,
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
    return gone ? { ok: true, value: [] } : map(found, (each) => [each]);
  }
  const name = declared.lookup === "named" ? declared.name : ownedName(environment, id);
  const query = { name, userCount: "false" };
  return map(await genesys.list("/api/v2/authorization/roles", role, query), (found) =>
    found.filter((each) => each.name === name),
  );
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
    found.push({ label: divisionLabel(division), id: one.value });
  }
  return { ok: true, value: found };
}

async function divisionOf(
  genesys: GenesysClient,
  division: DivisionModel,
): Promise<Outcome<string | undefined>> {
  const divisions = "/api/v2/authorization/divisions";
  switch (division.lookup) {
    case "home":
      return map(await genesys.get(`${divisions}/home`, named), ({ id }) => id);
    case "named":
      return map(
        await genesys.list(divisions, named, { name: division.name }),
        (found) => found.find(({ name }) => name === division.name)?.id,
      );
    case "id":
      return { ok: true, value: division.id };
  }
}

/**
 * What the organization may have at most. The limits need no permission; the number of roles needs
 * `authorization:role:view`. Sources: the embedded catalogue; form of the answer, `LimitsEntityListing` and `Limit` of
 * platform-client-sdk-java (looked up 2026-11-28).
 */
export async function limitsOf(genesys: GenesysClient): Promise<LimitFacts> {
  const namespace = (name: string) => genesys.get(`/api/v2/organizations/limits/namespaces/${name}`, limits);
  const roles = await genesys.get("/api/v2/authorization/roles?pageSize=1&userCount=false", counted);
  return {
    dataActions: await namespace("dataactions"),
    authorization: await namespace("authorization"),
    roles: map(roles, ({ total }) => total),
  };
}

/** All permissions that the organization has, with what it has bought. Nobody needs a permission to ask. */
export async function permissionsOf(genesys: GenesysClient): Promise<Outcome<ReadonlySet<string>>> {
  const domains = await genesys.list("/api/v2/authorization/permissions", domain);
  return map(
    domains,
    (all) => new Set(all.flatMap((each) => Object.values(each.permissionMap ?? {}).flat())),
  );
}
