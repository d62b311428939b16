import type { Diagnostic } from "../../core/diagnostic";
import { classifyToken, type TokenCause } from "../classify-token";
import type { Facts } from "../facts";
import { type Found, finding } from "../finding";
import { type Reply, replyText } from "../reply";

/** Whether the organization could be looked at. */
export function operatorCheck({ operator, integrations }: Facts): Found {
  if (!operator)
    return finding("operator/absent", {
      what: "The doctor did not read role, clients, integration and actions in Genesys Cloud.",
      why: "Reading them needs a client with permissions. GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET are not set.",
      fix: "Set them to the planner's client; with integrations:action:execute as well, probes also go through the integration.",
    });
  if (!operator.ok)
    return finding("operator/token", {
      what: `The client of GENESYSCLOUD_OAUTHCLIENT_ID cannot be used: ${replyText(operator.reply)}.`,
      why: `${WHY[classifyToken(operator.reply)]} The doctor did not read role, clients, integration and actions.`,
      fix: "Correct GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET, or unset them to skip these checks.",
    });
  const { organizationId } = operator.value;
  return integrations.map(
    ({ declared, owner }) =>
      owner?.ok &&
      owner.value.organizationId !== organizationId &&
      finding("operator/other-organization", {
        what: `GENESYSCLOUD_OAUTHCLIENT_ID is a client of the organization ${organizationId}; the secret of ${declared.id} is of ${owner.value.organizationId}.`,
        why: "The doctor cannot compare two organizations.",
        fix: "Set GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET to a client of the environment's organization.",
      }),
  );
}

const WHY: Readonly<Record<TokenCause, string>> = {
  "client-unknown": "The client does not exist in the organization of the environment.",
  "secret-wrong": "Its secret is wrong.",
  "client-inactive": "It is not active.",
  "address-refused": "Genesys Cloud refuses it from the address of this machine: its secret was not checked.",
  "rate-limit": "Too many tokens were requested in a short time.",
  "no-answer": "The login host did not answer.",
  refused: "The login host refuses it.",
};

/** A listing that the operator's client was not given. */
export function unreadableListing(what: string, reply: Reply, permission: string): Diagnostic {
  return finding("operator/refused", {
    what: `The ${what} could not be read: ${replyText(reply)}.`,
    why: "They were not compared.",
    fix: `Give the client of GENESYSCLOUD_OAUTHCLIENT_ID ${permission}, which the planner has, and ask again.`,
  });
}
