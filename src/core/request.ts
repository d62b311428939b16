import type { Catalog, Operation } from "./catalog/catalog";
import { type Segment, segmentsOf } from "./catalog/path-index";
import type { Problem } from "./problem";
import { REGION_DOMAINS } from "./region";
import { HOLE, pathIsOpen, renderings } from "./template";

const API_HOSTS: ReadonlySet<string> = new Set(
  Object.values(REGION_DOMAINS).map((domain) => `api.${domain}`),
);

/** What a request asks for. */
export interface RequestMatch {
  /** `undefined` when there is none, or when it cannot be told which of several that differ in what they require. */
  readonly operation: Operation | undefined;
  /** Segments of the path that was matched. */
  readonly segments: readonly Segment[];
  /** More than one where the template leaves several possible. */
  readonly candidates: readonly Operation[];
  /** Whether the address is that of another service than the Genesys Cloud API. */
  readonly elsewhere: boolean;
  readonly problems: readonly Problem[];
}

const NOTHING: RequestMatch = {
  operation: undefined,
  segments: [],
  candidates: [],
  elsewhere: false,
  problems: [],
};

/**
 * The path and query of a request, without the API host that some people write in front of it. `undefined` when the
 * address is not one of the Genesys Cloud API.
 */
export function pathOf(url: string): string | undefined {
  const { host, path, secure } = addressOf(url.trim());
  if ((host !== undefined && !API_HOSTS.has(host)) || !secure) return undefined;
  return path.startsWith("/api/v2/") ? path : undefined;
}

/** The operation that a data action's request asks for; `undefined` where {@link resolveRequest} has none. */
export function matchRequest(catalog: Catalog, method: string, url: string): Operation | undefined {
  return resolveRequest(catalog, method, url).operation;
}

/**
 * The operation that a data action's request asks for, however its template is written. The query plays no part. Never
 * throws; takes time that grows with the template.
 */
export function resolveRequest(catalog: Catalog, method: string, url: string): RequestMatch {
  const template = url.trim();
  if (pathIsOpen(template)) return NOTHING;
  const paths = renderings(template);
  if (!paths) return { ...NOTHING, problems: [undecided(template)] };
  const matches = paths.map((path) => matchPath(catalog, method.trim().toUpperCase(), path));
  const [only] = matches;
  return only && matches.length === 1 ? only : together(matches, template);
}

/** One request whose directives make several paths. */
function together(matches: readonly RequestMatch[], template: string): RequestMatch {
  const operations = distinct(matches.flatMap(({ operation }) => operation ?? []));
  const problems = distinct(matches.flatMap(({ problems }) => problems));
  const [first] = matches.filter(({ operation }) => operation === operations[0]);
  if (!first || matches.some(({ operation }) => !operation))
    return {
      ...NOTHING,
      candidates: distinct(matches.flatMap(({ candidates }) => candidates)),
      elsewhere: matches.every(({ elsewhere }) => elsewhere),
      problems: operations.length === 0 ? problems : [...problems, undecided(template)],
    };
  return decided(first, operations, problems);
}

/** The path of one rendering: host and prefix taken off, then the catalogue asked. */
function matchPath(catalog: Catalog, method: string, rendering: string): RequestMatch {
  const { host, path, secure } = addressOf(rendering);
  const problems: Problem[] = [];
  if (host !== undefined && !API_HOSTS.has(host)) {
    if (!mayBeApiHost(host)) return { ...NOTHING, elsewhere: true };
    problems.push(HOST_UNKNOWN);
  }
  if (!secure) problems.push(NOT_SECURE);
  const below = path.startsWith("/platform/api/v2/") ? path.slice("/platform".length) : path;
  if (!below.toLowerCase().startsWith("/api/v2/")) {
    if (!below.toLowerCase().startsWith("api/v2/")) return withoutPrefix(catalog, method, host, below);
    problems.push(NO_SLASH);
  }
  const segments = segmentsOf(below).map(decoded);
  const found = catalog.find(method, segments);
  if (found) {
    const queryToo = segments.at(-1)?.includes(HOLE) && !found.path.endsWith("}");
    if (queryToo) problems.push(QUERY_IN_REFERENCE);
    return { ...NOTHING, operation: found, segments, candidates: [found], problems };
  }
  const ampersand = below.indexOf("&");
  const before = ampersand === -1 ? undefined : catalog.find(method, segmentsOf(below.slice(0, ampersand)));
  if (before)
    return { ...NOTHING, segments, candidates: [before], problems: [...problems, queryBegins(before)] };
  // A reference where the API has no parameter stands for one of its literals.
  const candidates = catalog.candidates(method, segments);
  const [first] = candidates;
  if (!first) return { ...NOTHING, segments, problems };
  return decided({ ...NOTHING, operation: first, segments, candidates, problems }, candidates, problems);
}

