import { spawnSync } from "node:child_process";
import { ScopelockError } from "../src/core/errors";

/** The Terraform that has write-only attributes. */
const MINIMUM = [1, 11] as const;

/**
 * The version of the Terraform that cdktf will run (`TERRAFORM_BINARY_NAME`, else `terraform` on PATH).
 * @throws {@link ScopelockError} `terraform/missing`, or `terraform/old` when it is older than 1.11.
 */
export function requireTerraform(env: NodeJS.ProcessEnv = process.env): string {
  const binary = env.TERRAFORM_BINARY_NAME ?? "terraform";
  const ran = spawnSync(binary, ["version", "-json"], { env, encoding: "utf8" });
  const version = /"terraform_version":\s*"([^"]+)"/.exec(ran.stdout ?? "")?.[1];
  if (ran.error || version === undefined)
    throw new ScopelockError({
      id: "terraform/missing",
      what: `Terraform cannot be run as "${binary}".`,
      where: "PATH, or TERRAFORM_BINARY_NAME",
      why: "scopelock deploys with real Terraform, in the sandbox too.",
      fix: `Install Terraform ${MINIMUM.join(".")} or later, or set TERRAFORM_BINARY_NAME to where it is.`,
    });
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1]))
    throw new ScopelockError({
      id: "terraform/old",
      what: `Terraform ${version} is too old.`,
      where: binary,
      why: "Secrets pass by the state through write-only attributes, which came with Terraform 1.11.",
      fix: `Install Terraform ${MINIMUM.join(".")} or later.`,
    });
  return version;
}
