import { fromProblems } from "./rule";

export const tokenOverlap = fromProblems(["rotation/overlap", "client/token-lifetime"], {
  id: "SL027",
  severity: "error",
  what: "Generations overlap for less time than a token lives.",
  why: "A token that was got just before a rotation dies in the middle of a call.",
  fix: "Lengthen overlapHours, or shorten accessTokenValiditySeconds.",
});
