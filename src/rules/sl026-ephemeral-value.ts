import { stringsIn } from "../core/terraform";
import { rule } from "./rule";

export const ephemeralValue = rule(
  {
    id: "SL026",
    severity: "error",
    what: "An ephemeral value is given to Genesys Cloud.",
    why: 'The provider has no write-only attributes: Terraform refuses it with "Invalid use of ephemeral value".',
    fix: "Let the secret go its own way: Handoff.vaultOnly().",
  },
  function* ({ blocks }) {
    for (const { type, path, body } of blocks)
      if (type.startsWith("genesyscloud_"))
        for (const { at } of stringsIn(body, isEphemeral)) yield { path, what: `${at} is ephemeral.` };
  },
);

const isEphemeral = (text: string) => text.includes("ephemeral.") && /\$\{.*\bephemeral\./s.test(text);
