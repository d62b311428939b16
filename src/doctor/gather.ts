import type { Deployment, IntegrationModel } from "../core/stack";
import type { Facts, IntegrationFacts, Organization } from "./facts";
import { type Credentials, GenesysClient } from "./genesys-client";
import { divisionsOf, limitsOf, ownerOf, permissionsOf, readOrganization, rolesOf } from "./genesys-facts";
import { type Clock, HttpClient } from "./http-client";
import { type DeclaredPolicy, readPolicies } from "./policy-facts";
import { RetryBudget, runProbes } from "./probe-run";
import type { Proxies } from "./proxy";
import { map, type Outcome } from "./reply";
import { type VaultAccess, VaultClient } from "./vault-client";
import { type Entries, readVault } from "./vault-facts";

/** What to look at, and with what. */
export interface DoctorInput extends Pick<Facts, "environment" | "endpoints" | "rotation" | "today"> {
  readonly deployment: Deployment;
  readonly vault: VaultAccess;
  /** Whoever may look at the organization. @default - what needs more than the reader is not looked at */
  readonly operator?: Credentials | undefined;
  /** Policies that the stack writes. @default - none is compared */
  readonly policies?: readonly DeclaredPolicy[] | undefined;
  /** What a deploy on this machine would use. @default - there is none here */
  readonly engine?: Facts["engine"];
  /**
   * Seconds for which a refused probe is repeated.
   * @default 300 when Vault was written less than 15 minutes ago, otherwise 0
   */
  readonly waitSeconds?: number | undefined;
  readonly clock: Clock;
  readonly proxies: Proxies;
  /** Told what is going on. */
  readonly log: (line: string) => void;
}

/** Source of the wait: Genesys Cloud Resource Center, "Edit a role", "up to five minutes" (looked up 2026-11-28). */
const RECENT_DEPLOY = { minutes: 15, waitSeconds: 300 } as const;

/** Looks at everything that can be looked at. Changes nothing; asks no question twice. */
export async function gather(input: DoctorInput): Promise<Facts> {
  const { environment, rotation, today, deployment, endpoints, operator, log, clock } = input;
  const http = new HttpClient(clock, input.proxies);
  // Vault in a namespace below the token's own.
  const vaultIn = (below: string | undefined) => {
    const namespace = [input.vault.namespace, below].filter(Boolean).join("/") || undefined;
    return new VaultClient(http, { ...input.vault, namespace });
  };
  const entries: Entries[] = [];
  for (const declared of deployment.integrations) {
    log(`Vault: the secret and the manifest of ${declared.id}`);
    const read = await readVault(vaultIn(declared.mount.namespace), declared);
    if (read.clientSecret) http.redact(read.clientSecret);
    entries.push(read);
  }

  const policies = await readPolicies(vaultIn, input.policies ?? [], log);
  let organization: Outcome<Organization> | undefined;
  let operatorClient: GenesysClient | undefined;
  if (operator) {
    log("Genesys Cloud: clients, integrations and actions, as the client of GENESYSCLOUD_OAUTHCLIENT_ID");
    const login = await GenesysClient.login(http, endpoints, operator);
    organization = login.ok ? await readOrganization(login.value, deployment) : login;
    if (login.ok && organization.ok) operatorClient = login.value;
  }

  const retries = new RetryBudget(waitSeconds(input, entries), clock, log);
  const noRetry = new RetryBudget(0, clock, log);
  const integrations: IntegrationFacts[] = [];
  let anyClient = operatorClient;
  for (const { declared, secret, manifest, clientSecret } of entries) {
    const clientId = secret.ok && secret.value.clientId;
    if (clientId && clientSecret) log(`Genesys Cloud: a token with the secret of ${declared.id}`);
    const login =
      clientId && clientSecret
        ? await GenesysClient.login(http, endpoints, { clientId, clientSecret })
        : undefined;
    const integrationClient = login?.ok ? login.value : undefined;
    const owner = integrationClient && (await ownerOf(integrationClient));
    anyClient ??= integrationClient;
    // In another organization there is nothing to compare.
    const visibleOrganization =
      organization?.ok && !(owner?.ok && owner.value.organizationId !== organization.value.organizationId)
        ? organization.value
        : undefined;
    const comparingClient = visibleOrganization && operatorClient;
    const roles = comparingClient && (await rolesOf(comparingClient, declared));
    integrations.push({
      declared,
      secret,
      manifest,
      login: login && map(login, () => true),
      owner,
      roles,
      divisions: comparingClient && (await divisionsOf(comparingClient, declared.divisions)),
      // Where the role is known to be wrong, waiting mends nothing.
      probes: await runProbes(
        declared,
        integrationClient,
        comparingClient,
        visibleOrganization,
        lacksPermission(roles, declared) ? noRetry : retries,
        log,
      ),
    });
  }
  return {
    environment,
    vaultAddress: input.vault.address,
    endpoints,
    rotation,
    today,
    integrations,
    operator: organization,
    policies,
    engine: input.engine,
    limits: operatorClient && (await limitsOf(operatorClient)),
    permissions: anyClient && (await permissionsOf(anyClient)),
  };
}

/** A refusal is repeated on its own only after a deploy: otherwise it is one, and waiting would only take time. */
function waitSeconds({ waitSeconds: requested, clock }: DoctorInput, entries: readonly Entries[]): number {
  if (requested !== undefined) return requested;
  const written = entries.flatMap(({ secret, manifest }) =>
    [secret, manifest].flatMap((each) => (each.ok ? [Date.parse(each.value.writtenAt)] : [])),
  );
  const fresh = written.some((at) => clock.now() - at < RECENT_DEPLOY.minutes * 60_000);
  return fresh ? RECENT_DEPLOY.waitSeconds : 0;
}

function lacksPermission(roles: IntegrationFacts["roles"], { permissions }: IntegrationModel): boolean {
  const held = roles?.ok ? roles.value.flatMap((role) => role.permissions) : permissions;
  return permissions.some((permission) => !held.includes(permission));
}
