import { shown } from "../core/diagnostic";
import { rule } from "./rule";

export const terraformLog = rule(
  {
    id: "SL034",
    severity: "warning",
    what: "Terraform logs more than warnings.",
    why: "Below WARN, providers log what they send: with resources beside those of scopelock, secrets too.",
    fix: "Unset it, or set it to WARN or ERROR, wherever a deploy runs.",
  },
  function* ({ path, terraformLog }) {
    for (const [name, level] of Object.entries(terraformLog))
      if (!/^(|off|warn|error)$/i.test(level)) yield { path, what: `${name} is ${shown(level)}.` };
  },
);
