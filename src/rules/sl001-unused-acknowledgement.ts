import { rule } from "./rule";

export const unusedAcknowledgement = rule(
  {
    id: "SL001",
    severity: "warning",
    what: "A rule is acknowledged where it finds nothing.",
    why: "It would hide the next case, which was never reviewed.",
    fix: "Remove the acknowledgement, or move it to the construct that it is about.",
  },
  () => [],
);
