import type { Construct } from "constructs";
import { ScopelockError, shown } from "../core/diagnostic";

/**
 * An id that no construct of the scope has. Whether it can be part of Vault paths is checked with all else that is described;
 * only an empty one cannot wait, because `constructs` refuses it in words of its own.
 * @throws {@link ScopelockError} `integration/id` or `client/id`.
 */
export function checkedId(scope: Construct, id: string, refusal: "integration/id" | "client/id"): string {
  if (typeof id !== "string" || id === "")
    throw ScopelockError.at(scope, {
      id: refusal,
      what: `The id ${shown(id)} cannot name anything.`,
      why: "The id is a part of the addresses in the state, and of names and Vault paths.",
      fix: "Use lower-case letters, digits and single hyphens, for example external-contacts.",
    });
  const other = scope.node.tryFindChild(id);
  if (!other) return id;
  throw ScopelockError.at(other, {
    id: refusal,
    what: `"${id}" is taken: a ${other.constructor.name} has this id already.`,
    why: "The id is a part of the addresses in the state, and of names and Vault paths: what shares it would overwrite it.",
    fix: `Give one of them another id, for example "${id}-2".`,
  });
}
