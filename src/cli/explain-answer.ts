import type { Catalog } from "../core/catalog/catalog";
import { METHODS } from "../core/catalog/operation";
import { ScopelockError } from "../core/errors";
import { type Explanation, explainPermission, explainRequest, explainScope } from "../core/explain";
import type { Grant } from "../core/grant";
import { resolveRequest } from "../core/request";
import { urlText } from "../core/url-text";

/**
 * Explains what a question is about, by its form.
 * @throws {@link ScopelockError} `explain/method` for a path without a method, `explain/empty` for nothing.
 */
export function answer(question: string, catalog: Catalog, grant: Grant): Explanation {
  const what = question.trim();
  if (ARROW.test(what) && !/[/:]/.test(what))
    return explainPermission(what, catalog, permissionOf(what, catalog));
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
  // People write other separators too.
  if (catalog.opens(what).length > 0 || what.split(/[:.]/).length > 2)
    return explainPermission(what, catalog);
  const scope = explainScope(what, catalog);
  const isPartOfPermission = /[:.]/.test(what) && scope.scope === null && scope.suggestions.length === 0;
  return isPartOfPermission ? explainPermission(what, catalog) : scope;
}

/** Between the labels of a permission, as the console writes it: `Routing > Queue > View`. */
const ARROW = /[>\u203a\u2192]/u;

/** The permission that labels of the console stand for; their names in the API if there is none. */
function permissionOf(labels: string, catalog: Catalog): string {
  const name = labels
    .split(ARROW)
    .map((label) => label.replace(/\s/g, ""))
    .join(":");
  return catalog.permissions.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
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
    what: `"${urlText(path)}" is a path without a method.`,
    why: "Each method of a path is an operation of its own, with permissions of its own.",
    fix:
      has.length > 0
        ? `Ask for "${has[0]} ${urlText(path)}"; the path has ${has.join(", ")}.`
        : `Ask for "GET ${urlText(path)}".`,
  });
}
