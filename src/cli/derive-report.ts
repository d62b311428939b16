import type { Catalog } from "../core/catalog";
import {
  type Derivation,
  type DerivationReport,
  examine,
  type ReportedDeployer,
  reportDerivation,
  statedRequirement,
  unknownPreference,
} from "../core/derivation";
import { ScopelockError } from "../core/diagnostic";
import type { Permission } from "../core/permission";
import { deployerOf, mountRefusal, readerPolicyName, renderPolicy } from "../core/stack";
import { readActions, type SourcedCall } from "../import";
import type { Options } from "./derive";
import { loadCatalog } from "./load-catalog";

/**
 * Reads and derives what `scopelock derive` is given.
 * @throws {@link ScopelockError} `permission/unknown` or `permission/form` for a preferred permission that no operation
 * accepts and no action states, and what {@link loadCatalog} throws. Inputs that cannot be used are part of the report.
 */
export async function deriveReport(paths: readonly string[], options: Options): Promise<DerivationReport> {
  const catalog = loadCatalog(options.catalog);
  const { calls, unusable, skipped } = await readActions(paths);
  const stated = new Set(calls.flatMap(statedBy));
  for (const name of options.prefer)
    if (catalog.operationsAccepting(name).length === 0 && !stated.has(name)) {
      throw new ScopelockError({ ...unknownPreference(name, catalog), where: "--prefer" });
    }
  const derivation = examine(calls, catalog, { grant: options.grant, prefer: options.prefer });
  return reportDerivation(derivation, {
    operations: catalog.size,
    today: options.today,
    unusable,
    skipped,
    ignoreElsewhere: options.ignore === "elsewhere",
    deployer: options.deployer && deployer(derivation, options, catalog),
  });
}

/** What an action of a module states by hand. */
function statedBy(call: SourcedCall): readonly Permission[] {
  return "permissions" in call && call.permissions ? statedRequirement(call.permissions).permissions : [];
}

/** What Terraform needs to deploy the actions as one integration, into a mount that is there. */
function deployer(
  { permissions }: Derivation,
  { environment, integration, mount }: Options,
  catalog: Catalog,
): ReportedDeployer {
  const refusal = mountRefusal(mount);
  if (refusal) throw new ScopelockError({ ...refusal, where: "--mount" });
  const deployed = {
    environment,
    id: integration,
    mount: { path: mount, managed: false },
    permissions,
    readerPolicies: [readerPolicyName(environment, integration)],
    readerRoles: [],
    divisions: [{ lookup: "home" } as const],
    role: { lookup: "owned" } as const,
  };
  const identity = deployerOf({ integrations: [deployed] }, catalog);
  return {
    genesys: identity.permissions.map(({ permission }) => permission),
    vault: renderPolicy(identity.vault),
  };
}

/** Unusable input first: what else was found may not be all there is. */
export function exitCode({ unusable, unresolved, actions }: DerivationReport): number {
  if (unusable.length > 0) return 1;
  const wrong = actions.some(({ problems }) => problems.some(({ severity }) => severity === "error"));
  return unresolved > 0 || wrong ? 2 : 0;
}
