import { table } from "../diagnostic";
import { type Permission, partsOf } from "./permission";

/**
 * How much power a verb is, least first.
 *
 * - `view`: looks, and leaves everything as it is
 * - `execute`: sets off what others configured, or takes part in it; no configuration changes
 * - `add`: makes something new
 * - `edit`: changes what is there
 * - `delete`: removes, or ends for good
 * - `all`: several of these at once, or power over who may do what
 * - `general`: a permission without an entity, over everything
 */
export const ACCESS_LEVELS = ["view", "execute", "add", "edit", "delete", "all", "general"] as const;

/** One of {@link ACCESS_LEVELS}. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/**
 * The level of every verb of the catalogue, judged by the operations that it opens there. Sorted within a level.
 * Source: the catalogue's table (JavaScript SDK 259.0.0).
 */
export const VERBS: Readonly<Record<Exclude<AccessLevel, "general">, readonly string[]>> = {
  view: [
    "attributesview",
    "download",
    // Looks and listens in; the conversation goes on as it would.
    "monitor",
    "monitorAgent",
    "monitorConversation",
    "read",
    "readonly",
    "schemaView",
    "search",
    "searchAny",
    "searchPreview",
    "selfView",
    // A search for whom a conversation may be handed to.
    "target",
    // Opens nothing but the reading of one version of a case plan.
    "version",
    "view",
    "viewAll",
    "viewOther",
    "viewOwn",
    "viewPrivate",
    "viewSchedule",
  ],
  execute: [
    "execute",
    "generate",
    "index",
    "join",
    "launch",
    "participate",
    "preview",
    "rebuild",
    // Takes in a message that a customer sent.
    "receive",
    "send",
    "start",
    "stop",
    "sync",
    "test",
    "testPhrase",
  ],
  add: [
    "add",
    "addAIPhrases",
    "byoImport",
    "copy",
    "create",
    // Makes a conversation of a post.
    "escalate",
    // Writes events as if they had happened.
    "inject",
    "schemaAdd",
    "setupWithUser",
    // Makes a recording of its own, beside the conversation's.
    "snippetRecord",
    "submit",
    "upload",
  ],
  edit: [
    "accept",
    "activate",
    "aiScoringEdit",
    "apply",
    "assign",
    "associate",
    "attributesedit",
    "barge",
    "blindTransfer",
    "blindTransferAgent",
    "blindTransferExternal",
    "blindTransferExternalContact",
    "blindTransferQueue",
    "cancelRouting",
    "coach",
    "consultTransfer",
    "consultTransferAgent",
    "consultTransferExternal",
    "consultTransferExternalContact",
    "consultTransferQueue",
    "convertGranularity",
    "deleteMandatoryPostFlowAction",
    "disable",
    // Undoes an association; station and user remain.
    "disassociate",
    "disassociateSelf",
    "edit",
    "editAgentSignoff",
    "editAll",
    "editConferenceRecording",
    "editHierarchyAccessControl",
    "editOwn",
    "editRegionalStorage",
    "editRetention",
    "editSchedule",
    "editScore",
    "editScreenRecordings",
    "editUrlExpiration",
    "enrich",
    "park",
    "pauseOthers",
    "promote",
    "publish",
    "pull",
    "reconnect",
    "record",
    // Resets the progress of a campaign; the campaign and its contacts remain.
    "recycle",
    "release",
    "reschedule",
    "reset",
    "restore",
    "revoke",
    "schemaEdit",
    "selfEdit",
    "setMandatoryPostFlowAction",
    "unlock",
    "update",
    "wrapup",
  ],
  delete: [
    "delete",
    "deleteActive",
    "deleteAll",
    "deleteFile",
    "deleteInactive",
    "deleteSchedule",
    // Ends a conversation or a work item.
    "disconnect",
    // Of two contacts one is left, and no call brings the other back.
    "merge",
    "selfDelete",
    "terminate",
  ],
  all: [
    // Opens every operation of chats, or of video meetings.
    "access",
    "admin",
    "all",
    // Decides what other applications may do.
    "authorize",
    // Views, adds, edits and deletes.
    "manage",
    // Whoever sets a password can sign in as that user.
    "setPassword",
  ],
};

/** Permissions whose verb misleads. Source: the operations that they open in the catalogue. */
export const EXCEPTIONS: Readonly<Record<string, { readonly level: AccessLevel; readonly reason: string }>> =
  table({
    "agentic:virtualAgentJob:add": {
      level: "delete",
      reason: "The jobs that it adds delete virtual agents.",
    },
    "aiStudio:guideJob:add": {
      level: "delete",
      reason: "Some of the jobs that it adds delete guides.",
    },
    "alerting:alert:edit": { level: "delete", reason: "It deletes all alerts." },
    "authorization:grant:add": { level: "all", reason: "It gives roles, and with them any permission." },
    "chat:1on1Message:view": { level: "edit", reason: "It edits messages." },
    "routing:message:manage": { level: "edit", reason: "It edits recipients, and makes and deletes none." },
    "routing:queueMember:manage": {
      level: "edit",
      reason: "It decides who is a member of a queue; of the queue itself it changes nothing.",
    },
    "voicemail:userPolicy:viewOther": { level: "edit", reason: "It replaces the policies of other users." },
  });

const LEVEL_OF_VERB: ReadonlyMap<string, AccessLevel> = new Map(
  Object.entries(VERBS).flatMap(([level, verbs]) => verbs.map((verb) => [verb, level as AccessLevel])),
);

/**
 * The access level of a permission. A verb that only a newer catalogue knows counts as the most powerful.
 */
export function accessLevel(permission: Permission): AccessLevel {
  const known = levels.get(permission) ?? levelOf(permission);
  levels.set(permission, known);
  return known;
}

/** Asked again and again: each choice is weighed by it. */
const levels = new Map<Permission, AccessLevel>();

function levelOf(permission: Permission): AccessLevel {
  const parts = partsOf(permission);
  if (!parts) return "general";
  return EXCEPTIONS[permission]?.level ?? LEVEL_OF_VERB.get(parts.action) ?? "all";
}
