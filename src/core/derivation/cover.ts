import type { Catalog } from "../catalog";
import { compareTexts, grouped, ScopelockError } from "../diagnostic";
import { ACCESS_LEVELS, accessLevel, type Permission } from "../permission";

/** One "any of": the permissions that fit, each of which would do. */
export interface Choice {
  readonly candidates: readonly Permission[];
}

/**
 * Compared from the left: how many permissions of the most powerful access level, then of the next, down to `view`; then
 * how many operations they open. Levels are never summed: no number of views outweighs one administrator.
 */
export type Cost = readonly number[];

/** Most powerful first. */
const LEVELS = [...ACCESS_LEVELS].reverse();
const NOTHING: Cost = [...LEVELS.map(() => 0), 0];

/** What each candidate costs, given all that is asked for together. */
export class Costs {
  private readonly costs = new Map<Permission, Cost>();

  constructor(choices: readonly Choice[], catalog: Catalog) {
    for (const { candidates } of choices)
      for (const candidate of candidates)
        if (!this.costs.has(candidate)) {
          const level = LEVELS.indexOf(accessLevel(candidate));
          this.costs.set(candidate, [
            ...LEVELS.map((_, at) => Number(at === level)),
            catalog.operationCount(candidate),
          ]);
        }
  }

  /** Of one permission. */
  of(permission: Permission): Cost {
    return this.costs.get(permission) ?? NOTHING;
  }

  /** Cheapest first; a draw goes by name. */
  sorted(permissions: Iterable<Permission>): Permission[] {
    return [...permissions].sort((a, b) => compareCosts(this.of(a), this.of(b)) || compareTexts(a, b));
  }
}

/** The choices that what is held anyhow leaves open. */
export function unmetChoices(
  choices: readonly Choice[],
  granted: ReadonlySet<Permission>,
): readonly Choice[] {
  return choices.filter(({ candidates }) => !candidates.some((candidate) => granted.has(candidate)));
}

/**
 * The cheapest set that meets every choice. Exact, and independent of the order of the choices: a draw goes by name.
 *
 * @throws {@link ScopelockError} `permission/too-many-choices` when that takes more than {@link MOST_STEPS} steps.
 *
 * Branch and bound. Choices without a permission in common are solved apart, and permissions that another one makes
 * superfluous are dropped first, so that even all of the catalogue at once leaves next to nothing to search.
 */
export function cheapestCover(choices: readonly Choice[], costs: Costs): ReadonlySet<Permission> {
  const groups = new Map<string, Group>();
  for (const { candidates } of choices) {
    const sorted = [...candidates].sort();
    groups.set(sorted.join(), new Set(sorted));
  }
  const sorted = [...groups.keys()].sort(compareTexts).map((names) => groups.get(names) as Group);
  return new Set(new Search(costs).solve(sorted));
}

/**
 * How often the search for the cheapest set may branch. The whole catalogue takes none; a list of choices that somebody
 * made up can take time that doubles with each.
 */
export const MOST_STEPS = 20_000;

/** Permissions, one of which is needed. */
type Group = ReadonlySet<Permission>;

/** The search, for one set of costs. Every permission costs 1 of its level, so sets that draw are equally large. */
class Search {
  private steps = 0;

  constructor(private readonly costs: Costs) {}

  solve(groups: readonly Group[]): readonly Permission[] {
    return components(this.reduce(groups)).flatMap((component) => this.branch(component));
  }

  /** The best of one connected component, by trying each permission of its smallest group. */
  private branch(groups: readonly Group[]): readonly Permission[] {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw tooManyChoicesError(groups.length);
    const smallest = groups.reduce((least, group) => (group.size < least.size ? group : least));
    let best: readonly Permission[] | undefined;
    let rest = groups;
    for (const permission of this.byCost(smallest)) {
      const open = rest.filter((group) => !group.has(permission));
      const bound = add(this.cost([permission]), this.lowerBound(open));
      if (!best || compareCosts(bound, this.cost(best)) <= 0) {
        const found = [permission, ...this.solve(open)];
        if (!best || this.isBetter(found, best)) best = found;
      }
      // The best with this permission is known now; look on without it.
      rest = rest.map((group) => without(group, permission));
      if (rest.some((group) => group.size === 0)) break;
    }
    return best as readonly Permission[];
  }

