import { rule } from "./rule";

export const harmfulVariable = rule(
  {
    id: "SL047",
    severity: "error",
    what: "A variable of the environment makes a provider leave out a credential, or log secrets.",
    why: "Nothing in the stack shows it: the synth, the plan and the deploy look as they always do.",
    fix: "Unset it here, and wherever a plan or a deploy runs: scopelock handoff refuses it there.",
  },
  function* ({ path, harmfulVariables }) {
    for (const { name, why } of harmfulVariables) yield { path, what: `${name} is set.`, why };
  },
);
