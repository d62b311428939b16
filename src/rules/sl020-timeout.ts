import { fromProblems } from "./rule";

export const timeout = fromProblems(["action/timeout"], {
  id: "SL020",
  severity: "error",
  what: "A timeout is out of range.",
  why: "Genesys Cloud takes whole seconds from 1 to 60.",
  fix: "Choose one of these, or leave it out.",
});
