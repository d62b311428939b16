import { table } from "../diagnostic";
import type { Operation } from "./operation";

/**
 * OAuth scope of an API family: path segments after `/api/v2`, as deep as the scope changes. `null`: none is needed.
 *
 * Source: the Terraform provider's pages on permissions and scopes (mypurecloud/genesyscloud 1.82.0) for the families
 * that they name, and the vendor's OpenAPI document (see `catalog/sources.ts`), which agrees with them, for all others.
 * Where an operation accepts several scopes, the one that fits the rest of its family is named.
 */
export const FAMILY_SCOPES: Readonly<Record<string, string | null>> = table({
  alerting: "alerting",
  analytics: "analytics",
  architect: "architect",
  assistants: "assistants",
  audits: "audits",
  authorization: "authorization",
  billing: "billing",
  businessrules: "business-rules",
  "carrierservices/integrations/emergencylocations": null,
  casemanagement: "case-management",
  certificate: "user-basic-info",
  chats: "organization",
  coaching: "coaching",
  contentmanagement: "content-management",
  conversations: "conversations",
  "conversations/messaging": "messaging",
  "conversations/messaging/oauth": null,
  "conversations/messaging/threadingtimeline": "conversations",
  "conversations/summaries": "ai-studio",
  "conversations/{conversationId}/participants/{participantId}/screenmonitors": "screen-monitoring",
  "conversations/{conversationId}/recordingmetadata": "recordings",
  "conversations/{conversationId}/recordings": "recordings",
  dataextensions: "data-extensions",
  dataprivacy: "data-privacy",
  date: null,
  diagnostics: "logcapture",
  "documentation/gkn": null,
  "documentation/search": null,
  downloads: null,
  emails: "conversations",
  employeeengagement: "employee-engagement",
  employeeperformance: "employee-performance",
  "events/conversations": "conversations",
  "events/users/presence": "presence",
  "events/users/routingstatus": "routing",
  externalcontacts: "external-contacts",
  fax: "fax",
  fieldconfig: "users",
  flows: "architect",
  gamification: "gamification",
  gdpr: "gdpr",
  geolocations: "geolocation",
  greetings: "greetings",
  groups: "groups",
  "groups/{groupId}/greetings": "greetings",
  guides: "ai-studio",
  identityproviders: "identity-providers",
  infrastructureascode: "infrastructureascode",
  integrations: "integrations",
  "integrations/actions/{actionId}/draft/function/upload": "upload",
  "integrations/botconnector": "textbots",
  "integrations/unifiedcommunications/{ucIntegrationId}/thirdpartypresences": "presence",
  "integrations/webhooks/{tokenId}/events": null,
  intents: "external-contacts",
  ipranges: null,
  journey: "journey",
  "journey/deployments/{deploymentId}/actionevent": null,
  "journey/deployments/{deploymentId}/appevents": null,
  "journey/deployments/{deploymentId}/customers": null,
  "journey/deployments/{deploymentId}/webevents": null,
  knowledge: "knowledge",
  "knowledge/documentuploads": "upload",
  "knowledge/guest": null,
  languages: "routing",
  "languages/translations": "users",
  languageunderstanding: "language-understanding",
  "languageunderstanding/miners/{minerId}/uploads": "upload",
  learning: "learning",
  license: "license",
  locations: "locations",
  messaging: "messaging-platform",
  mobiledevices: "devices",
  notifications: "notifications",
  oauth: "oauth",
  organizations: "organization",
  orgauthorization: "organization-authorization",
  "orgauthorization/trustees/{trusteeOrgId}/clonedusers": "users",
  orphanrecordings: "quality",
  outbound: "outbound",
  "outbound/contactlists/uploads": "upload",
  "outbound/dnclists/uploads": "upload",
  presence: "presence",
  presencedefinitions: "presence",
  processautomation: "process-automation",
  "profiles/groups": "groups",
  "profiles/users": "users",
  quality: "quality",
  "quality/evaluations/search": "search",
  "quality/surveys/scorable": null,
  recording: "recordings",
  "recording/batchrequests": "quality",
  recordings: "recordings",
  "recordings/screensessions/acknowledge": "conversations",
  "recordings/screensessions/metadata": "conversations",
  responsemanagement: "response-management",
  routing: "routing",
  "routing/queues/{queueId}/assistant": "assistants",
  scim: "scim",
  screenmonitors: "screen-monitoring",
  screenrecording: "authorization",
  scripts: "scripts",
  search: "search",
  settings: "architect",
  socialmedia: "social-media",
  speechandtextanalytics: "speech-and-text-analytics",
  stations: "stations",
  systempresences: "presence",
  taskmanagement: "workitems",
  teams: "groups",
  telephony: "telephony",
  textbots: "textbots",
  "textbots/bots/search": "integrations",
  timezones: null,
  tokens: "user-basic-info",
  "tokens/timeout": "authorization",
  uploads: "upload",
  usage: "oauth",
  "usage/events": "usage",
  userrecordings: "user-recordings",
  users: "users",
  "users/chats": "organization",
  "users/development": "learning",
  "users/me": "user-basic-info",
  "users/me/password": "users",
  "users/me/verifiers": "users",
  "users/presences": "presence",
  "users/rules": "users-rules",
  "users/search/teams": "groups",
  "users/{subjectId}/roles": "authorization",
  "users/{userId}/geolocations": "geolocation",
  "users/{userId}/greetings": "greetings",
  "users/{userId}/presences": "presence",
  "users/{userId}/screenmonitors": "screen-monitoring",
  "users/{userId}/skillgroups": "routing",
  voicemail: "voicemail",
  webdeployments: "webdeployments",
  "webdeployments/deployments/{deploymentId}/cobrowse": null,
  "webdeployments/token": null,
  webmessaging: null,
  workforcemanagement: "workforce-management",
  "workforcemanagement/calendar/data": null,
});

