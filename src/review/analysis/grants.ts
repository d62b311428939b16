import type { Permission } from "../../core/permission";
import { type Grant, UNLIMITED } from "../plan/attributes";

/** Permissions that are granted now and were not before, or were only under conditions that are gone or are others now. */
export function gainedPermissions(was: readonly Grant[], is: readonly Grant[]): readonly Permission[] {
  const isCovered = ({ permission, conditions }: Grant) =>
    was.some(
      (each) =>
        each.permission === permission && (each.conditions === UNLIMITED || each.conditions === conditions),
    );
  const gained = is.filter((grant) => !isCovered(grant)).map(({ permission }) => permission);
  return [...new Set(gained)].sort();
}
