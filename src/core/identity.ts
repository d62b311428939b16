import type { Catalog, Operation } from "./catalog/catalog";
import { type Choice, Costs, cheapestCover } from "./cover";
import type { GuardedIntegration } from "./deployment";
import { ScopelockError } from "./errors";
import type { Permission } from "./permission";
import {
  type Calls,
  GENESYSCLOUD_CALLS,
  type GenesyscloudObject,
  type OperationId,
  type Phase,
  VAULT_CALLS,
  type VaultCall,
  type VaultObject,
} from "./provider-calls";
import { CAPABILITIES, type Capability, type PathRule, readerRules, secretPaths } from "./vault-policy";

/** What somebody must hold to do his part, and no more. */
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
export interface Guarded {
  readonly integrations: readonly GuardedIntegration[];
}

/** Who reads the secret of one integration in Vault. */
export interface ReaderIdentity extends Identity {
  /** The integration's id. */
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
export function plannerOf(deployment: Guarded, catalog: Catalog): Identity {
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
export function deployerOf(deployment: Guarded, catalog: Catalog): Identity {
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
export function readersOf(deployment: Guarded): readonly ReaderIdentity[] {
  return deployment.integrations.map((integration) => ({
    integration: integration.id,
    policies: integration.readerPolicies,
    permissions: [...integration.permissions].sort().map((permission) => ({
      permission,
      because: [`the role of ${integration.id} grants it to the client whose secret is read`],
      alternatives: [],
    })),
    vault: readerRules(pathsOf(integration)),
  }));
}

function genesysCalls(
  { integrations }: Guarded,
  phases: readonly Phase[],
  catalog: Catalog,
): readonly GenesysCall[] {
  const lookups = new Set(integrations.map(({ division }) => division.lookup));
  const objects: readonly GenesyscloudObject[] = [
    "provider.genesyscloud",
    ...(lookups.has("home") ? (["data.genesyscloud_auth_division_home"] as const) : []),
    ...(lookups.has("named") ? (["data.genesyscloud_auth_division"] as const) : []),
    "genesyscloud_auth_role",
    "genesyscloud_oauth_client",
    "genesyscloud_integration",
    "genesyscloud_integration_action",
  ];
  const known = new Map(catalog.operations.map((operation) => [operation.id, operation]));
  return objects.flatMap((object) =>
    phases.flatMap((phase) =>
      callsIn<OperationId>(GENESYSCLOUD_CALLS[object], phase).map((id) => {
        const operation = known.get(id);
        if (!operation) throw unknownCall(id, catalog);
        return { object, phase, operation };
      }),
    ),
  );
}

/** The cheapest set with which every call is answered, beside what is held anyhow. */
function leastPermissions(
  calls: readonly GenesysCall[],
  anyhow: ReadonlyMap<Permission, readonly string[]>,
  catalog: Catalog,
): readonly HeldPermission[] {
  const held = new Set(anyhow.keys());
  const choices: Choice[] = [];
  for (const { operation } of calls) {
    const { mode, permissions } = operation.requirement;
    if (mode === "all") for (const permission of permissions) held.add(permission);
    if (mode === "any") choices.push({ candidates: permissions, family: operation.path.split("/")[3] ?? "" });
  }
  const open = choices.filter(({ candidates }) => !candidates.some((candidate) => held.has(candidate)));
  for (const permission of cheapestCover(open, new Costs(open, catalog))) held.add(permission);

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
        ...(anyhow.get(permission) ?? []),
        ...needing.map(({ object, phase, operation }) => `${object}, ${phase}: ${operation.id}`),
      ],
      alternatives: [...new Set(alternatives)].sort(),
    };
  });
}

function vaultRules({ integrations }: Guarded, phases: readonly Phase[]): readonly PathRule[] {
  const rules = new Map<string, { capabilities: Set<Capability>; because: Map<VaultObject, Set<Phase>> }>();
  const allow = (object: VaultObject, names: Readonly<Record<string, string>> = {}) => {
    for (const phase of phases)
      for (const call of callsIn<VaultCall>(VAULT_CALLS[object], phase)) {
        const [capability, template = ""] = call.split(" ") as [Capability, string];
        const path = template.replace(/\{(\w+)\}/g, (_, name: string) => names[name] as string);
        const { capabilities, because } = rules.get(path) ?? { capabilities: new Set(), because: new Map() };
        because.set(object, (because.get(object) ?? new Set()).add(phase));
        rules.set(path, { capabilities: capabilities.add(capability), because });
      }
  };

  allow("provider.vault");
  for (const integration of integrations) {
    const paths = { ...pathsOf(integration) };
    if (integration.mount.managed) {
      allow("vault_mount", paths);
      allow("vault_kv_secret_backend_v2", paths);
    }
    allow("vault_kv_secret_v2.secret", paths);
    allow("data.vault_kv_secret_subkeys_v2", paths);
    allow("vault_kv_secret_v2.manifest", paths);
    for (const policy of integration.readerPolicies) allow("vault_policy", { policy });
  }
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

const pathsOf = ({ mount, environment, id }: GuardedIntegration) => secretPaths(mount.path, environment, id);

function unknownCall(id: OperationId, catalog: Catalog): ScopelockError {
  return new ScopelockError({
    id: "identity/call-unknown",
    what: `Terraform's genesyscloud provider calls ${id}, which the catalogue does not have.`,
    where: `catalogue ${catalog.version}`,
    why: "What the call requires is unknown, and an identity without it would fail in the middle of a deploy.",
    fix: "Use a catalogue that has it; the embedded one does.",
  });
}
