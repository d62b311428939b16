import { fromProblems } from "./rule";

export const contract = fromProblems(
  [
    "action/input-contract",
    "action/output-contract",
    "contract/invalid-schema",
    "contract/ref",
    "contract/pattern",
    "contract/nested-input",
    "contract/nested-array",
    "contract/reserved-input",
    "contract/input-name",
    "contract/input-type-list",
    "contract/required-unknown",
    "contract/default",
  ],
  {
    id: "SL017",
    severity: "error",
    what: "A contract is not one that Genesys Cloud takes.",
    why: "It answers 400 when the action is made, in the middle of a deploy.",
    fix: "Write a JSON Schema (draft 4) of flat inputs, and an object or an array as output.",
    acknowledgeable: "warnings",
  },
);
