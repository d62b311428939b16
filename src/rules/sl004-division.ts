import { fromProblems } from "./rule";

export const division = fromProblems(["division/all", "division/id", "integration/divisions"], {
  id: "SL004",
  severity: "warning",
  what: "The role is granted in every division, those made later too.",
  why: "A permission counts in a division; in all of them it opens more than most actions work with.",
  fix: "Name the divisions: Division.named(...).",
});
