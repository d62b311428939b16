import { fromProblems } from "./rule";

export const clientOnly = fromProblems(["operation/needs-client"], {
  id: "SL003",
  severity: "error",
  what: "A client that acts for users calls what only client credentials may.",
  why: "A token of a user is refused there.",
  fix: "Call it from an integration, or with another client.",
});
