import { fromProblems } from "./rule";

export const permissionName = fromProblems(["permission/form", "permission/unknown", "permission/prefer"], {
  id: "SL006",
  severity: "error",
  what: "A named permission is none, is required by no operation, or cannot be chosen.",
  why: "A role with a name that is spelled wrong grants nothing, and the action fails with 403.",
  fix: "Leave it out: permissions are derived from the request.",
  acknowledgeable: "warnings",
});
