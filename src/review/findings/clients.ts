import type { Client, GrantedRole } from "../plan/attributes";
import type { ResourceChange } from "../plan/facts";
import { type Finding, type Found, finding } from "./finding";

/** An OAuth client, and what a plan does to it. */
export type ClientChange = ResourceChange<"genesyscloud_oauth_client">;

/**
 * Compares the roles of a client with those that it had, or that the generation in use has. `role`: it has one that it did not have, or
 * one that nobody can read. `division`: `more` for one in which it had no role, `unknown` for one that is known only when applied.
 */
export function gainedRoles(was: readonly GrantedRole[], is: readonly GrantedRole[]) {
  const isUnknown = is.some(({ division }) => division === undefined);
  const fresh = is.filter((each) => !was.some((other) => includesRole(other, each)));
  const isMore = fresh.some(({ role }) => was.some((other) => other.role === role));
  const lost = was.filter((each) => !is.some((other) => includesRole(other, each)));
  return {
    role: is.some(({ role }) => role === undefined || !was.some((other) => other.role === role)),
    division: isUnknown ? "unknown" : isMore ? "more" : lost.length > 0 ? "fewer" : "same",
  } as const;
}

/** A role in all divisions includes the same role in any. */
const includesRole = (wide: GrantedRole, narrow: GrantedRole) =>
  wide.role !== undefined &&
  wide.role === narrow.role &&
  (wide.division === "*" || (wide.division !== undefined && wide.division === narrow.division));

/** Says of a client with the implicit grant that Genesys Cloud refuses it, or soon will. Source of the dates: rule SL048. */
export function reviewGrant({ before, after, resource, doing }: ClientChange): readonly Finding[] {
  if (after?.grant !== "TOKEN") return [];
  const about = resource;
  return before?.grant === "TOKEN" && doing !== "create" && doing !== "replace"
    ? [
        {
          id: "client/implicit",
          about,
          what: `The OAuth client ${resource} has the implicit grant, which Genesys Cloud ends by March 2027: its application gets no tokens then.`,
          fix: "Have the application use authorization code with PKCE, then UserGrant.code(...).",
        },
      ]
    : [
        {
          id: "client/implicit-new",
          about,
          what: `The OAuth client ${resource} ${before && doing !== "replace" ? "is changed to" : "is made with"} the implicit grant: Genesys Cloud takes no new client of it since March 2026, and ends it by March 2027.`,
          fix: "Use UserGrant.code(...), authorization code with PKCE.",
        },
      ];
}

/** Says what an OAuth client that is of no integration may do that it could not do before. */
export function reviewClient(change: ClientChange): Found {
  const { before, after, resource, doing } = change;
  if (!after) return [];
  if (!before || doing === "create")
    return finding("power/client", resource, {
      what: `A new OAuth client, ${resource}, gets tokens by ${after.grant ?? "a grant that cannot be read from the plan"}${scopesIn(after)}: anyone with its secret can do what its ${after.grant === "CLIENT-CREDENTIALS" ? "roles allow, which the plan names only by their ids" : "users and scopes allow"}.`,
    });
  const roles = before.roles && after.roles && gainedRoles(before.roles, after.roles);
  const scopes = gainedScopes(before, after);
  return [
    (!roles || roles.role) &&
      finding("power/role", resource, {
        what: `The OAuth client ${resource} has another role, or more roles, than before.`,
        fix: "Read in the code what they grant before you approve.",
      }),
    (roles?.division === "more" || roles?.division === "unknown") &&
      finding("power/division", resource, {
        what: `The OAuth client ${resource} has its roles in ${roles.division === "more" ? "another division, or more divisions, than before" : "a division that is known only when applied"}.`,
        fix: "Look up which divisions are meant before you approve.",
      }),
    before.grant !== after.grant &&
      finding("generation/grant", resource, {
        what: `The OAuth client ${resource} gets its tokens by ${after.grant ?? "a grant that cannot be read from the plan"}, before by ${before.grant ?? "one that cannot be read"}: other callers can get a token.`,
        fix: "Approve it if all callers that get a token this way may do what the client may.",
      }),
    (!scopes || scopes.length > 0) &&
      finding("power/scope", resource, {
        what: `The OAuth client ${resource} has ${scopes ? `new scopes: ${scopes.join(", ")}` : "scopes that cannot be read from the plan"}. Its users' tokens open more.`,
        fix: "Approve it if the application may do that for its users.",
      }),
    after.redirects?.every((uri) => before.redirects?.includes(uri)) !== true &&
      redirected(resource, resource, change),
  ];
}

/** Scopes that a client has now and did not have; a scope without `:readonly` includes the one with it. */
function gainedScopes(before: Client, after: Client): readonly string[] | undefined {
  const was = before.scopes ?? [];
  return after.scopes?.filter(
    (scope) => !was.includes(scope) && !was.includes(scope.replace(/:(readonly|view)$/, "")),
  );
}

/** @param which words that follow "The OAuth client" */
export const redirected = (which: string, about: string, { after }: ClientChange): Finding =>
  finding("power/redirect", about, {
    what: `The OAuth client ${which} sends logins to ${after?.redirects ? "an address that it did not send them to before" : "addresses that cannot be read from the plan"}: the server there can act for the users who log in.`,
  });

const scopesIn = ({ scopes }: Client) =>
  scopes === undefined
    ? ", with scopes that cannot be read"
    : scopes.length === 0
      ? ""
      : `, with the scopes ${scopes.join(", ")}`;
