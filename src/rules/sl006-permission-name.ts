import { fromProblems } from "./rule";

export const permissionName = fromProblems(["permission/unknown", "permission/prefer"], {
  id: "SL006",
  severity: "error",
  what: "A permission is named that does not exist, or that is no choice.",
  why: "A role with it grants nothing, and the action fails with 403.",
  fix: "Leave it out: permissions are derived from the request.",
});
