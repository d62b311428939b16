import { fromProblems } from "./rule";

export const templateReference = fromProblems(
  [
    "template/unknown-input",
    "template/input-letters",
    "template/unknown-variable",
    "template/optional-input",
    "contract/unused-input",
  ],
  {
    id: "SL015",
    severity: "error",
    what: "A template refers to what the input contract does not have.",
    why: "Names are case-sensitive; a missing one fails the action when it runs, or arrives as it is written.",
    fix: "Write the name as the contract has it.",
    acknowledgeable: "warnings",
  },
);
