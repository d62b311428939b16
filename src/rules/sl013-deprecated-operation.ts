import { fromProblems } from "./rule";

export const deprecatedOperation = fromProblems(["operation/deprecated", "operation/preview"], {
  id: "SL013",
  severity: "warning",
  what: "An operation may change or go.",
  why: "The vendor removes what is deprecated; flows fail from that day on.",
  fix: "Use its successor; the API Explorer of the Genesys Cloud Developer Center names it.",
});
