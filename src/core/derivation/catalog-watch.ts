import { type Call, OTHER_ACTIONS } from "../action";
import { type Catalog, isKnown, type Operation } from "../catalog";
import { compareTexts, type Diagnostic } from "../diagnostic";
import { meets, type Permission } from "../permission";
import { diffCatalogs, operationChange } from "./catalog-diff";
import { examine } from "./derive";
import type { Evidence } from "./evidence";
import { type PermissionSplit, splitPermissions } from "./permission-split";

/** What a newer catalogue can mean for an action, most urgent first. */
export const ACTION_CHANGES = [
  /** Its role held enough with the older catalogue, and lacks something with the newer one. */
  "breaks",
  /** No operation answers its request any more. */
  "removed",
  /** With the newer catalogue it is not derived, for a reason that the older one did not give. */
  "refused",
  /** The newer catalogue does not list what its operation requires. */
  "unknown",
  /** Its operation is deprecated now. */
  "deprecated",
  /** What its operation requires is something else, and its role lacks nothing that it did not lack before. */
  "changed",
  /** What it requires was not compared: one of the two catalogues does not list it. */
  "uncompared",
] as const;

/** One of {@link ACTION_CHANGES}. */
export type ActionChangeKind = (typeof ACTION_CHANGES)[number];

/** The actions of one role. */
export interface WatchedRole {
  /** `<environment>/<integration>`. @default - the actions together, as `derive` takes them */
  readonly name?: string;
  readonly calls: readonly Call[];
  /** What the role holds. @default - what is derived with the older catalogue */
  readonly held?: readonly Permission[];
}

/** One action of a role that the newer catalogue has something new for. */
export interface ActionChange {
  readonly action: string;
  readonly source: string | undefined;
  readonly method: string;
  readonly url: string;
  /** In the order of {@link ACTION_CHANGES}; one at least. */
  readonly kinds: readonly ActionChangeKind[];
  readonly before: Operation | undefined;
  readonly after: Operation | undefined;
  /** What is granted for it when it is derived with the newer catalogue. */
  readonly chosen: readonly Permission[];
  /** Errors that are reported with the newer catalogue only. */
  readonly problems: readonly Diagnostic[];
}

/** What a newer catalogue means for one role. */
export interface RoleChange {
  readonly name: string | undefined;
  /** How many actions were compared. */
  readonly actions: number;
  /** What it holds, sorted. */
  readonly held: readonly Permission[];
  /** Whether an action breaks. */
  readonly breaks: boolean;
  /** What a derivation with the newer catalogue grants for the actions that break, and the role does not hold. */
  readonly missing: readonly Permission[];
  /** Held for an action, and accepted by no action's operation any more. */
  readonly surplus: readonly Permission[];
  readonly changes: readonly ActionChange[];
  /** Permissions of the role that were split. */
  readonly splits: readonly PermissionSplit[];
}

/** What a newer catalogue means for roles and their actions: one {@link RoleChange} for each role, in their order. */
export function watchRoles(
  roles: readonly WatchedRole[],
  before: Catalog,
  after: Catalog,
): readonly RoleChange[] {
  const splits = splitPermissions(diffCatalogs(before, after), before, after);
  return roles.map(({ name, calls, held }) => {
    const [old, fresh] = [examine(calls, before), examine(calls, after)];
    const holds = new Set(held ?? old.permissions);
    // The same calls are sorted by the same key: the evidence of one has the same place in both.
    const pairs = old.evidence.flatMap((was, at) => {
      const is = fresh.evidence[at];
      return is && !isElsewhere(was) ? [{ was, is }] : [];
    });
    const changes = pairs.flatMap((pair) => changeOf(pair, holds) ?? []);
    const breaking = changes.filter(({ kinds }) => kinds.includes("breaks"));
    return {
      name,
      actions: pairs.length,
      held: [...holds].sort(compareTexts),
      breaks: breaking.length > 0,
      missing: sorted(breaking.flatMap(({ chosen }) => chosen.filter((name) => !holds.has(name)))),
      surplus: surplusOf(pairs, holds),
      changes,
      splits: splits.filter(({ permission }) => holds.has(permission)),
    };
  });
}

/** What is derived for an action with each of the two catalogues. */
interface Pair {
  readonly was: Evidence;
  readonly is: Evidence;
}

function changeOf({ was, is }: Pair, holds: ReadonlySet<Permission>): ActionChange | undefined {
  const [before, after] = [was.operation, is.operation];
  const known = new Set(was.problems.map(({ id }) => id));
  const problems = is.problems.filter(({ id, severity }) => severity === "error" && !known.has(id));
  const found = new Set(kindsOf(before, after, holds));
  if (problems.length > 0 && !found.has("removed") && !found.has("unknown")) found.add("refused");
  if (found.size === 0) return undefined;
  const { action, source, method, url, chosen } = is;
  const kinds = ACTION_CHANGES.filter((kind) => found.has(kind));
  return { action, source, method, url, kinds, before, after, chosen, problems };
}

function kindsOf(
  before: Operation | undefined,
  after: Operation | undefined,
  holds: ReadonlySet<Permission>,
): readonly ActionChangeKind[] {
  if (!after) return [before ? "removed" : "uncompared"];
  const change = before && operationChange(before, after);
  const deprecated: readonly ActionChangeKind[] = change?.flags?.added.includes("deprecated")
    ? ["deprecated"]
    : [];
  if (!isKnown(after)) return [before && !isKnown(before) ? "uncompared" : "unknown", ...deprecated];
  const lacked = before && isKnown(before) && !meets(before.requirement, holds);
  if (!lacked && !meets(after.requirement, holds)) return ["breaks", ...deprecated];
  return !before || change?.mode || change?.permissions ? ["changed", ...deprecated] : deprecated;
}

/** Nothing is superfluous while it is not known what every action requires. */
function surplusOf(pairs: readonly Pair[], holds: ReadonlySet<Permission>): readonly Permission[] {
  if (pairs.some(({ is }) => is.requirement === undefined)) return [];
  const accepted = (of: keyof Pair) =>
    new Set<Permission>(pairs.flatMap((pair) => [...(pair[of].requirement?.permissions ?? [])]));
  const [was, is] = [accepted("was"), accepted("is")];
  return sorted([...holds].filter((permission) => was.has(permission) && !is.has(permission)));
}

/** Actions of other services need nothing of the role. */
const isElsewhere = ({ problems }: Evidence) => problems.some(({ id }) => OTHER_ACTIONS.has(id));

const sorted = (permissions: readonly Permission[]) => [...new Set(permissions)].sort(compareTexts);
