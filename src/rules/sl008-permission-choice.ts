import { fromProblems } from "./rule";

export const permissionChoice = fromProblems(["permission/choose"], {
  id: "SL008",
  severity: "warning",
  what: "An operation accepts several permissions that open different things.",
  why: "Which one is right depends on the body, or on what the call is after; the least is granted.",
  fix: "Pin the one that fits: prefer: [...].",
});
