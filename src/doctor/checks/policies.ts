import { classifyVault } from "../classify-vault";
import type { Facts } from "../facts";
import { type Found, finding, list } from "../finding";

/** No policy is in the way of those that the stack writes: the vault provider before 5.10 overwrites it without a message. */
export function policiesCheck({ policies, integrations, environment }: Facts): Found {
  const isFirst =
    integrations.length > 0 &&
    integrations.every(({ secret }) => !secret.ok && classifyVault(secret.reply) === "missing");
  const unread = policies.filter(({ found }) => found === "unread").map(({ name }) => name);
  return [
    policies
      .filter(({ found }) => found === "other")
      .map(({ name }) =>
        isFirst
          ? finding("policy/taken", {
              what: `Vault already has a policy "${name}", and nothing of this environment is deployed.`,
              why: "It is another owner's. The vault provider before 5.10 overwrites it without a message: its holders lose what it allows.",
              fix: `Read it: vault policy read ${name}. Name another policy for the reader, or delete this one if nothing uses it.`,
            })
          : finding("policy/other", {
              what: `The Vault policy "${name}" is not as the stack declares it.`,
              why: "It was changed outside Terraform, its declaration is not deployed yet, or it is another owner's. The next deploy overwrites it.",
              fix: `Read it: vault policy read ${name}. If it is this environment's: npx cdktf deploy ${environment}. Otherwise name another policy for the reader.`,
            }),
      ),
    isFirst &&
      unread.length > 0 &&
      finding("policy/not-read", {
        what: `The doctor did not read the Vault ${unread.length === 1 ? "policy" : "policies"} ${list(unread)}.`,
        why: "The token may not read them. A first deploy with the vault provider before 5.10 overwrites policies of these names.",
        fix: "Ask again with the planner's token before the first deploy.",
      }),
  ];
}
