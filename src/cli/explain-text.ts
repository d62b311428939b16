import { cut } from "../core/contract/json";
import type { ExplainedOperation, ExplainedPermission, ExplainedScope, Explanation } from "../core/explain";
import { colors, count } from "./output";
import { printableReport } from "./problem-text";
import { section } from "./text";

/** An explanation for a person at a terminal. */
export function explanationText(asked: Explanation): string {
  const explanation = printableReport(asked);
  switch (explanation.kind) {
    case "operation":
      return operationText(explanation);
    case "permission":
      return permissionText(explanation);
    case "scope":
      return scopeText(explanation);
  }
}

function operationText(asked: ExplainedOperation): string {
  const { operation, query, because, chosen, scopes, flags, problems } = asked;
  return [
    colors.bold(operation ?? cut(query, 200)),
    operation && `  ${because}`,
    section("Permissions", chosen),
    section("OAuth scopes of a client that acts for a user", operation ? scopes : []),
    section("Flags", flags),
    section(
      "Problems",
      problems.flatMap(({ severity, id, message, fix }) => [`${severity} ${id}: ${message}`, `  fix ${fix}`]),
    ),
  ]
    .filter(Boolean)
    .join("\n");
}

function permissionText({
  query,
  permission,
  level,
  selfScoped,
  operations,
  suggestions,
}: ExplainedPermission): string {
  if (permission === null)
    return [
      `The permission "${cut(query)}" does not exist: no operation of the catalogue accepts it.`,
      section("Did you mean", suggestions),
    ]
      .filter(Boolean)
      .join("\n");
  const own = selfScoped ? "; opens one's own things only, and a client has none" : "";
  return [
    `${colors.bold(permission)} (access level ${level}${own})`,
    section(
      `Accepted by ${count(operations.length, "operation")}`,
      operations.map(({ operation, enough }) => (enough ? operation : `${operation} (with others)`)),
    ),
  ].join("\n");
}

function scopeText({ query, scope, operations, suggestions }: ExplainedScope): string {
  if (scope === null)
    return [
      `"${cut(query)}" is neither a permission (domain:entity:action) nor an OAuth scope that is known.`,
      section("Did you mean", suggestions),
    ]
      .filter(Boolean)
      .join("\n");
  return [
    `${colors.bold(scope)} is an OAuth scope: for clients that act for a user. Client credentials never carry scopes.`,
    section(`Opens ${count(operations.length, "operation")}`, operations),
  ].join("\n");
}
