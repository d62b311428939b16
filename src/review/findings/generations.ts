import type { GrantedRole } from "../plan/attributes";
import type { IntegrationFacts, ResourceChange } from "../plan/facts";
import { divisionsInWords } from "./access-words";
import { type ClientChange, gainedRoles } from "./clients";
import { type Found, finding } from "./finding";
import { because, changes, ofType } from "./resources";
import type { GenerationsReview, IntegrationReview } from "./review";

type IntegrationChange = ResourceChange<"genesyscloud_integration">;

/** Says what becomes of an integration's generations. */
export function reviewGenerations({ id, resources }: IntegrationFacts) {
  const all = ofType("genesyscloud_oauth_client", resources);
  const clients = all.filter(({ isLeftover }) => !isLeftover);
  const was = clients.filter(({ before }) => before);
  const is = clients.filter(({ after }) => after);
  const created = clients.filter(({ before, after }) => !before && after);
  const destroyed = clients.filter(({ doing }) => doing === "delete");
  const [integration] = ofType("genesyscloud_integration", resources);
  const inUse = inUseOf(was, integration);
  const review: GenerationsReview = {
    live: { before: numbers(was), after: numbers(is) },
    current: { before: inUse ?? null, after: numbers(is).at(-1) ?? null },
    created: numbers(created),
    destroyed: numbers(destroyed),
  };
  return {
    review,
    findings: [
      is.map(
        ({ generation, after }) =>
          after?.grant !== "CLIENT-CREDENTIALS" &&
          finding("generation/grant", id, {
            what: `The OAuth client of generation ${generation} gets its tokens by ${after?.grant ?? "a grant that cannot be read from the plan"}, not by CLIENT-CREDENTIALS: other callers than its integration can get a token.`,
            fix: "Remove the override of its grant. What has to change comes with the next generation: scopelock rotate.",
          }),
      ),
      integration && withoutCredential(id, integration),
      integration && foreignCredential(id, clients, integration),
      // Clients that are not a generation: nothing rotates them.
      created.map(
        ({ generation, resource }) =>
          generation === undefined &&
          finding("power/client", id, {
            what: `The plan makes a second OAuth client, ${resource}, beside the generations of ${id}: anyone with its secret can do what its roles allow.`,
            fix: "Remove it, or write into the code who uses it.",
          }),
      ),
      was.map(
        ({ generation, doing, changed }) =>
          (doing === "update" || doing === "replace") &&
          finding("generation/changed", id, {
            what: `The OAuth client of generation ${generation} is ${doing === "update" ? "updated" : "replaced"}${changed.length > 0 ? ` (${changed.join(", ")})` : ""}.`,
            why: "A generation never changes: an update makes the provider blank the secret in its credential, and every call fails with 401.",
            fix: "Remove the override of its lifecycle. What has to change comes with the next generation: scopelock rotate.",
          }),
      ),
      destroyed.map(({ generation }) => generation === inUse && inUseDestroyed(id, generation, review)),
      all.map(
        ({ generation, isLeftover }) =>
          isLeftover &&
          finding("generation/leftover", id, {
            what: `What an interrupted replacement left of generation ${generation} is destroyed.`,
          }),
      ),
    ],
  };
}

const numbers = (clients: readonly ClientChange[]) =>
  clients.flatMap(({ generation }) => generation ?? []).sort((a, b) => a - b);

/**
 * The generation whose credential the integration calls with; the newest where that cannot be told. None while there
 * is no integration, or the plan does not say.
 */
function inUseOf(clients: readonly ClientChange[], integration: IntegrationChange | undefined) {
  if (!integration?.before) return undefined;
  const { credential } = integration.before;
  const bound = clients.find(({ before }) => credential && before?.credential === credential);
  return bound?.generation ?? numbers(clients).at(-1);
}

/**
 * While the credential is known only when applied, the configuration says whose it is; without one, a new generation
 * explains it.
 */
