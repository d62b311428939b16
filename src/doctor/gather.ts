import type { Endpoints } from "../core/request";
import type { Rotation } from "../core/rotation";
import type { DeployedIntegration, Deployment } from "../core/stack";
import { Asker, type Clock } from "./ask";
import type { Facts, IntegrationFacts, Organization, ProbeFacts, RoleFacts, TokenOwner } from "./facts";
import { type Credentials, GenesysClient } from "./genesys-client";
import { divisionsOf, lookAround, ownerOf, permissionsOf, rolesOf } from "./genesys-facts";
import { Patience, probeAsClient, probeThroughIntegration } from "./probe-run";
import type { Proxies } from "./proxy";
import { map, type Outcome } from "./reply";
import { type VaultAccess, VaultClient } from "./vault-client";
import { type Entries, readVault } from "./vault-facts";

/** What to look at, and with what. */
export interface Examination {
  readonly environment: string;
  readonly deployment: Deployment;
  readonly endpoints: Endpoints;
  readonly rotation: Rotation;
  /** UTC. */
  readonly today: string;
  readonly vault: VaultAccess;
  /** Whoever may look at the organization. @default - what needs more than the reader is not looked at */
  readonly operator?: Credentials | undefined;
  /**
   * Seconds for which a refused probe is repeated.
   * @default 60 when Vault was written less than 15 minutes ago, otherwise 0
   */
  readonly waitSeconds?: number | undefined;
  readonly clock: Clock;
  readonly proxies: Proxies;
  /** Told what is going on. */
  readonly tell: (line: string) => void;
}

const FRESH = { minutes: 15, waitSeconds: 60 } as const;

/** Looks at everything that can be looked at. Changes nothing; asks no question twice. */
export async function gather(examination: Examination): Promise<Facts> {
  const { deployment, endpoints, operator, tell, clock } = examination;
  const asker = new Asker(clock, examination.proxies);
  const entries: Entries[] = [];
  for (const declared of deployment.integrations) {
    tell(`Vault: the secret and the manifest of ${declared.id}`);
    const { vault } = examination;
    const namespace = [vault.namespace, declared.mount.namespace].filter(Boolean).join("/") || undefined;
    const read = await readVault(new VaultClient(asker, { ...vault, namespace }), declared);
    if (read.clientSecret) asker.guard(read.clientSecret);
    entries.push(read);
  }

  let organization: Outcome<Organization> | undefined;
  let overseer: GenesysClient | undefined;
  if (operator) {
    tell("Genesys Cloud: clients, integrations and actions, as the client of GENESYSCLOUD_OAUTHCLIENT_ID");
    const login = await GenesysClient.login(asker, endpoints, operator);
    organization = login.ok ? await lookAround(login.value, deployment) : login;
    if (login.ok && organization.ok) overseer = login.value;
  }

  const patience = new Patience(waitSeconds(examination, entries), clock, tell);
  const impatience = new Patience(0, clock, tell);
  const integrations: IntegrationFacts[] = [];
  let anybody = overseer;
  for (const { declared, secret, manifest, clientSecret } of entries) {
    let login: Outcome<GenesysClient> | undefined;
    let owner: Outcome<TokenOwner> | undefined;
    let own: GenesysClient | undefined;
    if (secret.ok && secret.value.clientId !== "" && clientSecret) {
      tell(`Genesys Cloud: a token with the secret of ${declared.id}`);
      const { clientId } = secret.value;
      login = await GenesysClient.login(asker, endpoints, { clientId, clientSecret });
      own = login.ok ? login.value : undefined;
      owner = own && (await ownerOf(own));
    }
    anybody ??= own;
    // In another organization there is nothing to compare.
    const seen =
      organization?.ok && !(owner?.ok && owner.value.organizationId !== organization.value.organizationId)
        ? organization.value
        : undefined;
    const inside = seen && overseer;
    const roles = inside && (await rolesOf(inside, declared));
    integrations.push({
      declared,
      secret,
      manifest,
      login: login && map(login, () => true),
      owner,
      roles,
      divisions: inside && (await divisionsOf(inside, declared.divisions)),
      // Where the role is known to be wrong, waiting mends nothing.
      probes: await probe(
        declared,
        own,
        inside,
        seen,
        lacksSome(roles, declared) ? impatience : patience,
        tell,
      ),
    });
  }
  return {
    environment: examination.environment,
    vaultAddress: examination.vault.address,
    endpoints,
    rotation: examination.rotation,
    today: examination.today,
    integrations,
    operator: organization,
    permissions: anybody && (await permissionsOf(anybody)),
  };
}

/** A refusal is repeated on its own only after a deploy: otherwise it is one, and waiting would only take time. */
function waitSeconds({ waitSeconds: asked, clock }: Examination, entries: readonly Entries[]): number {
  if (asked !== undefined) return asked;
  const written = entries.flatMap(({ secret, manifest }) =>
    [secret, manifest].flatMap((each) => (each.ok ? [Date.parse(each.value.writtenAt)] : [])),
  );
  const fresh = written.some((at) => clock.now() - at < FRESH.minutes * 60_000);
  return fresh ? FRESH.waitSeconds : 0;
}

function lacksSome(
  roles: Outcome<readonly RoleFacts[]> | undefined,
  { permissions }: DeployedIntegration,
): boolean {
  const held = roles?.ok ? roles.value.flatMap((role) => role.permissions) : permissions;
  return permissions.some((permission) => !held.includes(permission));
}

async function probe(
  declared: DeployedIntegration,
  own: GenesysClient | undefined,
  overseer: GenesysClient | undefined,
  seen: Organization | undefined,
  patience: Patience,
  tell: (line: string) => void,
): Promise<readonly ProbeFacts[]> {
  const at = seen?.integrations.ok
    ? seen.integrations.value.filter(({ name }) => name === declared.name).map(({ id }) => id)
    : [];
  const published = seen?.actions.ok
    ? seen.actions.value.filter(({ integrationId }) => at.includes(integrationId))
    : [];
  const facts: ProbeFacts[] = [];
  for (const action of declared.actions) {
    const { probe } = action;
    if (!probe) continue;
    const sender = (genesys: GenesysClient) => async (request: Parameters<GenesysClient["send"]>[0]) =>
      (await genesys.send(request)).reply;
    if (own) {
      tell(`Probe: "${action.name}" with the client's own token`);
      facts.push(await probeAsClient({ action, probe, way: "client", patience, send: sender(own) }));
    }
    const id = published.find(({ name }) => name === action.name)?.id;
    if (overseer && id !== undefined) {
      tell(`Probe: "${action.name}" through the integration`);
      const props = { action, probe, way: "integration", patience, send: sender(overseer) } as const;
      facts.push(await probeThroughIntegration(props, id));
    }
  }
  return facts;
}
