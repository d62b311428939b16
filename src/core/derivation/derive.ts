import { type Call, terraformRequestProblems } from "../action";
import { type Catalog, isKnown, type Operation, scopesOf } from "../catalog";
import { compareTexts, type Diagnostic, ScopelockError } from "../diagnostic";
import type { Grant, Permission, Requirement } from "../permission";
import { enumeratedUrls, type RequestMatch, resolveAny, resolveRequest } from "../request";
import { advise } from "./advise";
import { type Choice, Costs, cheapestCover, unmetChoices } from "./cover";
import { type Evidence, evidenceOf } from "./evidence";
import { type Fit, fitOfCall } from "./fit";
import * as refusals from "./refusals";
import { isSelfScoped } from "./self-scoped";

/** Options of {@link derive} and {@link examine}. */
export interface DeriveOptions {
  /**
   * How the OAuth client gets its tokens.
   * @default "client-credentials", as data actions do
   */
  readonly grant?: Grant;
  /**
   * Permissions to choose wherever they are among several that would do. An action's own `prefer` comes first.
   * @default - none; what fits each call is chosen
   */
  readonly prefer?: readonly Permission[];
}

/** Permissions, and why each is among them. */
export interface Derivation {
  /** The exact set, sorted. What a client-credentials client is granted; with another grant, what its users need. */
  readonly permissions: readonly Permission[];
  /**
   * OAuth scopes of the client, sorted. `undefined` for client credentials, which never carry any. Those of a family
   * whose scope is not known are missing, and a problem of the action says so.
   */
  readonly scopes: readonly string[] | undefined;
  /** One for each action, sorted by its name. */
  readonly evidence: readonly Evidence[];
  /** Actions whose needs could not be told. */
  readonly unresolved: number;
  /** Which catalogue said so, and what day nothing in it is older than; empty where it is not known. */
  readonly catalog: { readonly version: string; readonly sha256: string; readonly asOf: string };
}

/**
 * The permissions that a set of actions needs together: what fits each call, and of that the least. A pure function: order does not matter, and the same
 * actions with the same catalogue always give the same set.
 *
 * @throws {@link ScopelockError} that names everything that {@link examine} finds wrong; its id is that of the first:
 * `operation/unknown` when a request is no operation of the catalogue, `operation/permissions-unknown` when it is one of
 * which the catalogue does not know what it requires, `operation/needs-user` when it acts for a
 * logged-in user, `request/directive` when an `#if` decides on its path, `request/ambiguous` when a reference does,
 * `permission/form` when a stated or preferred permission is none by its form, `permission/unknown` when it is a slip
 * away from one that is known or when no operation accepts a preferred one, `permission/prefer` when a preferred one is
 * no choice, `permission/choose` when permissions for different things would do and nothing says which is meant; and for
 * `permission/too-many-choices`.
 */
export function derive(calls: readonly Call[], catalog: Catalog, options?: DeriveOptions): Derivation {
  const derivation = examine(calls, catalog, options);
  const statics = new Set(calls.flatMap((call) => (call.static ? call.name : [])));
  const [first, ...others] = derivation.evidence.flatMap(({ action, problems }) =>
    problems
      .filter(({ severity }) => severity === "error")
      .map((problem) => ({
        ...problem,
        where: `${statics.has(action) ? "static" : "data"} action "${action}"`,
      })),
  );
  if (first) throw new ScopelockError(first, ...others);
  return derivation;
}

/**
 * As {@link derive}, but says what is wrong with an action among its evidence, and goes on with the others.
 * @throws {@link ScopelockError} `permission/too-many-choices`.
 */
export function examine(
  calls: readonly Call[],
  catalog: Catalog,
  { grant = "client-credentials", prefer = [] }: DeriveOptions = {},
): Derivation {
  const resolved = calls
    .map((call) => resolveCall(call, catalog, grant, prefer))
    .sort((a, b) => compareTexts(a.key, b.key));
  const requiredBy = new Map<Permission, string>();
  for (const { call, requirement } of resolved)
    if (requirement?.mode === "all")
      for (const permission of requirement.permissions)
        if (!requiredBy.has(permission)) requiredBy.set(permission, call.name);
  const choices: Choice[] = resolved.flatMap(({ candidates }) =>
    candidates.length > 0 ? [{ candidates }] : [],
  );
  const required = new Set(requiredBy.keys());
  const open = unmetChoices(choices, required);
  const costs = new Costs(open, catalog);
  const chosen = new Set([...required, ...cheapestCover(open, costs)]);
  return {
    permissions: [...chosen].sort(),
    scopes: grant === "client-credentials" ? undefined : scopesOf(operationsOf(resolved)).scopes,
    evidence: resolved.map((each) => evidenceOf(each, { chosen, requiredBy, costs, catalog })),
    unresolved: resolved.filter(({ requirement }) => !requirement).length,
    catalog: { version: catalog.version, sha256: catalog.sha256, asOf: catalog.asOf },
  };
}

