import type { Catalog, Operation } from "../catalog";
import { type Diagnostic, enumeration } from "../diagnostic";
import { accessLevel, meets, type Permission, type Requirement } from "../permission";
import type { Costs } from "./cover";
import type { ResolvedCall } from "./derive";
import { isSelfScoped } from "./self-scoped";

/** Why an action is granted what it is granted. */
export interface Evidence {
  /** Name of the action. */
  readonly action: string;
  /** Where it was read from; `undefined` when it was declared in code. */
  readonly source: string | undefined;
  readonly method: string;
  /** As it was written. */
  readonly url: string;
  /** What its request asks for; `undefined` when no operation of the catalogue could be told. */
  readonly operation: Operation | undefined;
  /** Of the operation, or stated by hand; `undefined` when nobody can tell. */
  readonly requirement: Requirement | undefined;
  /** Granted for it, sorted. */
  readonly chosen: readonly Permission[];
  /** Would have done as well, and were passed over. Sorted by permission. */
  readonly alternatives: readonly Alternative[];
  /** The reason, as a sentence. */
  readonly because: string;
  /** Sorted by id. */
  readonly problems: readonly Diagnostic[];
}

/** A permission that would have done as well. */
export interface Alternative {
  readonly permission: Permission;
  /** Why it was passed over, as half a sentence. */
  readonly reason: string;
  /** Operations that it opens, and that what was granted does not. In the order of the catalogue. */
  readonly opens: readonly Operation[];
}

/** What was decided for all actions together. */
export interface Decision {
  readonly chosen: ReadonlySet<Permission>;
  /** Granted because an action needs it whatever else is chosen, with that action's name. */
  readonly requiredBy: ReadonlyMap<Permission, string>;
  readonly costs: Costs;
  readonly catalog: Catalog;
}

/** Says what one action is granted, and why. */
export function evidenceOf(resolved: ResolvedCall, decision: Decision): Evidence {
  const { call, operation, requirement, problems } = resolved;
  const all = requirement?.permissions ?? [];
  const chosen = chosenFor(resolved, decision);
  const alternatives = all
    .filter((permission) => !chosen.includes(permission))
    .sort()
    .map((permission) => ({
      permission,
      reason: passedOverReason(permission, chosen, resolved, decision),
      opens: additionalOperations(permission, chosen, decision.catalog),
    }));
  return {
    action: call.name,
    source: call.source,
    method: call.request.method,
    url: call.request.url,
    operation,
    requirement,
    chosen,
    alternatives,
    because: becauseSentence(resolved, chosen, alternatives),
    problems,
  };
}

/** What an action relies on. Of several that fit and are granted, the least: the others are granted for others. */
function chosenFor(
  { requirement, candidates }: ResolvedCall,
  { chosen: held, costs }: Decision,
): readonly Permission[] {
  if (requirement?.mode !== "any") return [...(requirement?.permissions ?? [])].sort();
  return costs.sorted(candidates.filter((permission) => held.has(permission))).slice(0, 1);
}

const openedCache = new WeakMap<Catalog, Map<string, readonly Operation[]>>();

/** Asked again for every action that makes the same call. */
function additionalOperations(
  permission: Permission,
  chosen: readonly Permission[],
  catalog: Catalog,
): readonly Operation[] {
  const known = openedCache.get(catalog) ?? new Map<string, readonly Operation[]>();
  openedCache.set(catalog, known);
  const key = [permission, ...chosen].join();
  const found =
    known.get(key) ??
    catalog
      .operationsAccepting(permission)
      .filter(
        ({ requirement }) =>
          !meets(requirement, new Set(chosen)) && meets(requirement, new Set([permission])),
      );
  known.set(key, found);
  return found;
}

function becauseSentence(
  { call, operation, requirement }: ResolvedCall,
  chosen: readonly Permission[],
  alternatives: readonly Alternative[],
): string {
  const who = call.permissions ? "stated by hand:" : `${operation?.id} requires`;
  const why = call.permissions ? ` (${call.permissions.because})` : "";
  switch (requirement?.mode) {
    case undefined:
      return "its requirement is unknown";
    case "none":
      return operation?.flags.includes("permissions-not-listed")
        ? `${operation.id} requires permissions that the catalogue does not list`
        : `the catalogue lists no permission for ${operation?.id}`;
    case "all":
      return `${who} all of ${chosen.join(", ")}${why}`;
    case "any": {
      const any = enumeration([...requirement.permissions].sort());
      if (chosen.length === 0) return `${who} any of ${any}; the action does not name one`;
      if (alternatives.length === 0) return `${who} ${chosen.join(", ")}${why}`;
      return `${who} any of ${any}; ${chosen.join(", ")} is granted: ${joinReasons(alternatives)}${why}`;
    }
  }
}

/** Each reason once. Without what they open: it stands in a stack's output, and a new catalogue must not change it. */
function joinReasons(alternatives: readonly Alternative[]): string {
  const groups = new Map<string, Permission[]>();
  for (const { permission, reason } of alternatives)
    groups.set(reason, [...(groups.get(reason) ?? []), permission]);
  return [...groups]
    .map(
      ([reason, permissions]) =>
        `${enumeration(permissions)}${permissions.length > 1 ? " each" : ""} ${reason}`,
    )
    .join("; ");
}

/** Why one was passed over. */
function passedOverReason(
  permission: Permission,
  chosen: readonly Permission[],
  { candidates, fit, call }: ResolvedCall,
  { chosen: held, requiredBy: granted, costs }: Decision,
): string {
  const [first] = chosen;
  if (!candidates.includes(permission)) {
    if (fit?.passedOver.has(permission)) return fit.passedOver.get(permission) as string;
    if (first === undefined) return "may be meant";
    return isSelfScoped(permission) && !call.prefer?.length
      ? "opens only the caller's own data, and a client has none"
      : "is not the preferred one";
  }
  if (held.has(permission)) return "would do too, and is granted for another action";
  const required = chosen.find((each) => granted.has(each));
  if (required !== undefined)
    return `is not needed: "${granted.get(required)}" needs ${required} in any case`;
  if (first === undefined) return "was not chosen";
  const [mine, its] = [costs.of(permission), costs.of(first)];
  const at = mine.findIndex((cost, index) => cost !== its[index]);
  if (at === -1) return "is as good, and comes later by name";
  if ((mine[at] as number) < (its[at] as number))
    return `would do here, but ${first} serves other actions too`;
  return at < mine.length - 1
    ? `allows more (${accessLevel(permission)}, not ${accessLevel(first)})`
    : "opens more operations";
}
