import { isObject } from "../../core/diagnostic";
import { isKeptNowhere, STATE_ONLY } from "../../core/terraform";
import { unaccounted } from "./accounted";
import { ephemeralKey } from "./ephemeral";
import { hasTrue, type Plan, type PlannedChange } from "./plan";

/** A value that Terraform's state keeps, and that may be a secret. */
export interface KeptFacts {
  readonly resource: string;
  /** `undefined` where this version does not know it: it is not shown. */
  readonly attribute: string | undefined;
  readonly holds: /** It is given an ephemeral value, and is not known to be write-only. */
    | "ephemeral"
    /** Terraform marks what it holds as sensitive. */
    | "sensitive"
    /** It is made to keep such values, or this version does not know it. */
    | "any";
}

/** Values of resources that change, which the state keeps although they are, or may be, ephemeral or sensitive. */
export function keptValues(plan: Plan): readonly KeptFacts[] {
  const found = plan.changes
    .filter(({ isManaged, after, actions }) => isManaged && after !== null && !isStill(actions))
    .flatMap((change) => [...ephemeral(change, plan), ...places(change), ...sensitive(change)]);
  // An attribute may be two of them: the first is the most exact.
  const first = new Map<string, KeptFacts>();
  for (const each of found) {
    const key = `${each.resource} ${each.attribute ?? ""}`;
    if (!first.has(key)) first.set(key, each);
  }
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function ephemeral({ type, resource, isRoot }: PlannedChange, { configuration }: Plan): readonly KeptFacts[] {
  return (configuration.ephemeral.get(ephemeralKey(resource, isRoot)) ?? [])
    .filter((path) => !isKeptNowhere(type, path))
    .map((path) => ({ resource, attribute: path.split(".")[0], holds: "ephemeral" }));
}

/** What a value in the state has beside the attributes that the table of its type calls harmless. */
function places(change: PlannedChange): readonly KeptFacts[] {
  const { type, resource } = change;
  if (type !== "terraform_data") return [];
  return unaccounted(type, change, undefined).map(({ attribute }) => ({ resource, attribute, holds: "any" }));
}

/** Of types that only keep a value, nothing is sensitive by itself: what is was given to them. */
function sensitive({ type, resource, afterSensitive }: PlannedChange): readonly KeptFacts[] {
  if (!STATE_ONLY.has(type) || !isObject(afterSensitive)) return [];
  return Object.entries(afterSensitive)
    .filter(([, mask]) => hasTrue(mask))
    .map(([attribute]) => ({ resource, attribute, holds: "sensitive" }));
}

const isStill = (actions: readonly string[]) =>
  actions.every((action) => action === "no-op" || action === "read");
