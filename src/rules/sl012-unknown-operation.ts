import { fromProblems } from "./rule";

export const unknownOperation = fromProblems(
  [
    "operation/unknown",
    "operation/elsewhere",
    "operation/permissions-unknown",
    "request/ambiguous",
    "request/directive",
    "request/query",
    "request/no-slash",
    "request/host-unknown",
    "request/not-secure",
    "request/query-in-reference",
    "request/reference-for-word",
    "request/word-for-id",
    "request/literal-id",
    "request/placeholder",
    "request/illegal-character",
    "request/fragment",
    "action/url",
    "action/method",
  ],
  {
    id: "SL012",
    severity: "error",
    what: "It is unknown which operation of the Genesys Cloud API a request calls, or what that one requires.",
    why: "Permissions follow from the operation; an empty set would fail with 403 in production.",
    fix: "Write the path of one operation, beginning with /api/v2/; state the permissions of one of which the catalogue does not know them.",
    acknowledgeable: "warnings",
  },
);
