import { accessLevel } from "./access-level";
import type { Operation } from "./catalog/operation";
import { partsOf } from "./permission";
import { isSelfScoped } from "./self-scoped";

/** Verbs that name the same act as another one, perhaps more narrowly: where the path already says so, either will do. */
const SYNONYMS: Readonly<Record<string, string>> = {
  blindTransferAgent: "blindTransfer",
  blindTransferExternal: "blindTransfer",
  blindTransferExternalContact: "blindTransfer",
  blindTransferQueue: "blindTransfer",
  consultTransferAgent: "consultTransfer",
  consultTransferExternal: "consultTransfer",
  consultTransferExternalContact: "consultTransfer",
  consultTransferQueue: "consultTransfer",
  create: "add",
  deleteSchedule: "delete",
  editSchedule: "edit",
  // An email that is sent is a conversation that is created.
  send: "add",
  update: "edit",
};

/**
 * Whether any of several acts is enough for an operation that writes, so that the right permission may depend on the
 * body: `PATCH .../participants/{participantId}` records, disconnects or wraps up.
 *
 * Permissions that include every act, and those for one's own things, tell nothing about it. A POST that is content
 * with looking at the same entity is a query.
 */
export function mixesVerbs({ method, requirement }: Operation): boolean {
  if (requirement.mode !== "any" || method === "GET" || method === "HEAD") return false;
  const candidates = requirement.permissions.filter(
    (permission) => !isSelfScoped(permission) && !["all", "general"].includes(accessLevel(permission)),
  );
  const entities = new Set(candidates.map((permission) => partsOf(permission)?.entity));
  const looks = candidates.some((permission) => accessLevel(permission) === "view");
  if (method === "POST" && looks && entities.size === 1) return false;
  const acts = candidates.map((permission) => partsOf(permission)?.action ?? permission);
  return new Set(acts.map((act) => SYNONYMS[act] ?? act)).size > 1;
}
