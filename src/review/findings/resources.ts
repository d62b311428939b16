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

/** The attributes that replace a resource, as half a sentence. */
export const because = ({ replacedFor }: ResourceChange) =>
  replacedFor.length === 0 ? "" : ` because of ${replacedFor.join(", ")}`;
