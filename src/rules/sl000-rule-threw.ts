import { rule } from "./rule";

export const ruleThrew = rule(
  {
    id: "SL000",
    severity: "error",
    what: "A rule throws.",
    why: "Nobody knows whether what it looks for is there.",
    fix: "Report it, with the rule and what it says. An override that gives Terraform another form than its own may be the cause: leave it out.",
  },
  () => [],
);
