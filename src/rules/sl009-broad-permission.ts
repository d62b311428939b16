import { fromProblems } from "./rule";

export const broadPermission = fromProblems(["permission/broad"], {
  id: "SL009",
  severity: "warning",
  what: "An operation requires a permission that opens far more than itself.",
  why: "Every reader of the integration's secret may do all of it.",
  fix: "Use a narrower operation, or give this one an integration of its own.",
});
