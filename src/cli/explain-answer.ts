import type { Catalog } from "../core/catalog/catalog";
import { METHODS } from "../core/catalog/operation";
import { ScopelockError } from "../core/errors";
import { type Explanation, explainPermission, explainRequest, explainScope } from "../core/explain";
import type { Grant } from "../core/grant";
import { resolveRequest } from "../core/request";

/**
 * Explains what a question is about, by its form.
 * @throws {@link ScopelockError} `explain/method` for a path without a method, `explain/empty` for nothing.
 */
export function answer(question: string, catalog: Catalog, grant: Grant): Explanation {
  const what = question.trim();
  const [, method, url] = /^([A-Za-z]+)\s+(\S.*)$/s.exec(what) ?? [];
  if (method !== undefined && url !== undefined)
    return explainRequest(method.toUpperCase(), url, catalog, grant);
  if (what.includes("/")) throw noMethod(what, catalog);
  if (what === "")
    throw new ScopelockError({
      id: "explain/empty",
      what: "There is nothing to explain.",
      fix: 'Ask for a request ("GET /api/v2/users/{userId}"), a permission or a scope.',
    });
  if (what.split(":").length === 3 || catalog.opens(what).length > 0) return explainPermission(what, catalog);
  return explainScope(what, catalog);
}

/** Whether there is such a thing, and a request could work. */
export function wasFound(explanation: Explanation): boolean {
  switch (explanation.kind) {
    case "operation":
      return (
        explanation.operation !== null && !explanation.problems.some(({ severity }) => severity === "error")
      );
    case "permission":
      return explanation.permission !== null;
    case "scope":
      return explanation.scope !== null;
  }
}

function noMethod(path: string, catalog: Catalog): ScopelockError {
  const has = METHODS.filter((method) => resolveRequest(catalog, method, path).operation);
  return new ScopelockError({
    id: "explain/method",
    what: `"${path}" is a path without a method.`,
    why: "Each method of a path is an operation of its own, with permissions of its own.",
    fix:
      has.length > 0
        ? `Ask for "${has[0]} ${path}"; the path has ${has.join(", ")}.`
        : `Ask for "GET ${path}".`,
  });
}
