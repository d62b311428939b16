import type { Call, StatedPermissions } from "../action";
import { type Catalog, documentedPermission, type Operation, ownFirst } from "../catalog";
import { cut, type Diagnostic } from "../diagnostic";
import {
  GENERAL_PERMISSIONS,
  isPermissionName,
  type Permission,
  permissionWords,
  type Requirement,
} from "../permission";
import { type RequestMatch, urlText } from "../request";
import type { Fit } from "./fit";

/** A request that is no operation, with the operations that come nearest. */
export function unknownOperation(
  { request, static: made }: Call,
  match: RequestMatch,
  catalog: Catalog,
): Diagnostic {
  const { method, url } = request;
  if (match.otherService)
    return {
      id: "operation/elsewhere",
      severity: "error",
      what: `${urlText(url)} is not the Genesys Cloud API.`,
      why: "Genesys Cloud permissions do not cover it, and the token of the integration's credential must not be sent there.",
      fix: "Write a path that begins with /api/v2/. An action of a web services integration needs credentials of that service, not an OAuth client.",
    };
  const methods = catalog.methods(match.segments);
  const known = match.candidates.length > 0 ? match.candidates : catalog.nearestOperations(method, url);
  const nearest = known.map(({ id }) => id);
  const offered = methods.length > 0 ? `This path has ${methods.join(", ")}. ` : "";
  const meant = nearest.length > 0 ? `Did you mean ${nearest.join(", or ")}? ` : "";
  return {
    id: "operation/unknown",
    severity: "error",
    what: `${cut(method)} ${urlText(url)} is not an operation of the Genesys Cloud API.`,
    why: "Its permissions cannot be derived, and an empty set would fail with 403 in production.",
    fix: `${offered}${meant}If the operation is newer than the catalogue (${catalog.version}), state what it needs${made ? " in place of the request" : ""}: permissions: { anyOf: [...], because: "..." }.`,
  };
}

/** An operation that the catalogue knows by its path alone. */
export function unknownRequirement({ id }: Operation, { source, version }: Catalog): Diagnostic {
  return {
    id: "operation/permissions-unknown",
    severity: "error",
    what: `${id} is an operation of the API (${source} ${version}), but the catalogue does not know what it requires.`,
    why: "That is not nothing: an empty set may fail with 403 in production.",
    fix: 'State what it requires: permissions: { anyOf: [...], because: "..." }. The API Explorer of the Genesys Cloud Developer Center names it; so does a catalogue made of Genesys\'s OpenAPI document (scopelock catalog refresh), with --catalog.',
  };
}

/** Of a problem that the words of a declared action would solve, the fix that a static action has: it is written elsewhere. */
export function ofStaticAction(problem: Diagnostic): Diagnostic {
  const { id } = problem;
  if (/^(permission|operation\/(unknown|permissions-))/.test(id)) return problem;
  return {
    ...problem,
    fix: id.startsWith("operation/")
      ? "Correct the request, if the static action sends another one; otherwise declare an action of your own in its place."
      : 'Write the request as the static action sends it, an id as in /api/v2/users/{userId}. Where it is not known, give permissions in its place: permissions: { anyOf: [...], because: "..." }.',
  };
}

/** What says of itself why a request matches nothing, when an action is read or declared. */
const NO_MATCH: ReadonlySet<string> = new Set([
  "action/method",
  "action/url",
  "operation/elsewhere",
  "template/unclosed",
]);

/**
 * Whether it is said already why a request is no operation.
 * @param read what was found when the action was read
 * @param matching what was found when its request was matched
 */
export function isMatchRefused(read: readonly Diagnostic[], matching: readonly Diagnostic[]): boolean {
  return [...read.filter(({ id }) => NO_MATCH.has(id)), ...matching].some(
    ({ severity }) => severity === "error",
  );
}

/** What is to be said of the names that stated permissions have. */
export function statedNameProblems({ permissions }: Requirement, catalog: Catalog): readonly Diagnostic[] {
  return permissions
    .filter((name) => catalog.operationsAccepting(name).length === 0)
    .map((name) => nameProblem(name, catalog) ?? unlistedPermission(name, catalog));
}

