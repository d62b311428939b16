import { OTHER_ACTIONS } from "../action";
import { oldCatalog } from "../catalog";
import { type Diagnostic, diagnosticOf, type ScopelockError } from "../diagnostic";
import { type Permission, type PermissionPolicy, roleGrant } from "../permission";
import { withoutSecrets } from "../request";
import type { Derivation } from "./derive";
import type { Evidence } from "./evidence";

/**
 * A derivation as commands print it in JSON. Stable: within a format, keys are added, never renamed or removed. Documented in
 * `docs/derive.md`.
 */
export interface DerivationReport {
  readonly scopelock: "derivation";
  readonly format: 2;
  readonly catalog: {
    readonly version: string;
    readonly operations: number;
    /** ISO date that nothing in it is older than; empty where it is not known. */
    readonly asOf: string;
    /** That it is old, on a day that was given. A report is the same on every day otherwise. */
    readonly problems: readonly Diagnostic[];
  };
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
  readonly unusable: readonly UnusableInput[];
  /** Files of a directory that are something else or are not read, and what a file tells of elsewhere. */
  readonly skipped: readonly Skipped[];
  /** Actions of other services, functions, drafts and the like, where they are to be ignored. */
  readonly ignored: readonly Ignored[];
}

/** Why a file, or a line of a table, could not be read as a data action: `where` names it. */
export type UnusableInput = Diagnostic & Required<Pick<Diagnostic, "where">>;

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
  /**
   * `unknown` when the catalogue does not know what the operation requires. Says nothing when the action is unresolved:
   * `operation` is `null` then. In both cases `problems` says why.
   */
  readonly requires: {
    readonly mode: "any" | "all" | "none" | "unknown";
    readonly permissions: readonly Permission[];
  };
  readonly chosen: readonly Permission[];
  readonly alternatives: readonly Permission[];
  /** Each of the alternatives, with the reason, and what it opens that the chosen ones do not. */
  readonly passedOver: readonly PassedOver[];
  readonly because: string;
  readonly problems: readonly Diagnostic[];
}

/** A permission that would have done as well. */
export interface PassedOver {
  readonly permission: Permission;
  /** As half a sentence. */
  readonly reason: string;
  /** How many operations it opens that the chosen ones do not. */
  readonly opens: number;
  /** The first {@link NAMED} of these. */
  readonly operations: readonly string[];
}

/** How many of the operations that a passed-over permission opens are named. */
const NAMED = 3;

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
  /** The day to reckon the catalogue's age with. @default - its age is not told */
  readonly today?: string | undefined;
  readonly unusable: readonly ScopelockError[];
  readonly skipped: readonly Skipped[];
  /** Whether what belongs to other services is no problem. @default false */
  readonly ignoreElsewhere?: boolean;
  readonly deployer?: ReportedDeployer | undefined;
}

/** Makes the report of a derivation. */
export function reportDerivation(derivation: Derivation, parts: ReportParts): DerivationReport {
  const { operations, unusable, skipped, ignoreElsewhere = false, deployer } = parts;
  const { version, asOf } = derivation.catalog;
  const old = parts.today === undefined ? undefined : oldCatalog(derivation.catalog, parts.today);
  const actions = derivation.evidence.map(reportAction);
  const inputs = unusable.map(reportUnusable);
  const ignored = ignoreElsewhere
    ? [...actions.map(ignoredAction), ...inputs.map(ignoredInput)].filter((each) => each !== undefined)
    : [];
  const ofActions = ignoreElsewhere ? actions.filter((each) => ignoredAction(each) !== undefined).length : 0;
  return {
    scopelock: "derivation",
    format: 2,
    catalog: { version, operations, asOf, problems: old ? [old] : [] },
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

function reportUnusable(error: ScopelockError): UnusableInput {
  return { where: "", ...diagnosticOf(error) };
}

/** One whose needs are told, by what was stated, is none of another service. */
function ignoredAction({ name, source, operation, chosen, problems }: ReportedAction): Ignored | undefined {
  if (operation !== null || chosen.length > 0) return undefined;
  const found = problems.find(({ id }) => OTHER_ACTIONS.has(id));
  return found && { name, source, id: found.id, kind: OTHER_ACTIONS.get(found.id) as string };
}

function ignoredInput({ where: source, id }: UnusableInput): Ignored | undefined {
  const kind = OTHER_ACTIONS.get(id);
  return kind === undefined ? undefined : { name: null, source, id, kind };
}

/** Makes the report of one action. */
export function reportAction(evidence: Evidence): ReportedAction {
  const { mode, permissions } = evidence.requirement ??
    evidence.operation?.requirement ?? { mode: "none", permissions: [] };
  return {
    name: evidence.action,
    source: evidence.source ?? null,
    method: evidence.method,
    url: withoutSecrets(evidence.url),
    operation: evidence.operation?.id ?? null,
    requires: { mode, permissions: [...permissions].sort() },
    chosen: evidence.chosen,
    alternatives: evidence.alternatives.map(({ permission }) => permission),
    passedOver: evidence.alternatives.map(({ permission, reason, opens }) => ({
      permission,
      reason,
      opens: opens.length,
      operations: opens.slice(0, NAMED).map(({ id }) => id),
    })),
    because: evidence.because,
    problems: evidence.problems,
  };
}
