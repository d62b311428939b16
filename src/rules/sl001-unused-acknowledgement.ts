import { rule } from "./rule";

export const unusedAcknowledgement = rule(
  {
    id: "SL001",
    severity: "warning",
    what: "A rule is acknowledged that says nothing there.",
    why: "It would hide the next case, which nobody has looked at.",
    fix: "Remove the acknowledgement, or move it to the construct that it is about.",
  },
  () => [],
);
