import { type Permission, partsOf } from "./permission";

/** Permissions that open one's own things only, though neither entity nor verb says `self` or `own`. */
const SELF_SCOPED: ReadonlySet<string> = new Set([
  "analytics:agentConversationDetail:view",
  "wfm:agentSchedule:view",
  "wfm:agentShiftTradeRequest:participate",
  "wfm:agentTimeOffRequest:submit",
]);

/** Whether a permission opens only what is the caller's own. A client is no user, and owns nothing. */
export function isSelfScoped(permission: Permission): boolean {
  const { entity, action } = partsOf(permission) ?? { entity: "", action: "" };
  return (
    SELF_SCOPED.has(permission) || /^self[A-Z]|Self$/.test(entity) || /^self[A-Z]|(Self|Own)$/.test(action)
  );
}
