import type { KnownType } from "../plan/attributes";
import type { Thing } from "../plan/facts";

/** Things of a type. */
export function thingsOf<T extends KnownType>(type: T, things: readonly Thing[]): readonly Thing<T>[] {
  return things.filter((thing): thing is Thing<T> => thing.type === type);
}

/** Whether a plan does something to a thing. */
export const changes = ({ doing }: Pick<Thing, "doing">) => doing !== "none" && doing !== "read";

/** The attributes that replace a thing, as half a sentence. */
export const because = ({ replacedFor }: Thing) =>
  replacedFor.length === 0 ? "" : ` because of ${replacedFor.join(", ")}`;

/** Whether a type's name says that it gives somebody a right or a way in. Read: providers' lists of resources. */
export const mayGrant = (type: string) =>
  /role|polic|grant|permission|oauth|auth_backend|credential|token|identity/.test(type);
