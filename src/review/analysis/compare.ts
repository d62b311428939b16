import { isObject, whatAndWhy } from "../../core/diagnostic";
import { isAside } from "./finding";
import type { EnvironmentReview, Review } from "./review";

/** How a review differs from an approved one: facts that only one of them has. Empty when they mean the same. */
export interface Difference {
  /** Approved, and not so now. */
  readonly missing: readonly string[];
  /** So now, and not approved. */
  readonly unexpected: readonly string[];
}

/**
 * Compares what two reviews mean. The day, the schedule and whatever else depends on more than the plan are left out:
 * after a merge the plan is made afresh, maybe on another day.
 */
export function compareReviews(approved: Review, now: Review): Difference {
  const [expected, found] = [factsIn(approved), factsIn(now)];
  return {
    missing: [...expected].filter((fact) => !found.has(fact)),
    unexpected: [...found].filter((fact) => !expected.has(fact)),
  };
}

function factsIn({ environments }: Review): ReadonlySet<string> {
  return new Set(environments.flatMap((environment) => flat(environment.environment, meaning(environment))));
}

function meaning({ schedule: _, ...environment }: EnvironmentReview): object {
  const { power, alarms, notes } = environment;
  const [kept, left, said] = [power, alarms, notes].map((findings) =>
    findings
      .filter((finding) => !isAside(finding))
      .map((finding) => `${finding.id} (${finding.about}): ${whatAndWhy(finding)}`),
  );
  return { ...environment, power: kept, alarms: left, notes: said };
}

/** One line for each fact: where it stands, and what it is. Items of a list stand under their own name. */
function flat(where: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${where}: none`];
    return value.flatMap((item: unknown) => flat(isObject(item) ? `${where} ${nameIn(item)}` : where, item));
  }
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => flat(`${where} > ${key}`, each));
  return [`${where}: ${String(value)}`];
}

function nameIn(item: Readonly<Record<string, unknown>>): string {
  const key = ["id", "permission", "action", "policy", "path", "resource", "about", "name"].find(
    (each) => item[each],
  );
  return `"${key === undefined ? "" : String(item[key])}"`;
}
