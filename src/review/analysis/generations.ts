import type { IntegrationFacts, Thing } from "../plan/facts";
import type { Finding } from "./finding";
import type { GenerationsReview, IntegrationReview } from "./review";
import { changes, thingsOf } from "./things";
import { divisionsInWords } from "./words";

type ClientThing = Thing<"genesyscloud_oauth_client">;

/** Says what becomes of an integration's generations. */
export function reviewGenerations(
  id: string,
  { things }: IntegrationFacts,
): { review: GenerationsReview; findings: readonly Finding[] } {
  const all = thingsOf("genesyscloud_oauth_client", things);
  const clients = all.filter(({ isLeftover }) => !isLeftover);
  const was = clients.filter(({ before }) => before);
  const is = clients.filter(({ after }) => after);
  const created = clients.filter(({ before, after }) => !before && after);
  const destroyed = clients.filter(({ doing }) => doing === "delete");
  const inUse = inUseOf(was, things);
  const review: GenerationsReview = {
    live: { before: numbers(was), after: numbers(is) },
    current: { before: inUse ?? null, after: numbers(is).at(-1) ?? null },
    created: numbers(created),
    destroyed: numbers(destroyed),
  };
  return {
    review,
    findings: [
      ...is
        .filter(({ after }) => after?.grant !== "CLIENT-CREDENTIALS")
        .map((client) => otherGrant(id, client)),
      ...foreignCredential(id, is, things),
      ...was.filter(isChanged).map((client) => changed(id, client)),
      ...destroyed
        .filter(({ generation }) => generation === inUse)
        .map(({ generation }) => inUseDestroyed(id, generation, review)),
      ...all.filter(({ isLeftover }) => isLeftover).map((client) => leftover(id, client)),
    ],
  };
}

const numbers = (clients: readonly ClientThing[]) =>
  clients.flatMap(({ generation }) => generation ?? []).sort((a, b) => a - b);

/**
 * The generation whose credential the integration calls with; the newest where that cannot be told. None while there
 * is no integration, or the plan does not say.
 */
function inUseOf(clients: readonly ClientThing[], things: readonly Thing[]): number | undefined {
  const [integration] = thingsOf("genesyscloud_integration", things);
  if (!integration?.before) return undefined;
  const { credential } = integration.before;
  const bound = clients.find(({ before }) => credential && before?.credential === credential);
  return bound?.generation ?? numbers(clients).at(-1);
}

const isChanged = ({ doing }: ClientThing) => doing === "update" || doing === "replace";

function changed(id: string, { generation, doing, changed }: ClientThing): Finding {
  return {
    id: "generation/changed",
    about: id,
    what: `The OAuth client of generation ${generation} is ${doing === "update" ? "updated" : "replaced"}${changed.length > 0 ? ` (${changed.join(", ")})` : ""}.`,
    why: "A generation never changes: an update makes the provider blank the secret in its credential, and every call fails with 401.",
    fix: "Remove the override of its lifecycle. What has to change comes with the next generation: scopelock rotate.",
  };
}

function otherGrant(id: string, { generation, after }: ClientThing): Finding {
  return {
    id: "generation/grant",
    about: id,
    what: `The OAuth client of generation ${generation} gets its tokens by ${after?.grant ?? "a grant that cannot be read from the plan"}, not by CLIENT-CREDENTIALS: others than its integration may come by a token.`,
    fix: "Remove the override of its grant. What has to change comes with the next generation: scopelock rotate.",
  };
}

/** While the credential is known only when applied, the plan says that it is a new generation's. */
function foreignCredential(
  id: string,
  clients: readonly ClientThing[],
  things: readonly Thing[],
): readonly Finding[] {
  const [integration] = thingsOf("genesyscloud_integration", things);
  const credential = integration?.after?.credential;
  if (credential === undefined || clients.some(({ after }) => after?.credential === credential)) return [];
  return [
    {
      id: "integration/foreign-credential",
      about: id,
      what: `The integration ${id} calls with a credential that is of none of its generations: its data actions may do what that one may, and no rotation reaches it.`,
      fix: "Remove the override of its credentials, or find out whose credential it is.",
    },
  ];
}