/** Scopes without a `:readonly`. Source: the scopes that the vendor's OpenAPI document names. */
const FULL_ONLY: ReadonlySet<string> = new Set([
  "data-extensions",
  "notifications",
  "upload",
  "user-basic-info",
]);

/** Scopes that exist as `:readonly` only; it is enough for their queries by POST. Source: as above. */
const READONLY_ONLY: ReadonlySet<string> = new Set(["audits", "search"]);

/** The scopes that a set of operations needs. */
export interface NeededScopes {
  /** Sorted. */
  readonly scopes: readonly string[];
  /** Families whose scope is not known here. Sorted; nothing is guessed for them. */
  readonly unknown: readonly string[];
}

/**
 * The OAuth scopes that a client needs whose grant acts for a user: `<scope>:readonly` where every call is a GET.
 * A client with client credentials has none. Where the catalogue names the scopes of an operation, those hold;
 * otherwise the one of its family.
 */
export function scopesOf(operations: Iterable<Operation>): NeededScopes {
  const reads = new Map<string, boolean>();
  const unknown = new Set<string>();
  for (const operation of operations) {
    const family = familyOf(operation.path);
    const scope = operation.scopes ? named(operation.scopes, FAMILY_SCOPES[family]) : FAMILY_SCOPES[family];
    if (scope === undefined) unknown.add(family);
    else if (scope !== null) reads.set(scope, operation.method === "GET" && (reads.get(scope) ?? true));
  }
  return {
    scopes: [...reads].map(([scope, readonly]) => suffixed(scope, readonly)).sort(),
    unknown: [...unknown].sort(),
  };
}

/** Of the scopes that an operation names, any of which will do: the family's if it is among them; `null` for none. */
function named(scopes: readonly string[], familys: string | null | undefined): string | null {
  const names = scopes.map((scope) => scope.replace(/:readonly$/, "")).sort();
  return names.find((name) => name === familys) ?? names[0] ?? null;
}

/** The API family of an operation's path: the longest one that is known, or else the first segment. */
export function familyOf(path: string): string {
  const segments = path.split("/").slice(3);
  for (let depth = segments.length; depth > 0; depth--) {
    const family = segments.slice(0, depth).join("/");
    if (family in FAMILY_SCOPES) return family;
  }
  return segments[0] ?? "";
}

function suffixed(scope: string, readonly: boolean): string {
  return READONLY_ONLY.has(scope) || (readonly && !FULL_ONLY.has(scope)) ? `${scope}:readonly` : scope;
}
