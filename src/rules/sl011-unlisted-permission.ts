import { fromProblems } from "./rule";

export const unlistedPermission = fromProblems(["operation/permissions-not-listed"], {
  id: "SL011",
  severity: "warning",
  what: "An operation requires permissions that the catalogue does not list.",
  why: "What is derived is not enough, and the action fails with 403.",
  fix: 'State them: permissions: { anyOf: [...], because: "..." }.',
});