function foreignCredential(id: string, all: readonly ClientChange[], integration: IntegrationChange): Found {
  if (!integration.after || integration.after.lacksCredential) return [];
  const { credential, hasOtherCredentials } = integration.after;
  const clients = all.filter(({ after }) => after);
  const isUnknown = credential === undefined && integration.unknown.includes("config");
  const referred = integration.references.get("config") ?? [];
  const isOwn = isUnknown
    ? clients.some(({ before }) => !before) &&
      referred.every((reference) => clients.some(({ resource }) => reference.startsWith(resource)))
    : credential === undefined
      ? !changes(integration)
      : clients.some(({ after }) => after?.credential === credential);
  const foreign = (what: string) =>
    finding("integration/foreign-credential", id, { what: `The integration ${id} ${what}` });
  return [
    !isOwn &&
      foreign(
        `calls with ${credential === undefined && !isUnknown ? "a credential that the plan does not show" : "a credential that is of none of its generations"}: its data actions may do what that one may, and no rotation reaches it.`,
      ),
    hasOtherCredentials &&
      changes(integration) &&
      foreign("has another credential beside the one of its generation."),
  ];
}

/**
 * An integration with which no action gets a token: after the plan, or before it. A plan that binds it says so too, since
 * the deploy that should have done that did not.
 */
function withoutCredential(id: string, { before, after, isImported }: IntegrationChange): Found {
  const lacked = before?.lacksCredential === true && !isImported;
  if (!after || (!after.lacksCredential && !lacked)) return [];
  return finding("integration/no-credential", id, {
    what: after.lacksCredential
      ? `The integration ${id} has no credential after this plan: its data actions get no token, and every call fails.`
      : `The integration ${id} has no credential before this plan: an earlier deploy did not bind it, or the credential was removed outside Terraform.`,
    why: "While ENABLE_STANDALONE_INTEGRATION_CONFIG is set, also to nothing, the genesyscloud provider from 1.85 on neither reads nor writes the credential of an integration, and the deploy succeeds.",
    fix: "Unset ENABLE_STANDALONE_INTEGRATION_CONFIG wherever a plan or a deploy runs, remove an override of the integration's config, and plan again.",
  });
}

function inUseDestroyed(id: string, generation: number | undefined, review: GenerationsReview): Found {
  const next = review.created.at(-1);
  const what = `Generation ${generation} of ${id}, which is in use, is destroyed`;
  return finding(
    "generation/in-use-destroyed",
    id,
    next === undefined
      ? {
          what: `${what}, and nothing takes its place: every call fails.`,
          fix: "Approve it only when nothing uses the integration or its secret any more.",
        }
      : {
          what: `${what} in the same deploy that makes generation ${next}: calls with its tokens fail with 401 at once, until every reader has the new secret.`,
          fix: "Right for an exposed secret. Otherwise keep it for the overlap: scopelock rotate without --emergency.",
        },
  );
}

/** The role of an integration, once: its id is another when it is replaced, and unknown while it is made. */
const OWN = "own";

/** A client's roles, with the integration's own role under one name before and after. */
function rolesOf(
  client: ClientChange,
  side: "before" | "after",
  role: ResourceChange<"genesyscloud_auth_role"> | undefined,
): readonly GrantedRole[] | undefined {
  const roles = client[side]?.roles;
  const isWholeUnknown = side === "after" && !roles && client.unknown.includes("roles") && client.after;
  const listed = roles ?? (isWholeUnknown ? [{ role: undefined, division: undefined }] : undefined);
  const own = [role?.before?.id, role?.after?.id].filter((each) => each !== undefined);
  const isMade = role?.after !== undefined && role.after.id === undefined;
  const ownOnly = refersOnlyTo(client, role);
  return listed?.map(({ role: granted, division }) => {
    const isOwn = granted === undefined ? side === "after" && isMade && ownOnly : own.includes(granted);
    return { role: isOwn ? OWN : granted, division };
  });
}

/** Whether a client's roles refer to the integration's role alone, as far as the plan has a configuration. */
function refersOnlyTo(
  { references }: ClientChange,
  role: ResourceChange<"genesyscloud_auth_role"> | undefined,
): boolean {
  const referred = references.get("roles") ?? [];
  return referred.every(
    (reference) =>
      /^(each|data\.genesyscloud_auth_division(_home)?)\./.test(reference) ||
      (role !== undefined && reference.startsWith(role.resource)),
  );
}

