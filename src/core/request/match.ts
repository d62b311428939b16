import {
  type Catalog,
  type Literal,
  type Operation,
  type PathMatch,
  REFERENCE_MARK,
  type Segment,
  segmentsOf,
} from "../catalog";
import { type Diagnostic, shown } from "../diagnostic";
import { REGION_DOMAINS } from "./region";
import { hasUnclosedPath, possiblePaths } from "./template";

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
  readonly otherService: boolean;
  readonly problems: readonly Diagnostic[];
}

const NOTHING: RequestMatch = {
  operation: undefined,
  segments: [],
  candidates: [],
  otherService: false,
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
  if (hasUnclosedPath(template)) return NOTHING;
  if (template.includes(REFERENCE_MARK)) return { ...NOTHING, problems: [illegalCharacter(REFERENCE_MARK)] };
  const paths = possiblePaths(template);
  if (!paths) return { ...NOTHING, problems: [undecidedPath(template)] };
  const matches = paths.map((path) => matchPath(catalog, method.trim().toUpperCase(), path));
  const [only] = matches;
  return only && matches.length === 1 ? only : combineMatches(matches, template);
}

/**
 * The operation of a request whose template becomes one of several URLs, as a directive or the words of a contract's
 * `enum` decide.
 */
export function resolveAny(
  catalog: Catalog,
  method: string,
  urls: readonly string[],
  template: string,
): RequestMatch {
  return combineMatches(
    urls.map((url) => resolveRequest(catalog, method, url)),
    template,
  );
}

/** One request that may have several paths. */
function combineMatches(matches: readonly RequestMatch[], template: string): RequestMatch {
  const operations = distinct(matches.flatMap(({ operation }) => operation ?? []));
  const problems = distinct(matches.flatMap(({ problems }) => problems));
  const [first] = matches.filter(({ operation }) => operation === operations[0]);
  if (!first || matches.some(({ operation }) => !operation))
    return {
      ...NOTHING,
      candidates: distinct(matches.flatMap(({ candidates }) => candidates)),
      otherService: matches.every(({ otherService }) => otherService),
      problems: operations.length === 0 ? problems : [...problems, undecidedPath(template)],
    };
  return decidedMatch(first, operations, problems);
}

/** The path of one rendering: host and prefix taken off, then the catalogue asked. */
function matchPath(catalog: Catalog, method: string, rendering: string): RequestMatch {
  const { host, path, secure } = addressOf(rendering);
  const problems: Diagnostic[] = [];
  if (host !== undefined && !API_HOSTS.has(host)) {
    if (!mayBeApiHost(host)) return { ...NOTHING, otherService: true };
    problems.push(HOST_UNKNOWN);
  }
  if (!secure) problems.push(NOT_SECURE);
  const below = path.startsWith("/platform/api/v2/") ? path.slice("/platform".length) : path;
  if (!below.toLowerCase().startsWith("/api/v2/")) {
    if (!below.toLowerCase().startsWith("api/v2/")) return withoutPrefix(catalog, method, host, below);
    problems.push(NO_SLASH);
  }
  const unsent = unsentPart(below);
  if (unsent) return { ...NOTHING, problems: [...problems, unsent] };
  const segments = segmentsOf(below).map(decodeSegment);
  const found = catalog.find(method, segments);
  if (found) {
    const { operation, literals } = found;
    const queryToo = segments.at(-1)?.includes(REFERENCE_MARK) && !operation.path.endsWith("}");
    if (queryToo) problems.push(QUERY_IN_REFERENCE);
    problems.push(...literalIds(operation, literals));
    return { ...NOTHING, operation, segments, candidates: [operation], problems };
  }
  const ampersand = below.indexOf("&");
  const before =
    ampersand === -1 ? undefined : catalog.find(method, segmentsOf(below.slice(0, ampersand)))?.operation;
  if (before)
    return { ...NOTHING, segments, candidates: [before], problems: [...problems, queryWithoutMark(before)] };
  const withWords = catalog.findWithWords(method, segments);
  if (withWords)
    return {
      ...NOTHING,
      segments,
      candidates: [withWords.operation],
      problems: [...problems, wordForId(withWords)],
    };
  // A reference where the API has no parameter would have to stand for one of its words.
  const candidates = catalog.candidates(method, segments);
  if (candidates.length === 0) return { ...NOTHING, segments, problems };
  return { ...NOTHING, segments, candidates, problems: [...problems, referenceForWord(candidates)] };
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
  return { ...NOTHING, candidates: forgotten ? [prefixed.operation] : [], otherService: !forgotten };
}

/** One of several operations, if it makes no difference to the permissions which. */
function decidedMatch(
  match: RequestMatch,
  candidates: readonly Operation[],
  problems: readonly Diagnostic[],
): RequestMatch {
  const [first, second] = candidates;
  if (!first || !second) return { ...match, candidates, problems };
  const same = candidates.every((each) => requirementKey(each) === requirementKey(first));
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
        what: same
          ? `${message}, which require the same.`
          : `${message}, which do not require the same permissions.`,
        fix: "Declare one data action for each, with the path written out.",
      },
    ],
  };
}

/** Two of which nobody knows what they require, need not require the same. */
const requirementKey = ({ id, requirement, flags }: Operation) =>
  JSON.stringify([
    requirement.mode === "unknown" ? id : "",
    requirement.mode,
    [...requirement.permissions].sort(),
    flags,
  ]);

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
  const begin = url.startsWith(REFERENCE_MARK) ? url.indexOf("/") : -1;
  return begin > 0
    ? { host: REFERENCE_MARK, path: url.slice(begin), secure: true }
    : { path: url, secure: true };
}