function inUseDestroyed(id: string, generation: number | undefined, review: GenerationsReview): Finding {
  const next = review.created.at(-1);
  return {
    id: "generation/in-use-destroyed",
    about: id,
    what:
      next === undefined
        ? `Generation ${generation} of ${id}, which is in use, is destroyed, and nothing takes its place: every call fails.`
        : `Generation ${generation} of ${id}, which is in use, is destroyed in the same deploy that makes generation ${next}: calls with its tokens fail with 401 at once, until everybody has read the new secret.`,
    fix:
      next === undefined
        ? "Approve it only when nothing uses the integration or its secret any more."
        : "Right for an exposed secret. Otherwise keep it for the overlap: scopelock rotate without --emergency.",
  };
}

function leftover(id: string, { generation }: ClientThing): Finding {
  return {
    id: "generation/leftover",
    about: id,
    what: `What an interrupted replacement left of generation ${generation} is destroyed.`,
    fix: "Nothing is to be done.",
  };
}

/** Finds generations that have another role than the integration's own, or than the one in use: more than its permissions say. */
export function otherRoles(
  id: string,
  { things }: IntegrationFacts,
  { current }: GenerationsReview,
): readonly Finding[] {
  const clients = thingsOf("genesyscloud_oauth_client", things);
  const [role] = thingsOf("genesyscloud_auth_role", things);
  const inUse = clients.find(({ generation }) => generation === current.before);
  const isOther = ({ before, after, unknown }: ClientThing) => {
    const own = role?.after?.id;
    const old = before ?? inUse?.before;
    // A role that is made with the plan has no id yet, and neither has its client: both are known only when applied.
    const is = after?.roles ?? (unknown.includes("roles") ? [undefined] : undefined);
    // A role that is replaced takes its own place.
    const was = old ? old.roles?.map((each) => (each === role?.before?.id ? own : each)) : [own];
    return !is || !was || !role?.after || is.some((each) => each !== own || !was.includes(each));
  };
  return clients
    .filter((client) => changes(client) && client.after && isOther(client))
    .map(({ generation }) => ({
      id: "power/role",
      about: id,
      what: `The OAuth client of generation ${generation} has another role, or more roles, than ${inUse ? "the one in use" : "the integration's own"}: what it may do is not what the role of ${id} says.`,
      fix: "Remove the override of its roles, or read in the code what they grant before you approve.",
    }));
}

/** Says where the role is granted, and whether that changes. */
export function reviewDivision(
  id: string,
  { before, after, things }: IntegrationFacts,
  { created, current }: GenerationsReview,
): { review: IntegrationReview["division"]; findings: readonly Finding[] } {
  const declared = {
    before: before ? divisionsInWords(before.divisions) : null,
    after: after ? divisionsInWords(after.divisions) : null,
  };
  const effect = effectOf(declared, created, current.before, things);
  const [was, is] = [declared.before ?? "another division", declared.after ?? "none"];
  const said: Partial<Record<typeof effect, Finding>> = {
    changed: {
      id: "power/division",
      about: id,
      what:
        was === is
          ? `The new generation of ${id} has its permissions in another division than the one in use, although ${is} is declared as before.`
          : `The new generation of ${id} has its permissions in ${is}; the one in use has them in ${was}.`,
      fix: "Approve it if the flows may see and change what is in there.",
    },
    unknown: {
      id: "power/division",
      about: id,
      what: `In which division the new generation of ${id} has its permissions is known only when applied.`,
      fix: "Look up which division is meant before you approve.",
    },
    pending: {
      id: "division/pending",
      about: id,
      what: `The declaration says ${is} in place of ${was}.`,
      why: "Live generations keep theirs; the next generation follows.",
      fix: "Rotate for it to have effect: scopelock rotate.",
    },
  };
  const finding = said[effect];
  return { review: { ...declared, effect }, findings: finding ? [finding] : [] };
}

function effectOf(
  declared: { readonly before: string | null; readonly after: string | null },
  created: readonly number[],
  inUse: number | null,
  things: readonly Thing[],
): IntegrationReview["division"]["effect"] {
  const clients = thingsOf("genesyscloud_oauth_client", things);
  const old = clients.find(({ generation }) => generation === inUse)?.before;
  if (!old) return "new";
  if (created.length === 0) {
    const isMoved = declared.before !== null && declared.after !== null && declared.before !== declared.after;
    return isMoved ? "pending" : "same";
  }
  const fresh = clients.filter(({ generation }) => created.includes(generation ?? -1));
  const known = [old, ...fresh.map(({ after }) => after)].map((client) => client?.divisions?.join());
  if (known.includes(undefined)) return "unknown";
  return new Set(known).size === 1 ? "same" : "changed";
}
