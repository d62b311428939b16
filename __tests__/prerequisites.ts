import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";
import { requireTerraform } from "../sandbox/terraform";
import { goIsThere } from "../sandbox/vault/build";

function terraform(): string | undefined {
  try {
    requireTerraform();
    return undefined;
  } catch {
    return "needs Terraform 1.11 or later on PATH";
  }
}

function vault(): string | undefined {
  const there =
    process.env.SCOPELOCK_SANDBOX_VAULT_ADDR !== undefined ||
    spawnSync("vault", ["version"], { stdio: "ignore" }).status === 0 ||
    goIsThere();
  return there
    ? undefined
    : "needs a Vault: vault on PATH, Go 1.25 to build one, or SCOPELOCK_SANDBOX_VAULT_ADDR";
}

/** What this machine lacks to run Terraform against a real Vault; empty when nothing. */
export const lacking = [terraform(), vault()].filter((lack) => lack !== undefined);

/** Skips a test of a machine that lacks something, and says what: the run's last lines name it. */
export function needsTerraformAndVault({ skip }: Pick<TestContext, "skip">): void {
  if (lacking.length > 0) skip(lacking.join("; "));
}