/** Whether a host with references in it may turn out to be one of the API's. */
function mayBeApiHost(host: string): boolean {
  const [before, behind] = [host.indexOf(REFERENCE_MARK), host.lastIndexOf(REFERENCE_MARK)];
  if (before === -1) return false;
  const [begin, end] = [host.slice(0, before), host.slice(behind + 1)];
  return [...API_HOSTS].some((each) => each.startsWith(begin) && each.endsWith(end));
}

/** A segment as the API reads it; what is no percent-encoding stays. */
function decodeSegment(segment: Segment): Segment {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What of a path no client sends as it is written. */
function unsentPart(path: string): Diagnostic | undefined {
  const directive = /#(?:\{?(?:foreach|parse|include|macro|define|evaluate|stop|break)\b|@).{0,30}/.exec(
    path,
  )?.[0];
  if (directive !== undefined) return notADirective(directive.replaceAll(REFERENCE_MARK, "..."));
  const [character] = /[\s\p{Cc}"<>\\^`|]/u.exec(path.replaceAll(REFERENCE_MARK, "")) ?? [];
  if (character !== undefined) return illegalCharacter(character);
  const at = path.indexOf("#");
  return at === -1 ? undefined : fragmentProblem(path.slice(at).replaceAll(REFERENCE_MARK, "..."));
}

/** Ids that are written out: worth knowing, as they are the same at each call. */
function literalIds({ id }: Operation, literals: readonly Literal[]): readonly Diagnostic[] {
  // An id for sure; and the form in which the documentation writes a parameter.
  const told = literals.filter(
    ({ text }) => !/^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[\w.]+\})$/i.test(text),
  );
  return told.map(({ text, parameter }) => ({
    id: "request/literal-id",
    severity: "note",
    what: `${shown(text)} stands where ${id} has ${parameter}, and is sent as it is at each call.`,
    fix: "If it is not an id, correct the path; if it depends on the call, write a reference: ${input.name}.",
  }));
}

function wordForId({ operation, literals }: PathMatch): Diagnostic {
  const words = literals.filter(({ isWord }) => isWord);
  const said = words.map(({ text, parameter }) => `${shown(text)} where ${operation.id} has ${parameter}`);
  return {
    id: "request/word-for-id",
    severity: "error",
    what: `The path has a word of the API's own, ${said.join(", and ")}.`,
    why: "It is hardly meant as an id.",
    fix: "Look for a segment that is missing or in the wrong place. Write an id as a reference: ${input.name}.",
  };
}

function referenceForWord(candidates: readonly Operation[]): Diagnostic {
  const names = candidates.slice(0, 4).map(({ id }) => id);
  return {
    id: "request/reference-for-word",
    severity: "error",
    what: "A reference stands where the API has a word of its own.",
    why: `By its value the request would call ${names.join(", or ")}${candidates.length > 4 ? `, or ${candidates.length - 4} others` : ""}, or nothing.`,
    fix: "Write the word, with one data action for each, or list the words in the input contract: enum: [...]. Look for a segment that is missing, too.",
  };
}

function illegalCharacter(character: string): Diagnostic {
  const name = /\s/.test(character)
    ? character === " "
      ? "a blank"
      : "a line break or a tab"
    : /\p{Cc}/u.test(character)
      ? "a control character"
      : character;
  return {
    id: "request/illegal-character",
    severity: "error",
    what: `The path has ${name} in it, which no path can have.`,
    fix: "Remove it, or escape it: a blank is %20, and $esc.url(${input.name}) escapes what a reference stands for.",
  };
}

function notADirective(written: string): Diagnostic {
  return {
    id: "request/directive",
    severity: "error",
    what: `"${written}" stands in the path.`,
    why: "Data actions have no such directive, so the path is unknown.",
    fix: "Write the path out; there are #if, #elseif, #else, #end and #set.",
  };
}

function fragmentProblem(written: string): Diagnostic {
  return {
    id: "request/fragment",
    severity: "error",
    what: `The path has a fragment, ${shown(written)}.`,
    why: "It is for browsers, and no API is sent one.",
    fix: "Remove it. If the # belongs to an id, write %23.",
  };
}

function queryWithoutMark({ id }: Operation): Diagnostic {
  return {
    id: "request/query",
    severity: "error",
    what: "The query of the request begins with &, so that it is a part of the path.",
    fix: `Begin it with ?. Then it is ${id}.`,
  };
}

const NOT_SECURE: Diagnostic = {
  id: "request/not-secure",
  severity: "warning",
  what: "The URL begins with http:, and the token would be sent in the clear.",
  fix: "Write a path that begins with /api/v2/.",
};

const HOST_UNKNOWN: Diagnostic = {
  id: "request/host-unknown",
  severity: "warning",
  what: "The host of the request is known only when the action runs.",
  why: "The permissions hold for the Genesys Cloud API; the token is good for the organization's own API host alone.",
  fix: "Write a path that begins with /api/v2/.",
};

const NO_SLASH: Diagnostic = {
  id: "request/no-slash",
  severity: "warning",
  what: 'The path does not begin with "/".',
  fix: "Write a path that begins with /api/v2/.",
};

const QUERY_IN_REFERENCE: Diagnostic = {
  id: "request/query-in-reference",
  severity: "note",
  what: "A reference stands directly behind the path and is taken for the query: its value has to begin with ? or be empty.",
  fix: "Write the ? before the reference.",
};

function undecidedPath(template: string): Diagnostic {
  const directive = /#\{?(?:if|elseif|else|end)\b[^?]{0,30}/.exec(template)?.[0] ?? "#if";
  return {
    id: "request/directive",
    severity: "error",
    what: `"${directive}" decides on the path of the request.`,
    why: "The permissions follow from the path, so it has to be the same operation at each call.",
    fix: "Declare one data action for each path. If only the query depends on it, write the ? before the #.",
  };
}
