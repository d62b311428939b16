import { leaksIn } from "../core/terraform";
import { rule } from "./rule";

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
      if (!["stored", "exposed", "expression"].includes(kind)) continue;
      if (!said.some((owner) => path.startsWith(owner))) yield { path, what: `${address} ${what}.` };
    }
  },
);
