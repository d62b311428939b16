import type { Construct } from "constructs";
import { ScopelockError } from "../core/diagnostic";

/** An id that no construct of the scope has. @throws {@link ScopelockError} as it is told to, when one has it. */
export function freeId(scope: Construct, id: string, refusal: "integration/id" | "client/id"): string {
  const other = scope.node.tryFindChild(id);
  if (!other) return id;
  throw new ScopelockError({
    id: refusal,
    what: `"${id}" is taken: a ${other.constructor.name} has this id already.`,
    where: other.node.path,
    why: "The id is a part of the addresses in the state, and of names and Vault paths: what shares it would overwrite it.",
    fix: `Give one of them another id, for example "${id}-2".`,
  });
}
