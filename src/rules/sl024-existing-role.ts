import { fromProblems } from "./rule";

export const existingRole = fromProblems(["role/existing", "role/because"], {
  id: "SL024",
  severity: "warning",
  what: "An existing role is granted, which scopelock does not manage.",
  why: "Its permissions are not derived: it may allow more than the actions need, or less.",
  fix: 'Leave "role" out to have one made with exactly what is needed.',
});
