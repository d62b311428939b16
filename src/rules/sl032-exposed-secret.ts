import { type LeakKind, leaksIn } from "../core/terraform";
import { rule, type Violation } from "./rule";

const LEAKS: readonly LeakKind[] = ["stored", "exposed", "expression", "ephemeral", "sensitive", "others"];
/** What the owner of another provider's resource may know better. */
const OTHERS: Partial<Violation> = {
  severity: "warning",
  why: "scopelock does not know the resource's type; the state of this stack holds the value in clear.",
  fix: "Give it to a write-only attribute, or acknowledge it where the state may hold it.",
};

export const exposedSecret = rule(
  {
    id: "SL032",
    severity: "error",
    what: "A secret gets into state, plan or output, and its owner does not declare that.",
    why: "Every reader of one of these may use the client.",
    fix: "Leave the hand-off to scopelock; where the state is meant to hold it, declare that: Handoff.terraformState().",
    acknowledgeable: "all",
  },
  function* (subject) {
    const { owners, blocks } = subject;
    const said = owners.filter(({ handoff }) => handoff === "terraform-state").map(({ path }) => `${path}/`);
    const pathOf = new Map(blocks.map(({ address, path }) => [address, path]));
    for (const { address, kind, what } of leaksIn(subject)) {
      const path = pathOf.get(address) ?? subject.path;
      if (!LEAKS.includes(kind) || said.some((owner) => path.startsWith(owner))) continue;
      // Of the genesyscloud provider's resources SL026 reports it: it has nothing write-only.
      if (kind === "ephemeral" && address.startsWith("genesyscloud_")) continue;
      yield { path, what: `${address} ${what}.`, ...(kind === "others" && OTHERS) };
    }
  },
);
