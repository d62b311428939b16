import { fromProblems } from "./rule";

export const sharedName = fromProblems(
  ["names/collision", "environment/shared-state", "environment/shared-mount", "reader/differs"],
  {
    id: "SL035",
    severity: "error",
    what: "Two constructs write what only one may write.",
    why: "Vault and the state are written without a question: each deploy overwrites what the other one wrote.",
    fix: "Give one of them another name, or make it once and hand it to both.",
  },
);
