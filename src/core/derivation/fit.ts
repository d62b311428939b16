import type { Operation } from "../catalog";
import { table } from "../diagnostic";
import {
  ACCESS_LEVELS,
  type AccessLevel,
  accessLevel,
  type Permission,
  permissionWords,
  singular,
} from "../permission";
import { INTERNAL_NAMES, type OldNames, OPERATION_FITS, RETIRED_NAMES } from "./fit-facts";
import { compareCloseness, PathWords } from "./path-words";
import { isSelfScoped } from "./self-scoped";

/** What a call of an operation is after, of the permissions any of which would do. */
export interface Fit {
  /** Those that fit. Several mean the same, unless it is open. Sorted. */
  readonly fits: readonly Permission[];
  /** Whether those that fit are for different things, so that only the author of the action can say which is meant. */
  readonly open: boolean;
  /** Of an operation of which more is known than its path tells. As a sentence. */
  readonly because: string | undefined;
  /** Why each of the others was passed over, as half a sentence. */
  readonly passedOver: ReadonlyMap<Permission, string>;
}

const known = new WeakMap<Operation, Fit>();

/**
 * The permissions of an operation's "any of" that fit what a call of it is after. It looks at this operation alone, so
 * that no other action can change it.
 *
 * One rule: a name that is not the vendor's current one and what opens one's own things come last; then what is for
 * looking, where the operation looks; then no power over everything; then the act that the path or the method means;
 * then the thing that the path names; then the least access level.
 */
export function fitOf(operation: Operation): Fit {
  const found = known.get(operation) ?? computeFit(operation);
  known.set(operation, found);
  return found;
}

/**
 * As {@link fitOf}, of one call: where the body names one of several acts, or one of several things, and no other, that
 * is the one that is meant (`"wrapup": {...}`, `"state": "disconnected"`, `"types": ["users"]`).
 * @param body Velocity template @default - not known
 */
export function fitOfCall(operation: Operation, body = ""): Fit {
  const fit = fitOf(operation);
  if (!fit.open || body.trim() === "") return fit;
  const words = [...body.matchAll(/"([A-Za-z]+)"/g)].map(([, word = ""]) => word.toLowerCase());
  const search = new Search(fit.fits, fit.passedOver);
  const acts = new Set(fit.fits.map((permission) => permissionWords(permission).act));
  const named = new Set([...acts].filter((act) => words.some((word) => word.startsWith(act.toLowerCase()))));
  const things = new Set(words.map(singular));
  const isNamed = (permission: Permission) => {
    const { act, entity } = permissionWords(permission);
    return acts.size > 1 ? named.has(act) : entity.every((word) => things.has(word));
  };
  const meant = fit.fits.filter(isNamed);
  const one = acts.size > 1 ? named.size === 1 : meant.length === 1;
  if (!one) return fit;
  search.keep(isNamed, () => "is for something else than the body names");
  return { ...search.fit(), because: fit.because };
}

function computeFit(operation: Operation): Fit {
  const { mode, permissions } = operation.requirement;
  const search = new Search(permissions);
  if (mode !== "any") return search.fit();
  search.keep(
    (permission) => !isSelfScoped(permission),
    () => "opens only the caller's own data, and a client has none",
  );
  for (const names of [INTERNAL_NAMES, RETIRED_NAMES])
    search.keep(
      (permission) => reasonOf(permission, names) === undefined,
      (permission) => reasonOf(permission, names) as string,
    );
  const exception = OPERATION_FITS.find(({ operations }) => operations.includes(operation.id));
  if (!exception) return fitByRule(operation, search);
  search.keep(
    (permission) => exception.fits.includes(permission),
    () => "is for something else",
  );
  return { ...search.fit(), because: exception.reason };
}

