import { fromProblems } from "./rule";

export const importedAction = fromProblems(
  [
    "import/integration-type",
    "import/unknown-key",
    "import/no-contract",
    "import/contract-unknown",
    "import/not-escaped",
  ],
  {
    id: "SL022",
    severity: "warning",
    what: "An action was read from a file that is not quite of this kind of action.",
    why: "What is another type of integration may call with other credentials.",
    fix: "Export it again, or declare it in code.",
  },
);
