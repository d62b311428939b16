import { type Acknowledged, isAcknowledged, readAcknowledged } from "./acknowledged";
import {
  ALLOWED,
  changedAttributes,
  isChanged,
  type KnownType,
  replacingAttributes,
  type SideOf,
  sideOf,
  TOLD,
  unknownAttributes,
} from "./attributes";
import { type Declared, isDeclared, readDeclared } from "./declared";
import type { Check, Plan, PlannedChange } from "./plan";

/** What a plan does to an object. `unknown`: an action that Terraform did not have when this was written. */
export type Doing = "none" | "read" | "create" | "update" | "replace" | "delete" | "forget" | "unknown";

/** An object of a known type, and what a plan does to it. Holds what the allow-list names, and nothing else. */
export interface Thing<T extends KnownType = KnownType> {
  /** `<type>.<name>`. */
  readonly resource: string;
  readonly type: T;
  readonly doing: Doing;
  readonly generation: number | undefined;
  readonly isLeftover: boolean;
  readonly before: SideOf<T> | undefined;
  readonly after: SideOf<T> | undefined;
  /** Names of attributes that change. */
  readonly changed: readonly string[];
  /** Names of attributes because of which it is replaced. */
  readonly replacedFor: readonly string[];
  /** Names of attributes that are known when the plan is applied. */
  readonly unknown: readonly string[];
}

/** What became of an object since the last apply, outside Terraform. */
export interface Drift {
  /** `<type>.<name>`. */
  readonly resource: string;
  readonly type: string;
  /** The object, where its type is known. */
  readonly thing: Thing | undefined;
  readonly isDeleted: boolean;
  /** Whether attributes differ whose names this version does not tell. */
  readonly hasUntold: boolean;
}

/** An integration: what it declares, before and after, and the objects that it is made of. */
export interface IntegrationFacts {
  readonly before: Declared | undefined;
  readonly after: Declared | undefined;
  readonly things: readonly Thing[];
  /** Of what belongs to it, whatever its type. */
  readonly drift: readonly Drift[];
}

/** Resources that are not looked into: counted by type and name. */
export interface OtherFacts {
  readonly type: string;
  readonly name: string;
  readonly doing: Doing;
  readonly instances: number;
}

/** What a plan says, as far as it may be told. */
export interface PlanFacts {
  readonly complete: boolean;
  readonly integrations: readonly IntegrationFacts[];
  /** Of no integration: roles, policies and secrets engines. */
  readonly things: readonly Thing[];
  /** Of whatever belongs to no integration, of every type. */
  readonly drift: readonly Drift[];
  readonly others: readonly OtherFacts[];
  readonly failed: readonly Check[];
  /** Rules that the stack passes over. */
  readonly acknowledged: {
    readonly before: readonly Acknowledged[];
    readonly after: readonly Acknowledged[];
  };
}

/** Picks out of a plan what may be told. */
export function factsOf(plan: Plan): PlanFacts {
  const declared = plan.outputs.flatMap(({ before, after }) => {
    if (!isDeclared(before) && !isDeclared(after)) return [];
    return [
      {
        before: isDeclared(before) ? readDeclared(before) : undefined,
        after: isDeclared(after) ? readDeclared(after) : undefined,
      },
    ];
  });
  const owner = (change: PlannedChange) => declared.findIndex((integration) => owns(integration, change));
  const changes = plan.changes.filter(({ isManaged }) => isManaged);
  const drift = plan.drift.filter(({ isManaged }) => isManaged);
  const isLone = (change: PlannedChange) => owner(change) === -1 && LONE.has(change.type);
  const isOther = (change: PlannedChange) =>
    owner(change) === -1 ? !LONE.has(change.type) : !isKnown(change.type) && change.type !== "terraform_data";
  return {
    complete: plan.complete,
    integrations: declared.map((integration, at) => ({
      ...integration,
      things: things(changes.filter((change) => owner(change) === at)),
      drift: drifts(drift.filter((change) => owner(change) === at)),
    })),
    things: things(changes.filter(isLone)),
    drift: drifts(drift.filter((change) => owner(change) === -1)),
    others: others(changes.filter(isOther)),
    failed: plan.checks,
    acknowledged: {
      before: plan.outputs.flatMap(({ before }) => (isAcknowledged(before) ? readAcknowledged(before) : [])),
      after: plan.outputs.flatMap(({ after }) => (isAcknowledged(after) ? readAcknowledged(after) : [])),
    },
  };
}

/** Types that are looked into wherever they are: they say who may do what, or hold the secrets. */
const LONE: ReadonlySet<string> = new Set<KnownType>([
  "genesyscloud_auth_role",
  "vault_policy",
  "vault_mount",
  "vault_kv_secret_backend_v2",
]);

function owns({ before, after }: Pick<IntegrationFacts, "before" | "after">, change: PlannedChange): boolean {
  if (!change.isRoot) return false;
  const names = [change.resource, change.movedFrom ?? change.resource];
  return names.some((name) => before?.resources.has(name) || after?.resources.has(name));
}

function things(changes: readonly PlannedChange[]): readonly Thing[] {
  return changes
    .flatMap((change) => (isKnown(change.type) ? [thing(change.type, change)] : []))
    .sort((a, b) => compare(a.resource, b.resource) || Number(a.generation ?? 0) - Number(b.generation ?? 0));
}

function thing<T extends KnownType>(type: T, change: PlannedChange): Thing<T> {
  const { resource, generation, isLeftover } = change;
  return {
    resource,
    type,
    doing: doingOf(change.actions),
    generation,
    isLeftover,
    before: sideOf(type, change, "before"),
    after: sideOf(type, change, "after"),
    changed: changedAttributes(type, change),
    replacedFor: replacingAttributes(type, change),
    unknown: unknownAttributes(type, change),
  };
}

/** What a refresh only says in other words is left out: Terraform lists it here, and shows it to nobody. */
function drifts(changes: readonly PlannedChange[]): readonly Drift[] {
  return changes.flatMap((change): readonly Drift[] => {
    const { resource, type, before, after } = change;
    const isDeleted = before !== null && after === null;
    const changed = Object.keys({ ...before, ...after }).filter((key) => isChanged(change, key));
    if (!isDeleted && before !== null && changed.length === 0) return [];
    const told = isKnown(type) ? TOLD[type] : [];
    return [
      {
        resource,
        type,
        thing: isKnown(type) ? thing(type, change) : undefined,
        isDeleted,
        hasUntold: changed.some((key) => !told.includes(key)),
      },
    ];
  });
}

function others(changes: readonly PlannedChange[]): readonly OtherFacts[] {
  const counted = new Map<string, OtherFacts>();
  for (const { resource, type, name, actions } of changes) {
    const doing = doingOf(actions);
    const key = `${resource} ${doing}`;
    counted.set(key, { type, name, doing, instances: (counted.get(key)?.instances ?? 0) + 1 });
  }
  return [...counted].sort(([a], [b]) => compare(a, b)).map(([, other]) => other);
}

/** Source: Terraform's JSON output format, `actions`. */
function doingOf(actions: readonly string[]): Doing {
  const known: Readonly<Record<string, Doing>> = {
    "no-op": "none",
    read: "read",
    open: "read",
    create: "create",
    update: "update",
    delete: "delete",
    forget: "forget",
    "delete,create": "replace",
    "create,delete": "replace",
    "create,forget": "replace",
  };
  return known[actions.join()] ?? "unknown";
}

const isKnown = (type: string): type is KnownType => Object.hasOwn(ALLOWED, type);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
