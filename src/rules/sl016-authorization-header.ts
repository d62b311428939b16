import { fromProblems } from "./rule";

export const authorizationHeader = fromProblems(["action/authorization-header"], {
  id: "SL016",
  severity: "error",
  what: "An action sends an Authorization header of its own.",
  why: "Genesys Cloud adds the token of the connection's credential; another one expires, and is in plain sight.",
  fix: "Remove the header.",
});
