import { type Operation, type Segment, segmentsOf } from "../catalog";
import { compareTexts, type Diagnostic } from "../diagnostic";
import { type Grant, type Permission, partsOf } from "../permission";
import {
  type Advisory,
  FLAG_ADVISORIES,
  NEEDS_USER,
  OPERATION_ADVISORIES,
  type OperationAdvisory,
} from "./advisories";
import { fitOf } from "./fit";
import { isSelfScoped } from "./self-scoped";

/** Paths in which `me` is the organization or the token of the caller. A client has both. */
const NO_USER: ReadonlySet<string> = new Set(["/api/v2/organizations/me", "/api/v2/tokens/me"]);

const BY_OPERATION = new Map<string, OperationAdvisory[]>();
for (const judgement of OPERATION_ADVISORIES)
  for (const operation of judgement.operations)
    BY_OPERATION.set(operation, [...(BY_OPERATION.get(operation) ?? []), judgement]);

/**
 * What is to be said of an operation when a client of a grant calls it, sorted by id. Where it cannot work at all,
 * nothing more is said of its permissions.
 * @param segments of the request, which may say `me` where the API has a parameter @default - those of the operation
 */
export function advise(
  operation: Operation,
  grant: Grant,
  segments: readonly Segment[] = segmentsOf(operation.path),
): readonly Diagnostic[] {
  const advisories = [
    ...(BY_OPERATION.get(operation.id) ?? []),
    ...operation.flags.map((flag) => FLAG_ADVISORIES[flag]),
    ...(segments.includes("me") && !NO_USER.has(operation.path) ? [NEEDS_USER] : []),
  ].filter(({ grants }) => grants?.includes(grant) ?? true);
  const cannotWork = advisories.some(({ severity }) => severity === "error");
  const all = cannotWork ? advisories : [...advisories, ...permissionAdvisories(operation, grant)];
  // The first that says it, says it best: it knows the operation.
  const byId = new Map([...all].reverse().map((judgement) => [judgement.id, judgement]));
  return [...byId.values()]
    .sort((a, b) => compareTexts(a.id, b.id))
    .map(({ id, severity, what, why, fix }) => ({
      id,
      severity,
      what: `${operation.id} ${what}`,
      ...(why !== undefined && { why }),
      fix,
    }));
}

function permissionAdvisories(operation: Operation, grant: Grant): Advisory[] {
  const { mode, permissions } = operation.requirement;
  const found: Advisory[] = [];
  if (mode === "unknown") return found;
  const fit = fitOf(operation).fits;
  const broad = fit.filter(isBroad);
  if (mode === "all" ? broad.length > 0 : mode === "any" && broad.length === fit.length)
    found.push({
      id: "permission/broad",
      severity: "warning",
      what: `requires ${broad.join(mode === "all" ? " and " : " or ")}, which permits far more than this operation.`,
      fix: "Use a narrower operation if there is one; otherwise give the action an integration of its own.",
    });
  if (grant !== "client-credentials") return found;
  if (mode !== "none" && permissions.every(isSelfScoped))
    found.push({
      id: "permission/own-only",
      severity: "warning",
      what: `requires ${permissions.join(" or ")}, which grants access to the caller's own data only; a client has none.`,
      fix: "Use the operation for other users' data, if there is one: its path names the user.",
    });
  if (mode === "none" && isWrite(operation) && addressesUser(operation) && !BY_OPERATION.has(operation.id))
    found.push({
      id: "permission/own-user-only",
      severity: "warning",
      what: "changes what is a user's, and the catalogue lists no permission for it.",
      why: "Genesys Cloud may allow this only for the caller's own user, so a client can get 403.",
      fix: 'Try it with the integration\'s own client. If a permission helps, state it: permissions: { anyOf: [...], because: "..." }.',
    });
  return found;
}

/** General permissions, and verbs that mean everything in a domain. */
function isBroad(permission: Permission): boolean {
  const action = partsOf(permission)?.action;
  return action === undefined || action === "admin" || action === "all";
}

const isWrite = ({ method }: Operation) => method !== "GET" && method !== "HEAD";
const addressesUser = ({ path }: Operation) => /\{(user|member|agent|subject)Id\}/.test(path);
