import { fromProblems } from "./rule";

export const secretInState = fromProblems(["handoff/terraform-state"], {
  id: "SL031",
  severity: "warning",
  what: "A client secret passes through Terraform's state.",
  why: "It stands there, and in every saved plan, as plain text.",
  fix: "Use Handoff.vaultOnly(), the default; or restrict state and plans to people who may use the client.",
});
