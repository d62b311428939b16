import type { Diagnostic } from "../../core/diagnostic";
import { clientName, ownedName } from "../../core/stack";
import { classifyApi } from "../classify-api";
import { classifyToken } from "../classify-token";
import { connectionFix } from "../connection-fix";
import { type Check, list, proof } from "../finding";
import { type Reply, replyText } from "../reply";

/** A token can be got with the secret, and is that of the current generation's client. */
export const tokenCheck: Check = (
  { declared, secret, login, owner },
  { environment, rotation, endpoints },
) => {
  if (!login || !secret.ok) return [];
  const { clientId } = secret.value;
  if (!login.ok)
    return [
      refusedToken(login.reply, clientId, environment, endpoints.tokenUrl, declared.allowedIpAddresses),
    ];
  if (!owner?.ok) return owner ? [uselessToken(owner.reply, clientId)] : [];
  const owned = ownedName(declared.environment, declared.id);
  const wanted = clientName(owned, rotation.generations.current);
  const { clientName: is } = owner.value;
  if (is === wanted) return [proof("token/client", `The secret works: its client is "${is}" (${clientId})`)];
  const { current } = rotation.generations;
  // After a rotation, until its deploy, Vault serves the generation before: nothing is broken then.
  const isDue =
    !secret.value.generations.includes(current) &&
    secret.value.generations.some((generation) => clientName(owned, generation) === is);
  return [
    {
      id: "token/other-client",
      severity: "error",
      what: `The secret in Vault is that of the client "${is}" (${clientId}), not of "${wanted}".`,
      ...(isDue
        ? {
            why: `The secret is whole, and g${current} is not deployed: the client of the generation before serves.`,
            fix: `Deploy: npx cdktf deploy ${environment}.`,
          }
        : {
            why: "Readers act with another client's permissions, and its rotation passes them by.",
            fix: `scopelock rotate ${environment} --heal, then deploy: a new generation writes its own secret.`,
          }),
    },
  ];
};

/** Nothing needs a permission less than asking whose a token is. */
function uselessToken(reply: Reply, clientId: string): Diagnostic {
  return {
    id: "token/useless",
    severity: "unknown",
    what: `The client ${clientId} got a token, and the API answered ${replyText(reply)} to GET /api/v2/tokens/me.`,
    why: classifyApi(reply).why,
    fix: 'Check "genesys" of the environment file, and ask again.',
  };
}

function refusedToken(
  reply: Reply,
  clientId: string,
  environment: string,
  tokenUrl: string,
  allowed: readonly string[] | undefined,
): Diagnostic {
  // The words of a refusal for the caller's address are not known.
  const orAddress = allowed
    ? ` Or it refuses this machine's address: declared are ${list(allowed)} (allowedIpAddresses). Look there first.`
    : "";
  const what = `The login host answered ${replyText(reply)} to the client ${clientId} of the secret.`;
  const heal = `scopelock rotate ${environment} --heal, then npx cdktf deploy ${environment}: a new client with a new secret. A plain deploy does not repair it: a generation never changes.`;
  switch (classifyToken(reply)) {
    case "client-unknown":
      return {
        id: "token/client-unknown",
        severity: "error",
        what,
        why: "The client does not exist in the organization. It was deleted, or the secret is of another organization.",
        fix: heal,
      };
    case "secret-wrong":
      return {
        id: "token/secret-wrong",
        severity: "error",
        what,
        why: `The client exists, but the secret in Vault is not its secret. It was regenerated in Genesys Cloud, or overwritten in Vault. Consumers get no new token; a token that the integration still has works until it expires.${orAddress}`,
        fix: heal,
      };
    case "client-inactive":
      return {
        id: "token/client-inactive",
        severity: "error",
        what,
        why: "The client was set to inactive. It gets no tokens, and Genesys Cloud refuses its older tokens with 401.",
        fix: `Set the client to active in Genesys Cloud. If its secret is exposed: scopelock rotate ${environment} --emergency, then deploy.`,
      };
    case "address-refused":
      return {
        id: "token/address",
        severity: "unknown",
        what,
        why: `Genesys Cloud gives the client tokens from its allowed IP addresses only${allowed ? `, declared are ${list(allowed)}` : ""}. The address of this machine is not one of them, so the secret was not checked. It may be right.`,
        fix: "Run the doctor from an allowed address, or add this machine's public address in Genesys Cloud (Admin, Integrations, OAuth). A new secret does not help.",
      };
    case "refused":
      return {
        id: "token/refused",
        severity: "error",
        what,
        why: `The login host refuses the client for a reason that the doctor does not know.${orAddress}`,
        fix: heal,
      };
    case "rate-limit":
      return {
        id: "token/rate-limit",
        severity: "unknown",
        what,
        why: "Too many tokens were requested in a short time. The secret may be right.",
        fix: "Ask again in some minutes.",
      };
    case "no-answer":
      return {
        id: "token/no-answer",
        severity: "unknown",
        what: `The login host at ${tokenUrl} did not answer: ${replyText(reply)}.`,
        why: "The doctor could not check the secret.",
        fix: connectionFix(reply, '"genesys" of the environment file'),
      };
  }
}
