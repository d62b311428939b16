import { fromProblems } from "./rule";

export const ownOnly = fromProblems(["permission/own-only", "permission/own-user-only"], {
  id: "SL010",
  severity: "warning",
  what: "An operation opens, to a client, only what is its own.",
  why: "A client owns nothing, and is not a user: the call finds nothing, or is refused with 403.",
  fix: "Use the operation for other people's things, or state the permission that helps, with because.",
});