/** A path outside `/api/v2/`: of another service, unless the prefix is all that is missing. */
function withoutPrefix(
  catalog: Catalog,
  method: string,
  host: string | undefined,
  path: string,
): RequestMatch {
  const prefixed = catalog.find(method, segmentsOf(`/api/v2/${path.replace(/^\//, "")}`));
  const forgotten = prefixed !== undefined && (host === undefined || API_HOSTS.has(host));
  return { ...NOTHING, candidates: forgotten ? [prefixed] : [], elsewhere: !forgotten };
}

/** One of several operations, if it makes no difference to the permissions which. */
function decided(
  match: RequestMatch,
  candidates: readonly Operation[],
  problems: readonly Problem[],
): RequestMatch {
  const [first, second] = candidates;
  if (!first || !second) return { ...match, candidates, problems };
  const same = candidates.every((each) => asks(each) === asks(first));
  const names = candidates.slice(0, 4).map(({ id }) => id);
  const message = `The request may call ${names.join(" or ")}${candidates.length > 4 ? ` or ${candidates.length - 4} others` : ""}`;
  return {
    ...match,
    operation: same ? first : undefined,
    candidates,
    problems: [
      ...problems,
      {
        id: "request/ambiguous",
        severity: same ? "warning" : "error",
        message: same
          ? `${message}, which require the same.`
          : `${message}, which do not require the same permissions.`,
        fix: "Declare one data action for each, with the path written out.",
      },
    ],
  };
}

const asks = ({ requirement, flags }: Operation) =>
  JSON.stringify([requirement.mode, [...requirement.permissions].sort(), flags]);

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** Where a request goes. */
interface Address {
  /** In lower case, without port and user; `undefined` for a path alone. */
  readonly host?: string;
  readonly path: string;
  readonly secure: boolean;
}

function addressOf(url: string): Address {
  const [, scheme = "", authority, rest] = /^(https?:|)\/\/([^/?#\\]*)(.*)$/is.exec(url) ?? [];
  if (authority !== undefined) {
    const host = authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
    return { host: host.toLowerCase(), path: rest ?? "", secure: scheme.toLowerCase() !== "http:" };
  }
  // `${input.host}/api/v2/...`: the reference is the host, or the whole of `https://api...`.
  const begin = url.startsWith(HOLE) ? url.indexOf("/") : -1;
  return begin > 0 ? { host: HOLE, path: url.slice(begin), secure: true } : { path: url, secure: true };
}

/** Whether a host with references in it may turn out to be one of the API's. */
function mayBeApiHost(host: string): boolean {
  const [before, behind] = [host.indexOf(HOLE), host.lastIndexOf(HOLE)];
  if (before === -1) return false;
  const [begin, end] = [host.slice(0, before), host.slice(behind + 1)];
  return [...API_HOSTS].some((each) => each.startsWith(begin) && each.endsWith(end));
}

/** A segment as the API reads it; what is no percent-encoding stays. */
function decoded(segment: Segment): Segment {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function queryBegins({ id }: Operation): Problem {
  return {
    id: "request/query",
    severity: "error",
    message: "The query of the request begins with &, so that it is a part of the path.",
    fix: `Begin it with ?. Then it is ${id}.`,
  };
}

const NOT_SECURE: Problem = {
  id: "request/not-secure",
  severity: "warning",
  message: "The URL begins with http:, and the token would be sent in the clear.",
  fix: "Write a path that begins with /api/v2/.",
};

const HOST_UNKNOWN: Problem = {
  id: "request/host-unknown",
  severity: "warning",
  message:
    "The host of the request is known only when the action runs. The permissions hold for the Genesys Cloud API; the token is good for the organization's own API host alone.",
  fix: "Write a path that begins with /api/v2/.",
};

const NO_SLASH: Problem = {
  id: "request/no-slash",
  severity: "warning",
  message: 'The path does not begin with "/".',
  fix: "Write a path that begins with /api/v2/.",
};

const QUERY_IN_REFERENCE: Problem = {
  id: "request/query-in-reference",
  severity: "note",
  message:
    "A reference stands directly behind the path and is taken for the query: its value has to begin with ? or be empty.",
  fix: "Write the ? before the reference.",
};

function undecided(template: string): Problem {
  const directive = /#\{?(?:if|elseif|else|end)\b[^?]{0,30}/.exec(template)?.[0] ?? "#if";
  return {
    id: "request/directive",
    severity: "error",
    message: `"${directive}" decides on the path of the request. The permissions follow from the path, so it has to be the same operation at each call.`,
    fix: "Declare one data action for each path. If only the query depends on it, write the ? before the #.",
  };
}
