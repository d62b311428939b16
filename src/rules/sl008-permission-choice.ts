import { fromProblems } from "./rule";

export const permissionChoice = fromProblems(["permission/choose"], {
  id: "SL008",
  severity: "error",
  what: "An operation accepts several permissions that open different things.",
  why: "Which one is right depends on the body, or on what the call is after. The wrong one is granted too much, or fails with 403.",
  fix: "Name one: prefer: [...].",
});
