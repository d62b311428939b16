import type { Diagnostic } from "../../core/diagnostic";
import { secretPaths } from "../../core/stack";
import { classifyVault, type VaultCause } from "../classify-vault";
import { connectionFix } from "../connection-fix";
import type { Facts, IntegrationFacts } from "../facts";
import { finding } from "../finding";
import { type Reply, replyText } from "../reply";

/** Why one of the two entries could not be read, in words: 403 is not 404. */
export function unreadableEntry(
  entry: "secret" | "manifest",
  reply: Reply,
  { declared }: Pick<IntegrationFacts, "declared">,
  { environment, vaultAddress }: Pick<Facts, "environment" | "vaultAddress">,
): Diagnostic {
  const paths = secretPaths(declared.mount.path, declared.environment, declared.id);
  const path = `${paths.mount}/data/${paths[entry]}`;
  const answered = `Vault answered ${replyText(reply)} to a read of ${path}.`;
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const fixOf = (secret: string) =>
    entry === "manifest" ? `${deploy} It writes the manifest again.` : secret;
  const texts: Readonly<Record<VaultCause, Omit<Diagnostic, "id" | "severity">>> = {
    missing: {
      what: `There is no ${entry} in Vault at ${path}.`,
      why: "404, and not 403: the token may read the path, and nothing was ever written there, or it was destroyed.",
      fix: fixOf(`${deploy} If it was deployed before: scopelock rotate ${environment} --heal, then deploy.`),
    },
    deleted: {
      what: `The newest version of the ${entry} at ${path} is deleted.`,
      why: "A person or the mount's delete_version_after deleted it. No consumer can read it any more.",
      fix: fixOf(
        `Bring it back: vault kv undelete -mount=${paths.mount} -versions=<newest> ${paths.secret}.`,
      ),
    },
    "no-mount": {
      what: `Vault has no secrets engine at ${paths.mount}.`,
      why: "Nothing was deployed to this Vault, or it is mounted in another namespace (VAULT_NAMESPACE).",
      fix: declared.mount.managed
        ? deploy
        : `Have a KV version 2 secrets engine mounted at ${paths.mount}, then deploy: npx cdktf deploy ${environment}.`,
    },
    forbidden: {
      what: answered,
      why: "403: the token of VAULT_TOKEN may not read the path, so Vault does not show if the entry exists. The token may also be expired, or of another namespace.",
      fix: `Use a token with a reader's policy${declared.readerPolicies.length > 0 ? `, for example ${declared.readerPolicies[0]}` : ""}: scopelock identities ${environment} shows what it allows.`,
    },
    "bad-token": {
      what: answered,
      why: "The token of VAULT_TOKEN is not known there: expired, revoked, or of another Vault or namespace.",
      fix: "Log in again and set VAULT_TOKEN.",
    },
    sealed: {
      what: `The Vault at ${vaultAddress} is sealed.`,
      why: "A sealed Vault answers no request. Consumers that start now get no secret.",
      fix: "Unseal it.",
    },
    redirect: {
      what: answered,
      why: "The doctor follows no redirect. The token would go to an address that the environment file does not name.",
      fix: 'Set "vault.address" of the environment file to the address of the redirect.',
    },
    "no-answer": {
      what: `The Vault at ${vaultAddress} does not answer: ${replyText(reply)}.`,
      why: "The doctor could not read its content.",
      fix: connectionFix(reply, '"vault.address" of the environment file'),
    },
    unexpected: {
      what: answered,
      why: "The answer is not one of a KV version 2 secrets engine.",
      fix: `Make sure that ${vaultAddress} is a Vault, and that ${paths.mount} is a KV version 2 secrets engine.`,
    },
  };
  const cause = classifyVault(reply);
  if (cause === "missing") return finding(`${entry}/missing`, texts.missing);
  if (cause === "deleted") return finding(`${entry}/deleted`, texts.deleted);
  return finding(`vault/${cause}`, texts[cause]);
}
