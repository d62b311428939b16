import { type Catalog, isKnown, type Operation } from "../catalog";
import { type Choice, Costs, cheapestCover, fitOf } from "../derivation";
import { ScopelockError } from "../diagnostic";
import { meets, type Permission } from "../permission";
import {
  CAPABILITIES,
  type Calls,
  type Capability,
  GENESYSCLOUD_CALLS,
  type GenesyscloudObject,
  type OperationId,
  type Phase,
  VAULT_CALLS,
  type VaultCall,
  type VaultObject,
} from "../terraform";
import type { ClientModel, IdentityIntegration, MountModel, SecretModel } from "./deployment";
import { type PathRule, readerRules, secretPaths, secretRules } from "./vault-policy";

/** What an identity must hold to do its part, and no more. */
export interface Identity {
  /** Genesys Cloud permissions, sorted by name. */
  readonly permissions: readonly HeldPermission[];
  /** Rules of his Vault policy, sorted by path. */
  readonly vault: readonly PathRule[];
}

/** One permission, and why it is held. */
export interface HeldPermission {
  readonly permission: Permission;
  /** Each reason: a call of Terraform's provider, or a role that hands it on. */
  readonly because: readonly string[];
  /** Would have done as well for these calls, and were passed over. Sorted. */
  readonly alternatives: readonly Permission[];
}

/** A stack, as far as it decides what the identities around it must hold. */
export interface IdentityInput {
  readonly integrations: readonly IdentityIntegration[];
  /** @default - none */
  readonly clients?: readonly Pick<ClientModel, "environment" | "id" | "secret">[];
  /** Whether the vault provider makes a child token: it does unless `skip_child_token` is set. @default false */
  readonly makesChildToken?: boolean;
}

/** Who reads the secret of one integration, or of one client, in Vault. */
export interface ReaderIdentity extends Identity {
  /** The integration's id, or the client's. */
  readonly integration: string;
  /** Names of the policies, which the stack itself writes. */
  readonly policies: readonly string[];
}

/** A call, by the operation that it asks for. */
interface GenesysCall {
  readonly object: GenesyscloudObject;
  readonly phase: Phase;
  readonly operation: Operation;
}

/**
 * Terraform plans with it: reads, and no secret among them.
 * @throws {@link ScopelockError} `identity/call-unknown` when the catalogue lacks a call of the provider's.
 */
export function plannerOf(deployment: IdentityInput, catalog: Catalog): Identity {
  const phases: readonly Phase[] = ["read"];
  return {
    permissions: leastPermissions(genesysCalls(deployment, phases, catalog), new Map(), catalog),
    vault: vaultRules(deployment, phases),
  };
}

/**
 * Terraform deploys, rotates and destroys with it. Nobody grants what he does not hold, so the permissions of every
 * role of the stack are among its own.
 * @throws {@link ScopelockError} `identity/call-unknown` when the catalogue lacks a call of the provider's.
 */
export function deployerOf(deployment: IdentityInput, catalog: Catalog): Identity {
  const phases: readonly Phase[] = ["read", "create", "update", "delete"];
  const handedOn = new Map<Permission, string[]>();
  for (const { id, permissions } of deployment.integrations)
    for (const permission of permissions)
      handedOn.set(permission, [...(handedOn.get(permission) ?? []), `the role of ${id} grants it`]);
  return {
    permissions: leastPermissions(genesysCalls(deployment, phases, catalog), handedOn, catalog),
    vault: vaultRules(deployment, phases),
  };
}

/** The readers of each secret. In Genesys Cloud they can do what the client can whose secret they read. */
export function readersOf(deployment: IdentityInput): readonly ReaderIdentity[] {
  const ofIntegrations = deployment.integrations.map((integration) => ({
    integration: integration.id,
    policies: integration.readerPolicies,
    permissions: [...integration.permissions].sort().map((permission) => ({
      permission,
      because: [`the role of ${integration.id} grants it to the client whose secret is read`],
      alternatives: [],
    })),
    vault: readerRules(pathsOf(integration)),
  }));
  // A client that acts for users can do nothing by itself.
  const ofClients = secretsOf(deployment).map((client) => ({
    integration: client.id,
    policies: client.readerPolicies,
    permissions: [],
    vault: secretRules(pathsOf(client)),
  }));
  return [...ofIntegrations, ...ofClients];
}

function genesysCalls(
  { integrations, clients = [] }: IdentityInput,
  phases: readonly Phase[],
  catalog: Catalog,
): readonly GenesysCall[] {
  const divisions = new Set(integrations.flatMap((each) => each.divisions.map(({ lookup }) => lookup)));
  const roles = new Set(integrations.map(({ role }) => role.lookup));
  const needed: readonly (readonly [boolean, GenesyscloudObject])[] = [
    [true, "provider.genesyscloud"],
    [divisions.has("home"), "data.genesyscloud_auth_division_home"],
    [divisions.has("named"), "data.genesyscloud_auth_division"],
    [roles.has("named"), "data.genesyscloud_auth_role"],
    [roles.has("owned"), "genesyscloud_auth_role"],
    [integrations.length > 0, "genesyscloud_oauth_client"],
    [clients.length > 0, "genesyscloud_oauth_client.user"],
    [integrations.length > 0, "genesyscloud_integration"],
    [integrations.length > 0, "genesyscloud_integration_action"],
  ];
  const objects = needed.flatMap(([isNeeded, object]) => (isNeeded ? [object] : []));
  const known = new Map(catalog.operations.map((operation) => [operation.id, operation]));
  return objects.flatMap((object) =>
    phases.flatMap((phase) =>
      callsIn<OperationId>(GENESYSCLOUD_CALLS[object], phase).map((id) => {
        const operation = known.get(id);
        if (!operation) throw unknownCall(id, "which the catalogue does not have", catalog);
        if (!isKnown(operation))
          throw unknownCall(id, "of which the catalogue does not know what it requires", catalog);
        return { object, phase, operation };
      }),
    ),
  );
}

