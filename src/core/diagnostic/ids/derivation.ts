import type { Entries } from "./entry";

/** Found when permissions are derived from requests. */
export const DERIVATION = {
  "operation/unknown": {
    severity: "error",
    means: "The request calls no operation of the Genesys Cloud API.",
    fix: "Correct method and path; for an operation that is newer than the catalogue, state its permissions.",
  },
  "operation/elsewhere": {
    severity: "error",
    means: "The request goes to another service than the Genesys Cloud API.",
    fix: "Write a path that begins with /api/v2/, or leave the action out.",
  },
  "operation/permissions-unknown": {
    severity: "error",
    means: "The catalogue has the operation, but not the permissions that it requires.",
    fix: 'State them: permissions: { anyOf: [...], because: "..." }; or use a catalogue made of the OpenAPI document.',
  },
  "operation/permissions-not-listed": {
    severity: "warning",
    means: "The operation requires permissions that the catalogue does not list.",
    fix: 'State them: permissions: { anyOf: [...], because: "..." }.',
  },
  "operation/needs-user": {
    severity: "error",
    means:
      "The operation acts for a logged-in user; a data action calls with client credentials, without a user.",
    fix: "Use an operation that names the user in its path or body.",
  },
  "operation/may-need-user": {
    severity: "warning",
    means: "The operation may act for a logged-in user; client credentials may get 403.",
    fix: "Try it with the integration's own client, or use an operation that names the user.",
  },
  "operation/needs-client": {
    severity: "error",
    means: "The operation takes client credentials only.",
    fix: "Call it with a client whose grant is client-credentials.",
  },
  "operation/deprecated": {
    severity: "warning",
    means: "The operation is deprecated: Genesys may remove it.",
    fix: "Use its successor.",
  },
  "operation/preview": {
    severity: "note",
    means: "The operation is a preview: it may change without notice.",
    fix: "Nothing; watch the release notes of the API.",
  },
  "permission/form": {
    severity: "error",
    means: "A stated or preferred permission does not have the form of one.",
    fix: "Write it as the API does, for example routing:queue:view.",
  },
  "permission/unknown": {
    severity: ["error", "warning"],
    means:
      "No operation of the catalogue names the permission: an error when it is preferred or looks misspelt, else a warning.",
    fix: "Correct the name, or leave it out: permissions are derived.",
  },
  "permission/choose": {
    severity: "error",
    means: "Permissions for different things would do, and the action does not name one.",
    fix: 'Name one: prefer: ["..."] in the action, or --prefer.',
  },
  "permission/prefer": {
    severity: "error",
    means: '"prefer" names a permission that the operation does not offer as a choice.',
    fix: 'Prefer one that the operation offers, or leave "prefer" out.',
  },
  "permission/too-many-choices": {
    severity: "error",
    means: "The smallest set of permissions was not found in the allowed number of steps.",
    fix: 'Name the permission in some actions: prefer: ["..."].',
  },
  "permission/stated": {
    severity: "note",
    means: "Permissions are stated by hand, not derived.",
    fix: 'Remove "permissions" as soon as the catalogue has what the operation requires.',
  },
  "permission/broad": {
    severity: "warning",
    means: "The operation requires a permission that allows far more than this operation.",
    fix: "Use a narrower operation, or give the action an integration of its own.",
  },
  "permission/own-only": {
    severity: "warning",
    means: "The permission opens the caller's own objects only; a client has none.",
    fix: "Use the operation for other users' objects.",
  },
  "permission/own-user-only": {
    severity: "warning",
    means:
      "The operation modifies a user and lists no permission; Genesys may allow it only for the caller's own user.",
    fix: "Try it with the integration's own client; state the permission that helps.",
  },
  "scope/unknown": {
    severity: "error",
    means: "The OAuth scope of an API family is not known, so the client's scopes are not complete.",
    fix: "Make a catalogue of Genesys's OpenAPI document: scopelock catalog refresh.",
  },
  "request/ambiguous": {
    severity: "warning",
    means: "A reference in the path may select one of several operations.",
    fix: "Declare one data action for each, with the path written out.",
  },
  "request/directive": {
    severity: "error",
    means: "A directive decides on the path of the request, or is none of Velocity's.",
    fix: "Declare one data action for each path.",
  },
  "request/query": {
    severity: "error",
    means: "The query begins with & in place of ?.",
    fix: "Begin it with ?.",
  },
  "request/query-in-reference": {
    severity: "note",
    means: "A reference directly behind the path is taken for the query.",
    fix: "Write the ? before the reference.",
  },
  "request/no-slash": {
    severity: "warning",
    means: "The path does not begin with a slash.",
    fix: "Write a path that begins with /api/v2/.",
  },
  "request/not-secure": {
    severity: "warning",
    means: "The URL begins with http:, which would send the token in the clear.",
    fix: "Write a path that begins with /api/v2/.",
  },
  "request/host-unknown": {
    severity: "warning",
    means: "The host is known only when the action runs.",
    fix: "Write a path that begins with /api/v2/.",
  },
  "request/reference-for-word": {
    severity: "error",
    means: "A reference stands where the API has a fixed word.",
    fix: "Write the word, or list the words in the input contract: enum: [...].",
  },
  "request/word-for-id": {
    severity: "error",
    means: "A fixed word of the API stands where an id belongs.",
    fix: "Look for a missing or misplaced segment; write an id as a reference.",
  },
  "request/literal-id": {
    severity: ["error", "note"],
    means: "A text stands where the API has a parameter: the same id is sent at each call.",
    fix: "Write a reference if it depends on the call: ${input.name}.",
  },
  "request/placeholder": {
    severity: "error",
    means: "The path has a placeholder such as {userId}, which is sent as it is.",
    fix: "Write a reference to an input: ${input.userId}.",
  },
  "request/illegal-character": {
    severity: "error",
    means: "The path has a character that no path can have.",
    fix: "Remove it, or escape it.",
  },
  "request/fragment": {
    severity: "error",
    means: "The path has a fragment, which no API is sent.",
    fix: "Remove it; write %23 where the # belongs to an id.",
  },
  "region/unknown": {
    severity: "error",
    means: "There is no Genesys Cloud region of this name.",
    fix: "Use a region's name as AWS writes it, for example eu-central-1.",
  },
  "identity/call-unknown": {
    severity: "error",
    means:
      "The Genesys Cloud provider makes a call that the catalogue does not have, so the deployer's permissions are not complete.",
    fix: "Use a catalogue that has it; the embedded one does.",
  },
} as const satisfies Entries;
