import { type Catalog, type Operation, summaryOf } from "../../core/catalog";
import { enumeratedUrls, pathOf, type RequestMatch, resolveAny, resolveRequest } from "../../core/request";
import type { PlannedRequest } from "../plan/attributes";
import type { DeclaredAction } from "../plan/declared";
import type { IntegrationFacts, ResourceChange } from "../plan/facts";
import { listed } from "./access-words";
import { type Found, finding } from "./finding";
import { changes, ofType } from "./resources";

/**
 * Compares what the data actions of a plan ask for with what they declare: the declaration is what the permissions were
 * derived from, and whoever writes the stack may write it by hand. Only the catalogue's text is shown.
 */
export function reviewRequests(
  { id, before, after, resources }: IntegrationFacts,
  catalog: () => Catalog,
): Found {
  const [integration] = ofType("genesyscloud_integration", resources);
  const owner = integration?.after?.id;
  return ofType("genesyscloud_integration_action", resources).map((change) => {
    const name = change.after?.name;
    // A static action is in no plan: what calls itself one and is planned declares nothing.
    const declared = after?.actions.find(({ action, isStatic }) => action === name && !isStatic);
    const was = before?.actions.find(({ action, isStatic }) => action === name && !isStatic);
    const isSame = !changes(change) && JSON.stringify(declared) === JSON.stringify(was);
    if (!change.after || isSame) return undefined;
    if (name === undefined)
      return other(id, "A data action changes whose name cannot be read from the plan.");
    return [
      requested(id, name, change.after.request, declared, catalog),
      moved(id, name, change, owner),
      headers(id, name, change),
    ];
  });
}

function requested(
  id: string,
  action: string,
  request: PlannedRequest | undefined,
  declared: DeclaredAction | undefined,
  catalog: () => Catalog,
): Found {
  const label = `The data action "${action}"`;
  if (!request) return other(id, `${label} asks for something that cannot be read from the plan.`);
  const match = matchOf(request, catalog());
  const goesElsewhere =
    match.otherService || (/^\s*(https?:)?\/\//i.test(request.url) && pathOf(request.url) === undefined);
  if (goesElsewhere)
    return finding("action/elsewhere", id, {
      what: `${label} calls another host than Genesys Cloud's API: that host sees what the flow sends, and maybe the integration's token.`,
      fix: "Put the declared request back, or find out who owns the host.",
    });
  const said = declared?.operation ?? null;
  const matched = [...(match.operation ? [match.operation] : []), ...match.candidates];
  const found = [...new Map(matched.map((operation) => [operation.id, operation])).values()];
  const says = said === null ? "declares no operation of the catalogue" : `declares ${said}`;
  if (found.length === 0)
    return said === null && declared?.stated
      ? []
      : other(id, `${label} asks for something that the catalogue does not know, and ${says}.`);
  if (found.some((operation) => operation.id === said)) return required(id, action, declared, found);
  const calls = found.slice(0, 3).map((operation) => `${operation.id} (${wordsOf(operation)})`);
  return other(id, `${label} calls ${calls.join(" or ")} in the plan, and ${says}.`);
}

/** The permissions are an action's own words; the catalogue says which ones its operation needs. */
function required(
  id: string,
  action: string,
  declared: DeclaredAction | undefined,
  operations: readonly Operation[],
): Found {
  if (!declared || declared.stated !== null) return [];
  const known = new Set<string>(operations.flatMap(({ requirement }) => [...requirement.permissions]));
  const strange = declared.permissions.filter((permission) => !known.has(permission));
  if (strange.length === 0) return [];
  return finding("permission/not-required", id, {
    what: `The data action "${action}" declares that it needs ${listed(strange)}, and the catalogue does not name ${strange.length === 1 ? "it" : "them"} for what it calls.`,
    fix: "Derive the permissions again, with the catalogue that reviews: scopelock derive.",
  });
}

/** As the derivation resolves it: an input of which the contract lists the values is each of them. */
function matchOf({ method, url, input }: PlannedRequest, catalog: Catalog): RequestMatch {
  const found = resolveRequest(catalog, method, url);
  const refused = found.problems.some(({ id }) => id === "request/reference-for-word");
  const urls = refused ? enumeratedUrls(url.trim(), input) : undefined;
  return urls ? resolveAny(catalog, method, urls, url) : found;
}

/** What an operation does, in the words of the reference; by its name where it has none: `getUsers` is "get users". */
export const wordsOf = (operation: Operation): string =>
  summaryOf(operation) ?? operation.operationId.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();

function moved(
  id: string,
  action: string,
  { after, changed, before }: ResourceChange<"genesyscloud_integration_action">,
  owner: string | undefined,
): Found {
  const isElsewhere =
    after?.integration !== undefined
      ? after.integration !== owner
      : before !== undefined && changed.includes("integration_id");
  if (owner === undefined || !isElsewhere) return [];
  return finding("action/elsewhere", id, {
    what: `The data action "${action}" belongs to another integration in the plan: it calls with that integration's credential.`,
    fix: "Remove the override of its integration.",
  });
}

/** A header that says who calls, or where the call goes, counts for more than the integration's credential. */
const TELLING =
  /^(authorization|proxy-authorization|host|cookie|x-forwarded-.*|x-http-method.*|x-method-override)$/;

function headers(
  id: string,
  action: string,
  { before, after }: ResourceChange<"genesyscloud_integration_action">,
): Found {
  const was = before?.request?.headers ?? [];
  const fresh = (after?.request?.headers ?? []).filter((name) => TELLING.test(name) && !was.includes(name));
  if (fresh.length === 0) return [];
  return finding("action/elsewhere", id, {
    what: `The data action "${action}" sends the header ${listed(fresh)}: it can call as another identity, or something else than its URL names.`,
    fix: "Remove the header: the integration's credential identifies the caller.",
  });
}

const other = (id: string, what: string) =>
  finding("action/other-request", id, {
    what: `${what} What it may do with the role's permissions is not what was derived.`,
  });
