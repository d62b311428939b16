import type { KnownType } from "../plan/attributes";
import type { ResourceChange } from "../plan/facts";

/** Resources of a type. */
export function ofType<T extends KnownType>(
  type: T,
  resources: readonly ResourceChange[],
): readonly ResourceChange<T>[] {
  return resources.filter((change): change is ResourceChange<T> => change.type === type);
}

/** Whether a plan does something to a resource. */
export const changes = ({ doing }: Pick<ResourceChange, "doing">) => doing !== "none" && doing !== "read";

/** What becomes of something that was, or is, or both. */
export const changeOf = (was: boolean, is: boolean) =>
  was && is ? ("kept" as const) : is ? ("added" as const) : ("removed" as const);

/** The attributes that replace a resource, as half a sentence. */
export const because = ({ replacedFor }: ResourceChange) =>
  replacedFor.length === 0 ? "" : ` because of ${replacedFor.join(", ")}`;