  /** Drops groups that another one implies, and permissions that another one replaces, until nothing changes. */
  private reduce(groups: readonly Group[]): readonly Group[] {
    for (let reduced = groups; ; ) {
      const minimal = minimalGroups(reduced);
      const superfluous = this.superfluous(minimal);
      if (superfluous.size === 0) return minimal;
      reduced = minimal.map(
        (group) => new Set([...group].filter((permission) => !superfluous.has(permission))),
      );
    }
  }

  /** Permissions in whose place another one meets the same groups, cheaper, or as cheap and first by name. */
  private superfluous(groups: readonly Group[]): ReadonlySet<Permission> {
    const groupsOf = new Map<Permission, Set<Group>>();
    for (const group of groups)
      for (const permission of group)
        groupsOf.set(permission, (groupsOf.get(permission) ?? new Set()).add(group));
    const found = new Set<Permission>();
    for (const [permission, met] of groupsOf) {
      const [any] = met;
      const replaced = [...(any as Group)].some(
        (other) =>
          other !== permission &&
          this.isBetter([other], [permission]) &&
          [...met].every((group) => group.has(other)),
      );
      if (replaced) found.add(permission);
    }
    return found;
  }

  /** Groups without a permission in common each need one of their own. */
  private lowerBound(groups: readonly Group[]): Cost {
    const met = new Set<Permission>();
    let bound = NOTHING;
    for (const group of groups) {
      if ([...group].some((permission) => met.has(permission))) continue;
      for (const permission of group) met.add(permission);
      bound = add(bound, this.cost(this.byCost(group).slice(0, 1)));
    }
    return bound;
  }

  private byCost(group: Group): readonly Permission[] {
    return this.costs.sorted(group);
  }

  private isBetter(a: readonly Permission[], b: readonly Permission[]): boolean {
    const difference = compareCosts(this.cost(a), this.cost(b));
    return (
      difference < 0 || (difference === 0 && compareTexts([...a].sort().join(), [...b].sort().join()) < 0)
    );
  }

  private cost(permissions: readonly Permission[]): Cost {
    return permissions.reduce<Cost>((sum, permission) => add(sum, this.costs.of(permission)), NOTHING);
  }
}

function without(group: Group, permission: Permission): Group {
  return group.has(permission) ? new Set([...group].filter((other) => other !== permission)) : group;
}

/** Drops groups that are met whenever another one is. */
function minimalGroups(groups: readonly Group[]): readonly Group[] {
  const kept: Group[] = [];
  // By its first permission: a group that is part of another has all of its permissions there, the first among them.
  const byFirst = new Map<Permission, Group[]>();
  const isPart = (smaller: Group, group: Group) => [...smaller].every((permission) => group.has(permission));
  for (const group of [...groups].sort((a, b) => a.size - b.size)) {
    const implied = [...group].some((permission) =>
      byFirst.get(permission)?.some((smaller) => isPart(smaller, group)),
    );
    if (implied) continue;
    kept.push(group);
    const [first] = group;
    if (first === undefined) continue;
    const others = byFirst.get(first);
    if (others) others.push(group);
    else byFirst.set(first, [group]);
  }
  return kept;
}

/** Splits groups so that no two parts have a permission in common. */
function components(groups: readonly Group[]): readonly (readonly Group[])[] {
  const sharing = new Map<Permission, Group[]>();
  for (const group of groups)
    for (const permission of group) {
      const others = sharing.get(permission);
      if (others) others.push(group);
      else sharing.set(permission, [group]);
    }
  const seen = new Set<Group>();
  const found: Group[][] = [];
  for (const first of groups) {
    if (seen.has(first)) continue;
    seen.add(first);
    const component = [first];
    // Grows while it is walked: what shares a permission belongs to it.
    for (const group of component)
      for (const permission of group)
        for (const next of sharing.get(permission) ?? [])
          if (!seen.has(next)) {
            seen.add(next);
            component.push(next);
          }
    found.push(component);
  }
  return found;
}

function tooManyChoicesError(open: number): ScopelockError {
  return new ScopelockError({
    id: "permission/too-many-choices",
    what: `The least set of permissions was not found in ${grouped(MOST_STEPS)} steps; ${open} "any of" lists that share permissions are still open.`,
    why: "The number of sets to compare doubles with each list, and the first that is found need not be the least.",
    fix: "Name the permission in some of the actions: prefer: [...], or one permission in place of a list in permissions: { anyOf: [...] }.",
  });
}

const add = (a: Cost, b: Cost): Cost => a.map((value, at) => value + (b[at] as number));

function compareCosts(a: Cost, b: Cost): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - (b[at] as number);
  return 0;
}