function fitByRule(operation: Operation, search: Search): Fit {
  const { method } = operation;
  const words = new PathWords(operation);
  const looks = LOOKS.has(method) || (method === "POST" && isQuery(search.left));
  if (looks)
    search.keep(
      (permission) => accessLevel(permission) === "view",
      (permission) => `allows more than to look (${accessLevel(permission)})`,
    );
  search.keep(
    (permission) => !isBroad(permission),
    (permission) => `allows far more (${accessLevel(permission)})`,
  );
  const meant = looks ? "view" : MEANT[method];
  const isMeant = (permission: Permission) => {
    const { act, about } = permissionWords(permission);
    return (act === meant || act === EVERY_ACT) && words.has(about);
  };
  const names = (permission: Permission) => words.endsWithAct(permissionWords(permission));
  const passed = (permission: Permission) => `is for another act (${permissionWords(permission).act})`;
  // An act that stands in the path says more than the method.
  const said = !looks && search.keep(names, passed);
  const decided = said || search.keep(isMeant, passed) || search.left.every(isMeant);
  if (!decided && !looks && areDifferentActs(search.left, words)) {
    search.keep(...CHANGES);
    return search.fit();
  }
  const closeness = new Map(
    search.left.map((permission) => [permission, words.closeness(permissionWords(permission))]),
  );
  const of = (permission: Permission) => closeness.get(permission) ?? [];
  const closest = [...closeness.values()].sort(compareCloseness)[0] ?? [];
  search.keep(
    (permission) => compareCloseness(of(permission), closest) === 0,
    () => "is for another thing than the path names",
  );
  if (!looks) search.keep(...CHANGES);
  const least = Math.min(...search.left.map(rank));
  search.keep(
    (permission) => rank(permission) === least,
    (permission) => `allows more (${accessLevel(permission)}, not ${ACCESS_LEVELS[least]})`,
  );
  return search.fit();
}

/** The permissions that are left, and why the others are not. */
class Search {
  left: readonly Permission[];
  private readonly passedOver: Map<Permission, string>;

  constructor(permissions: readonly Permission[], passedOver: ReadonlyMap<Permission, string> = new Map()) {
    this.left = [...permissions].sort();
    this.passedOver = new Map(passedOver);
  }

  /** Keeps those that pass a test, if any does. Whether that has decided something. */
  keep(test: (permission: Permission) => boolean, reason: (permission: Permission) => string): boolean {
    const kept = this.left.filter(test);
    if (kept.length === 0 || kept.length === this.left.length) return false;
    for (const permission of this.left)
      if (!kept.includes(permission)) this.passedOver.set(permission, reason(permission));
    this.left = kept;
    return true;
  }

  fit(): Fit {
    const meanings = new Set(this.left.map(meaningOf));
    return { fits: this.left, open: meanings.size > 1, because: undefined, passedOver: this.passedOver };
  }
}

/** Methods that change nothing. */
const LOOKS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** What a method does to the thing that its path names. */
const MEANT: Readonly<Record<string, string>> = table({
  POST: "add",
  PUT: "edit",
  PATCH: "edit",
  DELETE: "delete",
});

/** The act that includes every other one. */
const EVERY_ACT = "manage";

/** For what changes something. */
const CHANGES: Parameters<Search["keep"]> = [
  (permission) => accessLevel(permission) !== "view",
  () => "is for looking, and the operation changes something",
];

/** A POST for which looking at a thing is as good as changing it changes nothing: it asks. */
function isQuery(permissions: readonly Permission[]): boolean {
  const thing = (permission: Permission) => permission.slice(0, permission.lastIndexOf(":"));
  return (
    permissions.some((permission) => accessLevel(permission) === "view") &&
    new Set(permissions.map(thing)).size === 1
  );
}

/** Whether several acts would do, none of which is the method's: then the body says which it is. */
function areDifferentActs(permissions: readonly Permission[], words: PathWords): boolean {
  const acts = permissions
    .filter((permission) => accessLevel(permission) !== "view" && !isBroad(permission))
    .map(permissionWords)
    .map(({ act, about }) => (words.has(about) ? act : [act, ...about].join(" ")));
  return new Set(acts).size > 1;
}

/** What a permission is for, whatever its words' order: `campaign:viewSchedule` and `campaignSchedule:view` are one. */
function meaningOf(permission: Permission): string {
  const { domain, entity, about, act } = permissionWords(permission);
  return [domain, act, ...[...entity, ...about].sort()].join(" ");
}

function reasonOf(permission: Permission, names: readonly OldNames[]): string | undefined {
  return names.find(({ prefixes }) => prefixes.some((prefix) => permission.startsWith(prefix)))?.reason;
}

const rank = (permission: Permission) => ACCESS_LEVELS.indexOf(accessLevel(permission));
const isBroad = (permission: Permission) =>
  rank(permission) >= ACCESS_LEVELS.indexOf("all" satisfies AccessLevel);
