import { fromProblems } from "./rule";

export const permissionName = fromProblems(["permission/form", "permission/unknown", "permission/prefer"], {
  id: "SL006",
  severity: "error",
  what: "A permission is named that is none, that no operation names, or that is no choice.",
  why: "A role with a name that is spelled wrong grants nothing, and the action fails with 403.",
  fix: "Leave it out: permissions are derived from the request.",
  acknowledgeable: "warnings",
});