/** Finds generations that have another role than the integration's own, or than the one in use: more than its permissions say. */
export function otherRoles(
  { id, resources, after: declared }: IntegrationFacts,
  { current }: GenerationsReview,
): Found {
  const clients = ofType("genesyscloud_oauth_client", resources);
  const [role] = ofType("genesyscloud_auth_role", resources);
  const inUse = clients.find(({ generation, before }) => before && generation === current.before);
  const isOther = (client: ClientChange) => {
    const is = rolesOf(client, "after", role);
    const old = client.before ? client : inUse;
    const was = old && rolesOf(old, "before", role);
    if (!is || (old && !was)) return true;
    if (was) return gainedRoles(was, is).role;
    // At the first deploy: its own role, once in each division.
    return is.some((each) => each.role !== OWN) || is.length > (declared?.divisions.length ?? 0);
  };
  return clients
    .filter((client) => changes(client) && client.after && isOther(client))
    .map(({ generation }) =>
      finding("power/role", id, {
        what: `The OAuth client of generation ${generation} has another role, or more roles, than ${inUse ? "the one in use" : "the integration's own"}: it may do something else than the role of ${id} grants.`,
        fix: "Remove the override of its roles, or read in the code what they grant before you approve.",
      }),
    );
}

/** Says whether live clients lose their role: it is replaced or destroyed, and they stay. */
export function lostRoles({ id, resources }: IntegrationFacts): Found {
  return ofType("genesyscloud_auth_role", resources)
    .filter(({ doing }) => doing === "replace" || doing === "delete")
    .map((role) => {
      const left = ofType("genesyscloud_oauth_client", resources).filter(
        ({ before, after, doing }) =>
          after && doing !== "replace" && before?.roles?.some((each) => each.role === role.before?.id),
      );
      const which = left.flatMap(({ generation }) => generation ?? []).join(", ");
      return (
        left.length > 0 &&
        finding("role/replaced", id, {
          what: `The role of ${id} is ${role.doing === "delete" ? "destroyed" : "destroyed and made again"}${because(role)}, and the OAuth client of generation ${which || "none"} has it and stays: its calls fail with 403.`,
          fix: "Leave the role as it is, or rotate in the same change, so that a new generation gets the new role: scopelock rotate.",
        })
      );
    });
}

/** What the worst of the gains of divisions is for the review. */
const EFFECTS = { unknown: "unknown", more: "changed", fewer: "changed", same: "same" } as const;

/** Says where the role is granted, and whether that changes. */
export function reviewDivision(
  { id, before, after, resources }: IntegrationFacts,
  { current }: GenerationsReview,
): { review: IntegrationReview["division"]; findings: Found } {
  const declared = {
    before: before ? divisionsInWords(before.divisions) : null,
    after: after ? divisionsInWords(after.divisions) : null,
  };
  const clients = ofType("genesyscloud_oauth_client", resources);
  const [role] = ofType("genesyscloud_auth_role", resources);
  const old = clients.find(({ generation, before }) => before && generation === current.before);
  const [was, is] = [declared.before ?? "another division", declared.after ?? "none"];
  const isMoved = declared.before !== null && declared.after !== null && declared.before !== declared.after;
  const gains = clients
    .filter((client) => changes(client) && client.after && (client.before ?? old))
    .map((client) => {
      const than = rolesOf(client.before ? client : (old as ClientChange), "before", role);
      const now = rolesOf(client, "after", role);
      const gain = than && now ? gainedRoles(than, now).division : "unknown";
      return { gain, client };
    });
  const which = (["unknown", "more", "fewer", "same"] as const).find((each) =>
    gains.some(({ gain }) => gain === each),
  );
  const left = isMoved ? "pending" : "same";
  const effect = !old ? "new" : which ? EFFECTS[which] : left;
  const isUpdate = gains.some(({ gain, client }) => gain === which && client.before);
  const who = isUpdate ? `The live OAuth client of ${id}` : `The new generation of ${id}`;
  const findings: Found = [
    which === "more" &&
      finding("power/division", id, {
        what:
          was === is
            ? `${who} has its permissions in another division than before, although ${is} is declared as before.`
            : `${who} has its permissions in ${is}; the one in use has them in ${was}.`,
      }),
    which === "unknown" &&
      finding("power/division", id, {
        what: `In which division ${isUpdate ? "the live OAuth client" : "the new generation"} of ${id} has its permissions is known only when applied.`,
        fix: "Look up which division is meant before you approve.",
      }),
    which === "fewer" &&
      finding("division/narrowed", id, {
        what: `${who} has its permissions in fewer divisions than the one in use: ${is} in place of ${was}.`,
      }),
    effect === "pending" &&
      finding("division/pending", id, {
        what: `The declaration names ${is} in place of ${was}.`,
        why: "Live generations keep theirs; the next generation follows.",
      }),
  ];
  return { review: { ...declared, effect }, findings };
}
