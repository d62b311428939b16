import { isObject, whatAndWhy } from "../../core/diagnostic";
import { isAside } from "./finding";
import type { Base } from "./places";
import type { EnvironmentReview, Review } from "./review";

/** How a review differs from an approved one: facts that only one of them has. Empty when they mean the same. */
export type Difference = ReturnType<typeof compareReviews>;

/**
 * Compares what two reviews mean. The day, the schedule and whatever else depends on more than the plan are left out:
 * after a merge the plan is made afresh, maybe on another day.
 */
export function compareReviews(approved: Review, now: Review) {
  const [expected, found] = [factsIn(approved), factsIn(now)];
  // `missing`: approved, and not so now. `unexpected`: so now, and not approved.
  return { missing: moreIn(expected, found), unexpected: moreIn(found, expected) };
}

/** Salts of a review, by environment: the plan to compare with is hashed with the same. */
export function saltsOf({ environments }: Review): ReadonlyMap<string, string> {
  return new Map(environments.map(({ environment, salt }) => [environment, salt]));
}

/** What an earlier review knows of the configuration, by environment. */
export function basesOf({ environments }: Review): ReadonlyMap<string, Base> {
  return new Map(
    environments.map(({ environment, salt, digests }) => [environment, { salt, places: digests.places }]),
  );
}

/** Facts of which one has more than the other, each as often. */
function moreIn(some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): readonly string[] {
  return [...some].flatMap(([fact, times]) => {
    const more = times - (others.get(fact) ?? 0);
    return more > 0 ? [more > 1 ? `${fact} (${more} times)` : fact] : [];
  });
}

function factsIn({ environments }: Review): ReadonlyMap<string, number> {
  const facts = environments.flatMap((environment) => flat(environment.environment, meaning(environment)));
  const counted = new Map<string, number>();
  for (const fact of facts) counted.set(fact, (counted.get(fact) ?? 0) + 1);
  return counted;
}

function meaning({ schedule: _, salt: __, ...environment }: EnvironmentReview): object {
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