/** A preferred permission that no operation accepts: whatever it is, it decides nothing. */
export function unknownPreference(name: string, catalog: Catalog): Diagnostic {
  return (
    nameProblem(name, catalog) ?? {
      id: "permission/unknown",
      severity: "error",
      what: `No operation of the catalogue (${catalog.version}) accepts the permission "${cut(name)}", so preferring it decides nothing.`,
      why: "A preference chooses among the permissions that an operation accepts.",
      fix: `${didYouMean(name, catalog)}${knownActions(name, catalog)}Leave it out, or prefer one that the operation accepts.`,
    }
  );
}

/** A name that cannot be right: not of the form of one, or a slip away from one that is known. */
function nameProblem(name: string, catalog: Catalog): Diagnostic | undefined {
  const slip = catalog.slip(name);
  if (slip === undefined && !isPermissionName(name))
    return {
      id: "permission/form",
      severity: "error",
      what: name.includes("*")
        ? `"${cut(name)}" is not a permission: a star stands for several, and for those that are added later.`
        : `"${cut(name)}" is not a permission: it is neither domain:entity:action nor a general one (${GENERAL_PERMISSIONS.join(", ")}).`,
      why: "Genesys Cloud grants permissions by their exact names.",
      fix: name.includes("*")
        ? `Name each one that is needed; scopelock explain "${cut(name)}" lists them.`
        : `${didYouMean(name, catalog)}Write it as the API does, for example routing:queue:view.`,
    };
  if (slip === undefined) return undefined;
  return {
    id: "permission/unknown",
    severity: "error",
    what: `No operation of the catalogue (${catalog.version}) names the permission "${cut(name)}", and ${slip} is only a slip away.`,
    fix: `${didYouMean(name, catalog, slip)}Better still, leave it out: permissions are derived from the request.`,
  };
}

/** A stated permission that no operation names. That says nothing against it. */
function unlistedPermission(name: string, catalog: Catalog): Diagnostic {
  const documented = documentedPermission(name);
  return {
    id: "permission/unknown",
    severity: "warning",
    what: documented
      ? `No operation of the catalogue (${catalog.version}) names the permission "${name}". It is documented (${documented.source}): it ${documented.allows}.`
      : `No operation of the catalogue (${catalog.version}) names the permission "${cut(name)}". It may be newer, or of the console only; if it is spelled wrong, the role grants nothing.`,
    fix: documented
      ? "Nothing, if that is what the action needs."
      : `${didYouMean(name, catalog)}${knownActions(name, catalog)}GET /api/v2/authorization/permissions lists what the organization has.`,
  };
}

/** What a name was probably meant for, as sentences with a blank behind; empty where nothing comes near. */
function didYouMean(name: string, catalog: Catalog, slip?: Permission): string {
  const near = catalog.nearestPermissions(name);
  const [nearest, ...others] = [...new Set([...(slip === undefined ? [] : [slip]), ...near])];
  if (nearest === undefined) return "";
  const opened = ownFirst(nearest, catalog.operationsAccepting(nearest)).map(({ id }) => id);
  const sample = opened.toSorted((a, b) => Number(isLookup(b)) - Number(isLookup(a))).slice(0, 3);
  const needed = sample.length > 0 ? ` (needed by ${sample.join(", ")})` : "";
  const more = others.length === 0 ? "" : `Others: ${others.join(", ")}. `;
  return `Did you mean ${nearest}${needed}? ${more}`;
}

/** What is known to be done with the entity of a name, as a sentence with a blank behind; empty for an unknown entity. */
function knownActions(name: string, catalog: Catalog): string {
  const entity = name.slice(0, name.lastIndexOf(":") + 1);
  const actions = catalog.permissions.flatMap((known) =>
    entity !== "" && known.startsWith(entity) ? known.slice(entity.length) : [],
  );
  return actions.length === 0
    ? ""
    : `The catalogue knows ${actions.sort().join(", ")} of ${entity.slice(0, -1)}. `;
}

/** Lookups and searches are what people ask for when they misremember a permission. */
const isLookup = (id: string) => /^GET .*(lookup|search)/.test(id);

/** What stated permissions require. */
export function statedRequirement(stated: StatedPermissions): Requirement {
  return "anyOf" in stated
    ? { mode: "any", permissions: stated.anyOf }
    : { mode: "all", permissions: stated.allOf };
}

/** Said aloud wherever a declaration does without derivation. */
export function statedNote({ because }: StatedPermissions): Diagnostic {
  return {
    id: "permission/stated",
    severity: "note",
    what: `The permissions are stated by hand, not derived: ${because}`,
    fix: 'Remove "permissions" as soon as the catalogue knows the operation.',
  };
}

