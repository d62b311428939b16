import { rule } from "./rule";

/**
 * Sources: Genesys Cloud announcement of 2026-04-06, without a date from which the list is required; of the provider,
 * issue 2550 of mypurecloud/genesyscloud (open 2026-09-22), and its schema up to 1.84.1 (looked up 2026-11-28).
 */
export const allowedAddresses = rule(
  {
    id: "SL049",
    severity: "warning",
    what: "Allowed IP addresses are declared, and the genesyscloud provider cannot set them.",
    why: "Terraform makes the OAuth client without the list, so it gets tokens from any address.",
    fix: "Set the list in Genesys Cloud where your organization offers it (Admin, Integrations, OAuth), for each new generation, and acknowledge the rule; or leave the list out.",
  },
  function* ({ owners }) {
    for (const { path, integration } of owners)
      if (integration?.allowedIpAddresses)
        yield {
          path,
          what: `The provider cannot set the allowed IP addresses ${integration.allowedIpAddresses.join(", ")} of the OAuth client.`,
        };
  },
);
