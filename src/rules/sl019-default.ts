import { fromProblems } from "./rule";

export const defaultValue = fromProblems(
  [
    "response/default-for-null",
    "response/default-of-many",
    "response/default-not-json",
    "response/default-without-path",
  ],
  {
    id: "SL019",
    severity: "warning",
    what: "A default of the translation map does not do what it seems to.",
    why: "It stands in for a path that is missing, not for null, and not for one of many.",
    fix: "Take null into the contract, or make the response send another value.",
  },
);