/** A preference that decides nothing. */
export function uselessPreference(
  prefer: readonly Permission[],
  requirement: Requirement,
  catalog: Catalog,
): Diagnostic {
  const unknown = prefer.find((name) => catalog.operationsAccepting(name).length === 0);
  if (unknown !== undefined) return unknownPreference(unknown, catalog);
  return {
    id: "permission/prefer",
    severity: "error",
    what: `"prefer" names ${prefer.join(", ")}, but the operation offers no such choice: it requires ${requirement.mode === "none" ? "nothing" : `${requirement.mode} of ${requirement.permissions.join(", ")}`}.`,
    fix:
      requirement.mode === "any"
        ? `Prefer one of ${requirement.permissions.join(", ")}, or leave "prefer" out.`
        : 'Leave "prefer" out.',
  };
}

/** Another tool's placeholders for a path's parameters. Documentation writes requests so, and nobody renders them. */
const PLACEHOLDER = /^(\{[\w.]+\}|:[A-Za-z]\w*)$/;

/** What else a placeholder in a path is found to be. */
const OF_PLACEHOLDERS: readonly string[] = ["request/literal-id", "request/illegal-character"];

/** What is said of a request, and that a data action would send placeholders as they are. */
export function withPlaceholderProblem(
  { response, problems: known }: Call,
  { segments }: RequestMatch,
  problems: readonly Diagnostic[],
): readonly Diagnostic[] {
  // The checks of a declaration say it of every template, with the input that is meant.
  const isTold = known?.some(({ id }) => id === "template/placeholder");
  if (isTold) return problems.filter(({ id }) => !OF_PLACEHOLDERS.includes(id));
  const found = response === undefined ? [] : segments.filter((segment) => PLACEHOLDER.test(segment));
  if (found.length === 0) return problems;
  return [
    ...problems.filter(({ id }) => id !== "request/literal-id"),
    {
      id: "request/placeholder",
      severity: "error",
      what: `${found.join(", ")} in the path is sent as it is.`,
      why: "Data action templates are Velocity, where it stands for nothing.",
      fix: `Write a reference to an input: \${input.${found[0]?.replace(/[^\w]/g, "")}}.`,
    },
  ];
}

const undecidedChoiceCache = new WeakMap<Fit, Diagnostic>();

/** Permissions for different things would do, and the action does not name one. Tells them apart. */
export function undecidedChoice(operation: Operation, fit: Fit, catalog: Catalog): Diagnostic {
  const known = undecidedChoiceCache.get(fit) ?? choiceProblem(operation, fit, catalog);
  undecidedChoiceCache.set(fit, known);
  return known;
}

/** What sets the permissions of an undecided choice apart, as sentences. */
export function choiceDifferences(
  { fits, because }: Pick<Fit, "fits" | "because">,
  catalog: Catalog,
): string {
  const apart = fits.map((permission) => {
    const others = new Set(
      fits.filter((other) => other !== permission).flatMap((other) => catalog.operationsAccepting(other)),
    );
    const [first, ...more] = catalog
      .operationsAccepting(permission)
      .filter((operation) => !others.has(operation));
    const { entity, act, about } = permissionWords(permission);
    const meaning = `${permission} is to ${[act, ...about].join(" ")} (${entity.join(" ")})`;
    if (!first) return `${meaning} and opens nothing that the others do not`;
    return `${meaning} and alone opens ${first.id}${more.length > 0 ? ` and ${more.length} more` : ""}`;
  });
  return `${because === undefined ? "" : `${because} `}${apart.join("; ")}.`;
}

function choiceProblem({ id }: Operation, fit: Fit, catalog: Catalog): Diagnostic {
  const { fits } = fit;
  return {
    id: "permission/choose",
    severity: "error",
    what: `${id} is content with any of ${fits.join(", ")}.`,
    why: `They are for different things, and the action does not name one. ${choiceDifferences(fit, catalog)}`,
    fix: `Name one, for example prefer: ["${fits[0]}"] in the action, or --prefer ${fits[0]}.`,
  };
}

/** A user-grant client that calls an API family whose scope nobody has told us. */
export function unknownScope(family: string): Diagnostic {
  return {
    id: "scope/unknown",
    severity: "error",
    what: `The OAuth scope of the API family "${family}" is not known, so the client's scopes are not complete.`,
    fix: "Refresh the catalogue from Genesys's OpenAPI document, which names the scopes of every operation: scopelock catalog refresh <openapi.json>, then --catalog <file>.",
  };
}
