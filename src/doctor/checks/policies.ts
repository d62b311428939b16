import type { Diagnostic } from "../../core/diagnostic";
import { classifyVault } from "../classify-vault";
import type { Facts } from "../facts";
import { list } from "../finding";

/** No policy is in the way of those that the stack writes: the vault provider before 5.10 overwrites it without a message. */
export function policiesCheck({ policies, integrations, environment }: Facts): readonly Diagnostic[] {
  const isFirst =
    integrations.length > 0 &&
    integrations.every(({ secret }) => !secret.ok && classifyVault(secret.reply) === "missing");
  const unread = policies.filter(({ found }) => found === "unread").map(({ name }) => name);
  return [
    ...policies
      .filter(({ found }) => found === "other")
      .map(({ name }) => (isFirst ? taken(name) : other(name, environment))),
    ...(isFirst && unread.length > 0 ? [notRead(unread)] : []),
  ];
}

function taken(name: string): Diagnostic {
  return {
    id: "policy/taken",
    severity: "error",
    what: `Vault already has a policy "${name}", and nothing of this environment is deployed.`,
    why: "It is another owner's. The vault provider before 5.10 overwrites it without a message: its holders lose what it allows.",
    fix: `Read it: vault policy read ${name}. Name another policy for the reader, or delete this one if nothing uses it.`,
  };
}

function other(name: string, environment: string): Diagnostic {
  return {
    id: "policy/other",
    severity: "error",
    what: `The Vault policy "${name}" is not as the stack declares it.`,
    why: "It was changed outside Terraform, its declaration is not deployed yet, or it is another owner's. The next deploy overwrites it.",
    fix: `Read it: vault policy read ${name}. If it is this environment's: npx cdktf deploy ${environment}. Otherwise name another policy for the reader.`,
  };
}

function notRead(names: readonly string[]): Diagnostic {
  return {
    id: "policy/not-read",
    severity: "note",
    what: `The doctor did not read the Vault ${names.length === 1 ? "policy" : "policies"} ${list(names)}.`,
    why: "The token may not read them. A first deploy with the vault provider before 5.10 overwrites policies of these names.",
    fix: "Ask again with the planner's token before the first deploy.",
  };
}