/** What one action asks for. */
export interface ResolvedCall {
  readonly call: Call;
  /** What it is sorted by: its name first. */
  readonly key: string;
  readonly operation: Operation | undefined;
  /** `undefined` when nobody can tell. */
  readonly requirement: Requirement | undefined;
  /** Of an `any`: those of which one is granted. None where nobody has said which is meant. */
  readonly candidates: readonly Permission[];
  /** Why the others are not candidates; `undefined` where somebody has chosen. */
  readonly fit: Fit | undefined;
  readonly problems: readonly Diagnostic[];
}

function resolveCall(
  call: Call,
  catalog: Catalog,
  grant: Grant,
  prefer: readonly Permission[],
): ResolvedCall {
  const { method, url } = call.request;
  // An action of another service's integration may have a path that looks like one of ours.
  const otherService = call.problems?.some(({ id }) => id === "operation/elsewhere");
  const unmatched = otherService || call.static === "hidden";
  const { match, advice } = unmatched ? UNMATCHED : matchCall(catalog, call, grant);
  const { operation } = match;
  const requestProblems = unmatched ? advice : terraformRequestProblems(call, match, advice);
  const problems: Diagnostic[] = [
    ...(call.problems ?? []),
    ...refusals.withPlaceholderProblem(call, match, requestProblems),
  ];

  let requirement = operation && isKnown(operation) ? operation.requirement : undefined;
  if (call.permissions) {
    requirement = refusals.statedRequirement(call.permissions);
    problems.push(refusals.statedNote(call.permissions));
    problems.push(...refusals.statedNameProblems(requirement, catalog));
  } else if (!operation && !refusals.isMatchRefused(call.problems ?? [], requestProblems))
    problems.push(refusals.unknownOperation(call, match, catalog));
  else if (operation && !requirement) problems.push(refusals.unknownRequirement(operation, catalog));

  const pinned = (requirement?.permissions ?? []).filter((each) => call.prefer?.includes(each));
  if (call.prefer && requirement && (requirement.mode !== "any" || pinned.length === 0))
    problems.push(refusals.uselessPreference(call.prefer, requirement, catalog));
  const { candidates, fit } = candidatesOf(call, operation, requirement, pinned, prefer);
  if (operation && fit?.open) problems.push(refusals.undecidedChoice(operation, fit, catalog));
  return {
    call,
    key: `${call.name}\n${method} ${url}\n${call.source ?? ""}`,
    operation,
    requirement,
    candidates,
    fit,
    problems: problems
      .map((problem) => (call.static ? refusals.ofStaticAction(problem) : problem))
      .sort((a, b) => compareTexts(a.id, b.id)),
  };
}

/** Of an "any of", the permissions of which one is granted: what somebody chose, or what fits the call. */
function candidatesOf(
  call: Call,
  operation: Operation | undefined,
  requirement: Requirement | undefined,
  pinned: readonly Permission[],
  prefer: readonly Permission[],
): Pick<ResolvedCall, "candidates" | "fit"> {
  if (requirement?.mode !== "any") return { candidates: [], fit: undefined };
  const preferred =
    pinned.length > 0 ? pinned : requirement.permissions.filter((each) => prefer.includes(each));
  if (preferred.length > 0) return { candidates: preferred, fit: undefined };
  if (call.permissions || !operation)
    return { candidates: usableByClient(requirement.permissions), fit: undefined };
  const fit = fitOfCall(operation, call.request.body);
  return { candidates: fit.open ? [] : fit.fits, fit };
}

/** What opens only one's own things is no choice for a client while another permission is. */
function usableByClient(permissions: readonly Permission[]): readonly Permission[] {
  const others = permissions.filter((permission) => !isSelfScoped(permission));
  return others.length > 0 ? others : permissions;
}

/** What a request asks for, and all that is to be said of that. */
interface AdvisedMatch {
  readonly match: RequestMatch;
  readonly advice: readonly Diagnostic[];
}

const UNMATCHED: AdvisedMatch = {
  match: { operation: undefined, segments: [], candidates: [], otherService: true, problems: [] },
  advice: [],
};

/** What was matched before. A team's actions are derived again for each environment. */
const matchCache = new WeakMap<Catalog, Map<string, AdvisedMatch>>();

function matchCall(catalog: Catalog, { request, input }: Call, grant: Grant): AdvisedMatch {
  const { method, url } = request;
  const known = matchCache.get(catalog) ?? new Map<string, AdvisedMatch>();
  matchCache.set(catalog, known);
  const key = `${grant} ${method} ${url}`;
  const found = known.get(key) ?? matchWithAdvice(resolveRequest(catalog, method, url), grant);
  known.set(key, found);
  // Not remembered: the same URL may belong to another contract.
  const refused = found.match.problems.some(({ id }) => id === "request/reference-for-word");
  const urls = refused ? enumeratedUrls(url.trim(), input) : undefined;
  return urls ? matchWithAdvice(resolveAny(catalog, method, urls, url), grant) : found;
}

function matchWithAdvice(match: RequestMatch, grant: Grant): AdvisedMatch {
  const { operation, segments, problems } = match;
  if (!operation) return { match, advice: problems };
  const scopes = grant === "client-credentials" ? [] : scopesOf([operation]).unknown;
  return {
    match,
    advice: [...problems, ...advise(operation, grant, segments), ...scopes.map(refusals.unknownScope)],
  };
}

const operationsOf = (asked: readonly ResolvedCall[]) => asked.flatMap(({ operation }) => operation ?? []);
