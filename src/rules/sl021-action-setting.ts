import { fromProblems } from "./rule";

export const actionSetting = fromProblems(
  [
    "action/name",
    "action/function",
    "action/type",
    "action/unknown-key",
    "action/accept-header",
    "probe/input",
    "probe/harmless",
  ],
  {
    id: "SL021",
    severity: "error",
    what: "A setting of an action is not one that Genesys Cloud takes.",
    why: "It is refused in the middle of a deploy, or ignored without a message.",
    fix: "Correct or remove it.",
    acknowledgeable: "warnings",
  },
);