/** The cheapest set with which every call is answered, beside what is held anyhow. */
function leastPermissions(
  calls: readonly GenesysCall[],
  required: ReadonlyMap<Permission, readonly string[]>,
  catalog: Catalog,
): readonly HeldPermission[] {
  const held = new Set(required.keys());
  const choices: Choice[] = [];
  for (const { operation } of calls) {
    const { mode, permissions } = operation.requirement;
    if (mode === "all") for (const permission of permissions) held.add(permission);
  }
  for (const { operation } of calls)
    if (!meets(operation.requirement, held)) choices.push({ candidates: fitOf(operation).fits });
  for (const permission of cheapestCover(choices, new Costs(choices, catalog))) held.add(permission);

  return [...held].sort().map((permission) => {
    const needing = calls.filter(({ operation }) =>
      operation.requirement.permissions.some((accepted) => accepted === permission),
    );
    const alternatives = needing.flatMap(({ operation }) =>
      operation.requirement.permissions.filter((other) => !held.has(other)),
    );
    return {
      permission,
      because: [
        ...(required.get(permission) ?? []),
        ...needing.map(({ object, phase, operation }) => `${object}, ${phase}: ${operation.id}`),
      ],
      alternatives: [...new Set(alternatives)].sort(),
    };
  });
}

function vaultRules(deployment: IdentityInput, phases: readonly Phase[]): readonly PathRule[] {
  const rules = new Map<string, { capabilities: Set<Capability>; because: Map<VaultObject, Set<Phase>> }>();
  const allow = (object: VaultObject, names: Readonly<Record<string, string>> = {}, namespace = "") => {
    for (const phase of phases)
      for (const call of callsIn<VaultCall>(VAULT_CALLS[object], phase)) {
        const [capability, template = ""] = call.split(" ") as [Capability, string];
        const below = template.replace(/\{(\w+)\}/g, (_, name: string) => names[name] as string);
        // A policy reaches into the namespaces below its own by their path.
        const path = namespace === "" ? below : `${namespace}/${below}`;
        const { capabilities, because } = rules.get(path) ?? { capabilities: new Set(), because: new Map() };
        because.set(object, (because.get(object) ?? new Set()).add(phase));
        rules.set(path, { capabilities: capabilities.add(capability), because });
      }
  };

  const allowSecret = (of: Owner & Omit<SecretModel, "generation">) => {
    const { namespace } = of.mount;
    const paths = { ...pathsOf(of) };
    if (of.mount.managed) {
      allow("vault_mount", paths, namespace);
      allow("vault_kv_secret_backend_v2", paths, namespace);
    } else allow("data.vault_kv_secret", paths, namespace);
    allow("vault_kv_secret_v2", paths, namespace);
    allow("data.vault_kv_secret_subkeys_v2", paths, namespace);
    for (const policy of of.readerPolicies) allow("vault_policy", { policy }, namespace);
    for (const { method, mount, name } of of.readerRoles)
      allow(`vault_${method}_auth_backend_role`, { auth: mount, role: name }, namespace);
  };

  allow("provider.vault");
  if (deployment.makesChildToken) allow("provider.vault.child_token");
  for (const integration of deployment.integrations) {
    allowSecret(integration);
    allow("vault_generic_secret", { ...pathsOf(integration) }, integration.mount.namespace);
  }
  for (const client of secretsOf(deployment)) allowSecret(client);
  return [...rules]
    .map(([path, { capabilities, because }]) => ({
      path,
      capabilities: CAPABILITIES.filter((capability) => capabilities.has(capability)),
      because: [...because].map(([object, needed]) => `${object}: ${[...needed].join(", ")}`),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function callsIn<Call extends string>(calls: Calls<Call>, phase: Phase): readonly Call[] {
  return calls[phase] ?? [];
}

/** Whose secret it is. */
interface Owner {
  readonly environment: string;
  readonly id: string;
  readonly mount: MountModel;
}

const pathsOf = ({ mount, environment, id }: Owner) => secretPaths(mount.path, environment, id);

/** The clients whose secret is kept. */
function secretsOf({ clients = [] }: IdentityInput) {
  return clients.flatMap(({ environment, id, secret }) => (secret ? [{ environment, id, ...secret }] : []));
}

function unknownCall(id: OperationId, why: string, catalog: Catalog): ScopelockError {
  return new ScopelockError({
    id: "identity/call-unknown",
    what: `Terraform's genesyscloud provider calls ${id}, ${why}.`,
    where: `catalogue ${catalog.version}`,
    why: "What the call requires is unknown, and an identity without it would fail in the middle of a deploy.",
    fix: "Use a catalogue that knows it; the embedded one does.",
  });
}
