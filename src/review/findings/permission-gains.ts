import { type Permission, partsOf } from "../../core/permission";
import { type Grant, UNLIMITED } from "../plan/attributes";

/** Permissions that are granted now and were not before, or were only under conditions that limited them more. */
export function gainedPermissions(was: readonly Grant[], is: readonly Grant[]): readonly Permission[] {
  const gained = is
    .filter((grant) => !was.some((each) => includes(each, grant)))
    .map(({ permission }) => permission);
  return [...new Set(gained)].sort();
}

/** Permissions that were granted, and of which nothing that is granted now includes the whole. */
export function lostPermissions(
  was: readonly Permission[],
  is: readonly Permission[],
): readonly Permission[] {
  return was.filter((permission) => !is.some((each) => includesPermission(each, permission)));
}

const includes = (wide: Grant, narrow: Grant) =>
  includesPermission(wide.permission, narrow.permission) && allows(wide.conditions, narrow.conditions);

/** Whether a permission, which may have wildcards, includes another one. */
export function includesPermission(wide: Permission, narrow: Permission): boolean {
  if (wide === narrow) return true;
  const [outer, inner] = [partsOf(wide), partsOf(narrow)];
  if (!outer || !inner) return false;
  return (["domain", "entity", "action"] as const).every(
    (part) => outer[part] === "*" || outer[part] === inner[part],
  );
}

/** Whether conditions hold wherever other ones do: none, the same, or one that asks less. */
function allows(wide: string, narrow: string): boolean {
  if (wide === UNLIMITED || wide === narrow) return true;
  if (narrow === UNLIMITED) return false;
  const [outer, inner] = [wide, narrow].map(conditionOf);
  if (!outer || !inner) return false;
  const has = (terms: readonly string[], all: readonly string[]) => all.every((term) => terms.includes(term));
  // With AND every term limits further, with OR every term lets more in. A single term is either.
  const both = new Set([outer, inner].filter(({ terms }) => terms.length > 1).map(({ joined }) => joined));
  if (both.size > 1) return false;
  return both.has("OR") ? has(outer.terms, inner.terms) : has(inner.terms, outer.terms);
}

/** A single condition with its terms, as text; `undefined` for another form. */
function conditionOf(
  conditions: string,
): { readonly joined: string; readonly terms: readonly string[] } | undefined {
  const list = JSON.parse(conditions) as readonly { conjunction?: unknown; terms?: unknown }[];
  const [only, ...more] = list;
  if (!only || more.length > 0 || !Array.isArray(only.terms) || only.terms.length === 0) return undefined;
  if (only.conjunction !== "AND" && only.conjunction !== "OR") return undefined;
  return { joined: only.conjunction, terms: only.terms.map((term) => JSON.stringify(term)) };
}
