import type { Derivation } from "./derive";
import type { ScopelockError } from "./errors";
import type { Evidence } from "./evidence";
import { OTHER_ACTIONS } from "./import/other-actions";
import { type Permission, type PermissionPolicy, roleGrant } from "./permission";
import type { Problem } from "./problem";
import { withoutSecrets } from "./url-text";

/**
 * A derivation as commands print it in JSON. Stable: keys are added, never renamed or removed. Documented in
 * `docs/derive.md`.
 */
export interface DerivationReport {
  readonly catalog: { readonly version: string; readonly operations: number };
  /** Sorted by name. */
  readonly actions: readonly ReportedAction[];
  /** What the role is granted, sorted. */
  readonly permissions: readonly Permission[];
  /** The same as a role's `permission_policies`; without the general permissions, which have no entity. */
  readonly policies: readonly PermissionPolicy[];
  /** `null` for client credentials, which never carry scopes. */
  readonly scopes: readonly string[] | null;
  readonly deployer?: ReportedDeployer;
  /** Actions whose needs could not be told. */
  readonly unresolved: number;
  /** Files, and lines of tables, that could not be read as data actions. */
  readonly unusable: readonly (Problem & { readonly source: string })[];
  /** Files of a directory that are something else or are not read, and what a file tells of elsewhere. */
  readonly skipped: readonly Skipped[];
  /** Actions of other services, functions, drafts and the like, where they are to be ignored. */
  readonly ignored: readonly Ignored[];
}

/** One data action of a {@link DerivationReport}. */
export interface ReportedAction {
  readonly name: string;
  /** File, or file and line; `null` for an action that was declared in code. */
  readonly source: string | null;
  readonly method: string;
  /** As it was written, but for the secrets in it. */
  readonly url: string;
  /** `<METHOD> <path>`; `null` when no operation could be told. */
  readonly operation: string | null;
  /** Says nothing when the action is unresolved: `operation` is `null` then, and `problems` says why. */
  readonly requires: { readonly mode: "any" | "all" | "none"; readonly permissions: readonly Permission[] };
  readonly chosen: readonly Permission[];
  readonly alternatives: readonly Permission[];
  readonly because: string;
  readonly problems: readonly Problem[];
}

/** What Terraform's own identity needs to deploy the actions. */
export interface ReportedDeployer {
  /** Permissions of its OAuth client, sorted. */
  readonly genesys: readonly Permission[];
  /** Its Vault policy, in HCL. */
  readonly vault: string;
}

/** What was left alone. */
export interface Skipped {
  readonly source: string;
  readonly reason: string;
  /** Whether it was read, and found to be something else. Otherwise it may hold actions. */
  readonly read: boolean;
}

/** An action that needs nothing of the integration's OAuth client. */
export interface Ignored {
  /** `null` where it was read no further. */
  readonly name: string | null;
  /** As in {@link ReportedAction} and {@link DerivationReport.unusable}. */
  readonly source: string | null;
  /** Of the problem that it would be. */
  readonly id: string;
  /** What it is. */
  readonly kind: string;
}

/** What a report is made of, beside the derivation. */
export interface ReportParts {
  /** How many operations the catalogue has. */
  readonly operations: number;
  readonly unusable: readonly ScopelockError[];
  readonly skipped: readonly Skipped[];
  /** Whether what belongs to other services is no problem. @default false */
  readonly ignoreElsewhere?: boolean;
  readonly deployer?: ReportedDeployer | undefined;
}

/** Makes the report of a derivation. */
export function reportDerivation(derivation: Derivation, parts: ReportParts): DerivationReport {
  const { operations, unusable, skipped, ignoreElsewhere = false, deployer } = parts;
  const actions = derivation.evidence.map(reportAction);
  const inputs = unusable.map(reportUnusable);
  const ignored = ignoreElsewhere
    ? [...actions.map(ignoredAction), ...inputs.map(ignoredInput)].filter((each) => each !== undefined)
    : [];
  const ofActions = ignoreElsewhere ? actions.filter((each) => ignoredAction(each) !== undefined).length : 0;
  return {
    catalog: { version: derivation.catalog.version, operations },
    actions: ignoreElsewhere ? actions.filter((each) => ignoredAction(each) === undefined) : actions,
    permissions: derivation.permissions,
    policies: roleGrant(derivation.permissions).policies,
    scopes: derivation.scopes ?? null,
    ...(deployer && { deployer }),
    unresolved: derivation.unresolved - ofActions,
    unusable: ignoreElsewhere ? inputs.filter((each) => ignoredInput(each) === undefined) : inputs,
    skipped,
    ignored,
  };
}

function reportUnusable({ id, what, why, fix, where = "" }: ScopelockError): Problem & { source: string } {
  return {
    source: where,
    id,
    severity: "error",
    message: why === undefined ? what : `${what} ${why}`,
    fix,
  };
}

/** One whose needs are told, by what was stated, is none of another service. */
function ignoredAction({ name, source, operation, chosen, problems }: ReportedAction): Ignored | undefined {
  if (operation !== null || chosen.length > 0) return undefined;
  const found = problems.find(({ id }) => OTHER_ACTIONS.has(id));
  return found && { name, source, id: found.id, kind: OTHER_ACTIONS.get(found.id) as string };
}

function ignoredInput({ source, id }: Problem & { readonly source: string }): Ignored | undefined {
  const kind = OTHER_ACTIONS.get(id);
  return kind === undefined ? undefined : { name: null, source, id, kind };
}

/** Makes the report of one action. */
export function reportAction(evidence: Evidence): ReportedAction {
  const { mode, permissions } = evidence.requirement ?? { mode: "none", permissions: [] };
  return {
    name: evidence.action,
    source: evidence.source ?? null,
    method: evidence.method,
    url: withoutSecrets(evidence.url),
    operation: evidence.operation?.id ?? null,
    requires: { mode, permissions: [...permissions].sort() },
    chosen: evidence.chosen,
    alternatives: evidence.alternatives.map(({ permission }) => permission),
    because: evidence.because,
    problems: evidence.problems,
  };
}
