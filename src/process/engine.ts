import { spawnSync } from "node:child_process";
import { valid } from "semver";
import { ScopelockError } from "../core/diagnostic";
import { type EngineName, engineRefusal } from "../core/terraform";
import { terraformBinary } from "./terraform-binary";

/** What plans and applies: a Terraform or an OpenTofu. */
export interface Engine {
  readonly name: EngineName;
  /** For example `1.11.4`. */
  readonly version: string;
  /** What is run: a name to be found on PATH, or a path. */
  readonly binary: string;
}

/** Both print their name and version in the first line of `version`. */
const VERSION = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m;
/** What a wrapper prints that answers in JSON only. */
const JSON_VERSION = /"terraform_version":\s*"([^"]+)"/;

/** How long a binary may take to print its version. Milliseconds. */
const PATIENCE = 30_000;

/**
 * What a binary says that it is; `undefined` when it cannot be run, or is neither of the two.
 * @throws {@link ScopelockError} `terraform/missing` when it does not end
 */
export function engineOf(
  binary: string,
  env: NodeJS.ProcessEnv = process.env,
  patience = PATIENCE,
): Engine | undefined {
  // Terraform would ask its maker for a newer version.
  const { stdout, error } = spawnSync(binary, ["version"], {
    env: { ...env, CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: patience,
    killSignal: "SIGKILL",
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT")
    throw new ScopelockError({
      id: "terraform/missing",
      what: `"${binary} version" has not ended after ${patience / 1000} seconds.`,
      where: binary,
      why: "The version decides whether Terraform or OpenTofu does what it plans.",
      fix: `See what "${binary} version" waits for, or set TERRAFORM_BINARY_NAME to another binary.`,
    });
  const said = VERSION.exec(stdout ?? "");
  const version = said?.[2] ?? JSON_VERSION.exec(stdout ?? "")?.[1];
  if (version === undefined || valid(version) === null) return undefined;
  return { name: said?.[1] === "OpenTofu" ? "OpenTofu" : "Terraform", version, binary };
}

/**
 * The engine that cdktf will run (`TERRAFORM_BINARY_NAME`, else `terraform` on PATH).
 * @throws {@link ScopelockError} `terraform/missing`, or what {@link requireSupported} throws.
 */
export function requireEngine(env: NodeJS.ProcessEnv = process.env): Engine {
  const binary = terraformBinary(env);
  const engine = engineOf(binary, env);
  if (engine !== undefined) return requireSupported(engine);
  throw new ScopelockError({
    id: "terraform/missing",
    what: `Terraform cannot be run as "${binary}".`,
    where: env.TERRAFORM_BINARY_NAME ? "TERRAFORM_BINARY_NAME" : "PATH",
    why: "scopelock deploys with a real Terraform or OpenTofu, in the sandbox too.",
    fix: "Install Terraform or OpenTofu 1.11 or later, or set TERRAFORM_BINARY_NAME to where it is.",
  });
}

/**
 * Hands an engine back that the table of refused releases does not name.
 * @throws {@link ScopelockError} `terraform/old` when it is older than 1.11, `terraform/refused` when it is broken.
 */
export function requireSupported(engine: Engine): Engine {
  const refusal = engineRefusal(engine.name, engine.version);
  if (refusal === undefined) return engine;
  const { verdict, ...said } = refusal;
  throw new ScopelockError({
    id: verdict === "old" ? "terraform/old" : "terraform/refused",
    where: engine.binary,
    ...said,
  });
}
