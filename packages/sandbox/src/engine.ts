import { spawnSync } from "node:child_process";
import { ScopelockError, terraformBinary } from "scopelock/sandbox-support";

/** What plans and applies: a Terraform or an OpenTofu. */
export interface Engine {
  readonly name: "Terraform" | "OpenTofu";
  /** For example `1.11.4`. */
  readonly version: string;
  /** What is run: a name to be found on PATH, or a path. */
  readonly binary: string;
}

/** Write-only attributes came with this version, in both. */
const MINIMUM = [1, 11] as const;
/** Both print their name and version in the first line of `version`. */
const VERSION = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m;
/** What a wrapper prints that answers in JSON only. */
const JSON_VERSION = /"terraform_version":\s*"([^"]+)"/;

/** What a binary says that it is; `undefined` when it cannot be run, or is neither of the two. */
export function engineOf(binary: string, env: NodeJS.ProcessEnv = process.env): Engine | undefined {
  const { stdout } = spawnSync(binary, ["version"], { env, encoding: "utf8" });
  const said = VERSION.exec(stdout ?? "");
  const version = said?.[2] ?? JSON_VERSION.exec(stdout ?? "")?.[1];
  if (version === undefined) return undefined;
  return { name: said?.[1] === "OpenTofu" ? "OpenTofu" : "Terraform", version, binary };
}

/**
 * The engine that cdktf will run (`TERRAFORM_BINARY_NAME`, else `terraform` on PATH).
 * @throws {@link ScopelockError} `terraform/missing`, or what {@link requireWriteOnly} throws.
 */
export function requireEngine(env: NodeJS.ProcessEnv = process.env): Engine {
  const binary = terraformBinary(env);
  const engine = engineOf(binary, env);
  if (engine !== undefined) return requireWriteOnly(engine);
  throw new ScopelockError({
    id: "terraform/missing",
    what: `Terraform cannot be run as "${binary}".`,
    where: env.TERRAFORM_BINARY_NAME ? "TERRAFORM_BINARY_NAME" : "PATH",
    why: "scopelock deploys with a real Terraform or OpenTofu, in the sandbox too.",
    fix: `Install Terraform or OpenTofu ${MINIMUM.join(".")} or later, or set TERRAFORM_BINARY_NAME to where it is.`,
  });
}

/**
 * Hands an engine back that has write-only attributes.
 * @throws {@link ScopelockError} `terraform/old` when it is older than 1.11.
 */
export function requireWriteOnly(engine: Engine): Engine {
  const { name, version, binary } = engine;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return engine;
  throw new ScopelockError({
    id: "terraform/old",
    what: `${name} ${version} is too old.`,
    where: binary,
    why: `Secrets pass by the state through write-only attributes, which came with ${name} ${MINIMUM.join(".")}.`,
    fix: `Install ${name} ${MINIMUM.join(".")} or later.`,
  });
}
