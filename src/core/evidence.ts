import { accessLevel } from "./access-level";
import type { Operation } from "./catalog/operation";
import type { Costs } from "./cover";
import type { Asked } from "./derive";
import type { Permission } from "./permission";
import type { Problem } from "./problem";
import type { Requirement } from "./requirement";
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
  readonly problems: readonly Problem[];
}

/** A permission that would have done as well. */
export interface Alternative {
  readonly permission: Permission;
  /** Why it was passed over, as half a sentence. */
  readonly reason: string;
}

/** What was decided for all actions together. */
export interface Decision {
  readonly held: ReadonlySet<Permission>;
  /** Granted because an action needs it whatever else is chosen, with that action's name. */
  readonly granted: ReadonlyMap<Permission, string>;
  readonly costs: Costs;
}

/** Says what one action is granted, and why. */
export function explain(asked: Asked, decision: Decision): Evidence {
  const { call, operation, requirement, problems } = asked;
  const all = requirement?.permissions ?? [];
  const chosen = chosenFor(asked, decision);
  const alternatives = all
    .filter((permission) => !chosen.includes(permission))
    .sort()
    .map((permission) => ({ permission, reason: passedOver(permission, chosen, asked, decision) }));
  return {
    action: call.name,
    source: call.source,
    method: call.request.method,
    url: call.request.url,
    operation,
    requirement,
    chosen,
    alternatives,
    because: because(asked, chosen, alternatives),
    problems,
  };
}

/** What an action relies on. Of several that are granted and would do, the least: the others are granted for others. */
function chosenFor({ requirement, candidates }: Asked, { held, costs }: Decision): readonly Permission[] {
  const all = requirement?.permissions ?? [];
  if (requirement?.mode !== "any") return [...all].sort();
  const granted = all.filter((permission) => held.has(permission));
  const fit = granted.filter((permission) => candidates.includes(permission));
  return costs.sorted(fit.length > 0 ? fit : granted).slice(0, 1);
}

function because(
  { call, operation, requirement }: Asked,
  chosen: readonly Permission[],
  alternatives: readonly Alternative[],
): string {
  const who = call.permissions ? "stated by hand:" : `${operation?.id} requires`;
  const why = call.permissions ? ` (${call.permissions.because})` : "";
  switch (requirement?.mode) {
    case undefined:
      return "nobody can tell what it requires";
    case "none":
      return operation?.flags.includes("permissions-not-listed")
        ? `${operation.id} requires permissions that the catalogue does not list`
        : `the catalogue lists no permission for ${operation?.id}`;
    case "all":
      return `${who} all of ${chosen.join(", ")}${why}`;
    case "any": {
      if (alternatives.length === 0) return `${who} ${chosen.join(", ")}${why}`;
      const others = alternatives.map(({ permission, reason }) => `${permission} ${reason}`);
      return `${who} any of ${[...requirement.permissions].sort().join(", ")}; the least is granted: ${others.join("; ")}${why}`;
    }
  }
}

/** Why one was passed over: the first difference from the one that was taken. */
function passedOver(
  permission: Permission,
  chosen: readonly Permission[],
  { candidates, call }: Asked,
  { held, granted, costs }: Decision,
): string {
  if (held.has(permission)) return "would do too, and is granted for another action";
  if (!candidates.includes(permission))
    return isSelfScoped(permission) && !call.prefer?.length
      ? "opens only one's own things, and a client has none"
      : "is not the preferred one";
  const anyhow = chosen.find((each) => granted.has(each));
  if (anyhow !== undefined) return `is not needed: "${granted.get(anyhow)}" needs ${anyhow} anyhow`;
  const [taken] = chosen;
  if (taken === undefined) return "was not chosen";
  const [mine, its] = [costs.of(permission), costs.of(taken)];
  const at = mine.findIndex((cost, index) => cost !== its[index]);
  if (at === -1) return "is as good, and comes later by name";
  if ((mine[at] as number) < (its[at] as number))
    return `would do here, but ${taken} serves other actions too`;
  switch (at) {
    case 0:
      return `allows more (${accessLevel(permission)}, not ${accessLevel(taken)})`;
    case 2:
      return "is of another API family";
    default:
      // Without the figures: the sentence stands in a stack's output, and a refreshed catalogue must not change it.
      return "opens more of the API";
  }
}
