import { ARROW, type Catalog, METHODS, permissionPattern } from "../core/catalog";
import { type Explanation, explainPermission, explainRequest, explainScope } from "../core/derivation";
import { ScopelockError } from "../core/diagnostic";
import type { Grant } from "../core/permission";
import { resolveRequest, urlText } from "../core/request";

/**
 * Explains what a question is about, by its form.
 * @throws {@link ScopelockError} `explain/method` for a path without a method, `explain/empty` for nothing.
 */
export function answer(question: string, catalog: Catalog, grant: Grant): Explanation {
  const what = question.trim();
  if (what === "")
    throw new ScopelockError({
      id: "explain/empty",
      what: "There is nothing to explain.",
      where: "scopelock explain",
      why: "The question is empty; a variable that the shell put there may not be set.",
      fix: 'Ask for a request ("GET /api/v2/users/{userId}"), a permission or a scope.',
    });
  const [, method = "", url = ""] = /^([A-Za-z]+)\s+(\S.*)$/s.exec(what) ?? [];
  const isMethod = METHODS.some((each) => each === method.toUpperCase());
  if (url !== "" && (isMethod || (url.includes("/") && !ARROW.test(what))))
    return explainRequest(method.toUpperCase(), url, catalog, grant);
  if (isPath(what, catalog)) throw noMethod(what, catalog);
  const parts = what.split(/[:.>\u203a\u2192\s]+/u).length;
  if (parts > 2 || catalog.operationsAccepting(what).length > 0) return explainPermission(what, catalog);
  const scope = explainScope(what, catalog);
  if (scope.scope !== null) return scope;
  const permission = explainPermission(what, catalog);
  if (wasFound(permission)) return permission;
  // What is neither is told as what it resembles; of two parts, a permission with one left out.
  const resembles = parts === 2 || permission.suggestions.length > 0;
  return resembles && scope.suggestions.length === 0 ? permission : scope;
}

/** Whether what has a slash is a path: people write `routing/queue/view` too. */
function isPath(what: string, catalog: Catalog): boolean {
  if (!what.includes("/")) return false;
  return what.startsWith("/") || !(ARROW.test(what) || permissionPattern(what, catalog.permissions).isName);
}

/** Whether there is such a thing, and a request could work. */
export function wasFound(explanation: Explanation): boolean {
  switch (explanation.kind) {
    case "operation":
      return (
        explanation.operation !== null && !explanation.problems.some(({ severity }) => severity === "error")
      );
    case "permission":
      return explanation.permission !== null || explanation.matches.length > 0;
    case "scope":
      return explanation.scope !== null;
  }
}

function noMethod(path: string, catalog: Catalog): ScopelockError {
  const has = METHODS.filter((method) => resolveRequest(catalog, method, path).operation);
  return new ScopelockError({
    id: "explain/method",
    what: `"${urlText(path)}" is a path without a method.`,
    where: "scopelock explain",
    why: "Each method of a path is an operation of its own, with permissions of its own.",
    fix:
      has.length > 0
        ? `Ask for "${has[0]} ${urlText(path)}"; the path has ${has.join(", ")}.`
        : `Ask for "GET ${urlText(path)}".`,
  });
}
