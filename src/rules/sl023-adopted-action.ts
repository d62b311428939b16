import { record } from "../core/diagnostic";
import { fromProblems } from "./rule";

export const adoptedAction = fromProblems(
  ["adopt/id", "adopt/unknown-action", "adopt/web-services"],
  {
    id: "SL023",
    severity: "error",
    what: "What is taken over may be destroyed or replaced.",
    why: 'Another contract, integration or "secure" replaces an action; its id changes, and Architect flows lose it.',
    fix: 'Leave prevent_destroy in its lifecycle until it is deployed, then remove "adopt".',
    acknowledgeable: "all",
  },
  function* ({ blocks, imported }) {
    for (const { address, type, path, body } of blocks)
      if (/^genesyscloud_integration(_action)?$/.test(type) && imported.includes(address))
        if (record(body.lifecycle).prevent_destroy !== true)
          yield { path, what: `${address} is imported without lifecycle.prevent_destroy.` };
  },
);
