import { type Permission, partsOf } from "../permission";
import type { Operation } from "./operation";
import { plain } from "./permission-names";
import { domainCalled } from "./permission-pattern";

/**
 * Operations in their order, but those of the permission's own API family first, and of each those on its entity: the
 * nearer the beginning of the path names it, the sooner.
 */
export function ownFirst(permission: Permission, operations: readonly Operation[]): readonly Operation[] {
  const { domain, entity } = partsOf(permission) ?? { domain: "", entity: "" };
  const [own, thing] = [domainCalled(domain), plain(entity)];
  const rank = ({ path }: Operation) => {
    const segments = path.split("/").slice(3).map(plain);
    const family = segments[0] ?? "";
    const isOwn = family === own || family === thing;
    const at = segments.indexOf(thing);
    return (isOwn ? 0 : 3) + (at === -1 ? 2 : at > 1 ? 1 : 0);
  };
  return operations
    .map((operation, at) => ({ operation, at, rank: rank(operation) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ operation }) => operation);
}
