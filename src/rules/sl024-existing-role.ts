import { fromProblems } from "./rule";

export const existingRole = fromProblems(["role/existing", "role/because"], {
  id: "SL024",
  severity: "warning",
  what: "A role is granted that somebody else owns.",
  why: "Nobody derives what it allows: more than the actions need, or less.",
  fix: 'Leave "role" out to have one made with exactly what is needed.',
});
