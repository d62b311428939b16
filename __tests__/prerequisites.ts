import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import type { TestContext } from "vitest";
import { goIsThere } from "../packages/sandbox/src/go";
import { ContainerRuntime } from "../packages/sandbox/src/vault/container";
import { ScopelockError } from "../src/core/diagnostic/error";
import { requireEngine } from "../src/process/engine";

function terraform(): string | undefined {
  try {
    requireEngine();
    return undefined;
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return `needs Terraform or OpenTofu 1.11 or later, on PATH or named by TERRAFORM_BINARY_NAME: ${error.what}`;
  }
}

function vault(): string | undefined {
  const there =
    process.env.SCOPELOCK_SANDBOX_VAULT_ADDR !== undefined ||
    spawnSync("vault", ["version"], { stdio: "ignore" }).status === 0 ||
    goIsThere() ||
    [...ContainerRuntime.all(tmpdir(), () => {})].length > 0;
  return there
    ? undefined
    : "needs a Vault: vault on PATH, docker or podman, Go 1.25 to build one, or SCOPELOCK_SANDBOX_VAULT_ADDR";
}

/** What this machine lacks to run Terraform against a real Vault; empty when nothing. */
export const lacking = [terraform(), vault()].filter((lack) => lack !== undefined);

/** Skips a test of a machine that lacks something, and says what: the run's last lines name it. */
export function needsTerraformAndVault({ skip }: Pick<TestContext, "skip">): void {
  if (lacking.length > 0) skip(lacking.join("; "));
}
