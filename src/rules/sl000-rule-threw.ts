import { rule } from "./rule";

export const ruleThrew = rule(
  {
    id: "SL000",
    severity: "error",
    what: "A rule throws.",
    why: "Whether the stack has what the rule looks for is unknown.",
    fix: "Report it, with the rule and its message. An override that gives Terraform another form than its own may be the cause: leave it out.",
  },
  () => [],
);
