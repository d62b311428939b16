import type {
  AcceptingOperation,
  ExplainedOperation,
  ExplainedPermission,
  ExplainedScope,
  Explanation,
  MatchedPermission,
} from "../core/derivation";
import { count, cut, grouped, whatAndWhy } from "../core/diagnostic";
import { ACCESS_LEVELS } from "../core/permission";
import { grouping } from "./grouping";
import { colors } from "./output";
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
      problems.flatMap((problem) => [
        `${problem.severity} ${problem.id}: ${whatAndWhy(problem)}`,
        `  fix ${problem.fix}`,
      ]),
    ),
  ]
    .filter(Boolean)
    .join("\n");
}

function permissionText(asked: ExplainedPermission): string {
  const { query, permission, level, selfScoped, operations, suggestions, matches, wildcard, documented } =
    asked;
  if (matches.length > 0)
    return [
      wildcard
        ? `"${cut(query)}" stands for ${count(matches.length, "permission")} of the catalogue${atMost(matches)}. A role that holds the star also gets those that Genesys Cloud adds later.`
        : `"${cut(query)}" is not a permission by itself. It fits ${count(matches.length, "permission")} of the catalogue${atMost(matches)}.`,
      matchesText(matches),
    ].join("\n");
  if (permission === null)
    return [
      `No operation of the catalogue names the permission "${cut(query)}". It may be newer, of the console only, or spelled otherwise.`,
      section("Did you mean", suggestions),
    ]
      .filter(Boolean)
      .join("\n");
  const own = selfScoped ? `; ${OWN}` : "";
  return [
    `${colors.bold(permission)} (access level ${level}${own})`,
    documented && `No operation of the catalogue names it. It ${documented.allows} (${documented.source}).`,
    section(
      `Accepted by ${count(operations.length, "operation")}`,
      operations.map(({ operation, enough }) => (enough ? operation : `${operation} (with others)`)),
    ),
  ]
    .filter(Boolean)
    .join("\n");
}

const OWN = "opens only the caller's own data, and a client has none";

/** The most powerful of several, where that is not said by each. */
function atMost(matches: readonly MatchedPermission[]): string {
  const levels = matches.map(({ level }) => ACCESS_LEVELS.indexOf(level));
  return matches.length > 1 ? `, up to access level ${ACCESS_LEVELS[Math.max(...levels)]}` : "";
}

/** Of how many permissions the operations are named, and how many are named themselves. */
const WITH_OPERATIONS = 25;
const BY_NAME = 200;

/** Permissions with their level and what they open; of more, how much that is; of very many, only what domain they are of. */
function matchesText(matches: readonly MatchedPermission[], withOperations = WITH_OPERATIONS): string {
  if (matches.length > BY_NAME) {
    const domains = grouping(matches, ({ permission }) => permission.split(":")[0]);
    const lines = [...domains].map(([domain, all]) => `${domain}: ${count(all.length, "permission")}`);
    return section("Domains", lines);
  }
  return section(
    "Permissions",
    matches.flatMap(({ permission, level, selfScoped, operations }) => {
      const name = `${colors.bold(permission)} (${level}${selfScoped ? `; ${OWN}` : ""})`;
      return matches.length > withOperations
        ? [`${name}: ${count(operations.length, "operation")}`]
        : [name, ...openedText(operations).map((line) => `  ${line}`)];
    }),
  );
}

/** How many operations of each of several permissions are named. */
const NAMED = 3;

function openedText(operations: readonly AcceptingOperation[]): readonly string[] {
  // One more is named sooner than counted.
  const named = operations.length <= NAMED + 1 ? operations : operations.slice(0, NAMED);
  const more = operations.length - named.length;
  return [
    ...named.map(({ operation, enough }) => (enough ? operation : `${operation} (with others)`)),
    ...(more > 0 ? [`and ${grouped(more)} more`] : []),
  ];
}

function scopeText({ query, scope, operations, permissions, suggestions }: ExplainedScope): string {
  if (scope === null)
    return [
      `"${cut(query)}" is neither a permission (domain:entity:action) nor an OAuth scope that is known.`,
      suggestions.length > 0
        ? section("Did you mean", suggestions)
        : 'Ask for a request ("GET /api/v2/users/{userId}"), a permission (routing:queue:view), all of a domain ("routing:*:*") or a scope (routing:readonly).',
    ]
      .filter(Boolean)
      .join("\n");
  return [
    `${colors.bold(scope)} is an OAuth scope: for clients that act for a user. Client credentials never carry scopes.`,
    section(`Opens ${count(operations.length, "operation")}`, operations),
    permissions.length > 0 &&
      `It is also the name of a domain, of ${count(permissions.length, "permission")}${atMost(permissions)}.`,
    matchesText(permissions, 0),
  ]
    .filter(Boolean)
    .join("\n");
}
