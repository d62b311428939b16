import { ACCESS_LEVELS, accessLevel } from "./access-level";
import type { Catalog } from "./catalog/catalog";
import type { Permission } from "./permission";

/** One "any of": the permissions, each of which would do, and the API family of the path that asks. */
export interface Choice {
  readonly candidates: readonly Permission[];
  readonly family: string;
}

/** Power first, then number, then foreignness, then reach; compared from the left. */
type Cost = readonly [level: number, count: number, foreign: number, opened: number];

const NOTHING: Cost = [0, 0, 0, 0];

/**
 * The cheapest set that meets every choice, together with what is granted anyhow. Exact, by branch and bound: choices
 * are few once those that are met already are gone. Independent of the order of the choices: a draw goes by name.
 */
export function cheapestCover(
  choices: readonly Choice[],
  granted: ReadonlySet<Permission>,
  catalog: Catalog,
): ReadonlySet<Permission> {
  const open = choices
    .filter(({ candidates }) => !candidates.some((candidate) => granted.has(candidate)))
    .map((choice) => ({ ...choice, candidates: [...choice.candidates].sort() }))
    .sort((a, b) => a.candidates.length - b.candidates.length || compareTexts(key(a), key(b)));
  const families = new Map<Permission, Set<string>>();
  for (const { candidates, family } of open)
    for (const candidate of candidates)
      families.set(candidate, (families.get(candidate) ?? new Set()).add(family));

  const cost = new Map<Permission, Cost>();
  for (const [permission, asking] of families)
    cost.set(permission, [
      ACCESS_LEVELS.indexOf(accessLevel(permission)),
      1,
      [...asking].some((family) => isOf(family, permission)) ? 0 : 1,
      catalog.opens(permission).length,
    ]);

  let best: { chosen: Permission[]; cost: Cost } | undefined;
  const visit = (at: number, chosen: Permission[], spent: Cost): void => {
    // Costs only grow: what is no cheaper now will not be.
    if (best && compareCosts(spent, best.cost) > 0) return;
    const next = open.findIndex(
      ({ candidates }, index) => index >= at && !candidates.some((candidate) => chosen.includes(candidate)),
    );
    if (next === -1) {
      const names = [...chosen].sort();
      const better = best
        ? compareCosts(spent, best.cost) || compareTexts(names.join(), best.chosen.join())
        : -1;
      if (better < 0) best = { chosen: names, cost: spent };
      return;
    }
    for (const candidate of open[next]?.candidates ?? [])
      visit(next + 1, [...chosen, candidate], add(spent, cost.get(candidate) ?? NOTHING));
  };
  visit(0, [], NOTHING);
  return new Set(best?.chosen);
}

/** Whether a permission belongs to the API family of a path: `externalContacts:...` to `/api/v2/externalcontacts`. */
function isOf(family: string, permission: Permission): boolean {
  return permission.split(":")[0]?.toLowerCase() === family.toLowerCase();
}

const key = ({ candidates }: Choice) => candidates.join();
const add = (a: Cost, b: Cost): Cost => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function compareCosts(a: Cost, b: Cost): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - (b[at] as number);
  return 0;
}
