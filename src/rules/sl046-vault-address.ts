import { text } from "../core/diagnostic";
import { rule } from "./rule";

export const vaultAddress = rule(
  {
    id: "SL046",
    severity: "error",
    what: "The address of Vault ends with its API's path.",
    why: "The vault provider adds /v1 itself: every request would go to /v1/v1 and be answered with 404.",
    fix: "Leave out /v1, for example https://vault.example.com:8200.",
  },
  function* ({ blocks }) {
    for (const { address, path, body } of blocks)
      if (address === "provider.vault" && /\/v1\/*$/.test(text(body.address)))
        yield { path, what: `The address is "${text(body.address)}".` };
  },
);
