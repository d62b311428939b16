import { delimiter, resolve } from "node:path";
import {
  type Engine,
  engineOf,
  requireEngine,
  requireSupported,
  ScopelockError,
  terraformBinary,
} from "scopelock/sandbox-support";

/**
 * The engines that are there: what cdktf would run (`TERRAFORM_BINARY_NAME`), `terraform` on PATH, and those that `SCOPELOCK_ENGINES`
 * names: paths, separated as in PATH. What is named must be one; `terraform` need not be there.
 * @throws {@link ScopelockError} `engines/not-an-engine`, or what {@link requireEngine} and {@link requireSupported} throw.
 */
export function enginesHere(env: NodeJS.ProcessEnv = process.env): readonly Engine[] {
  const named = (env.SCOPELOCK_ENGINES ?? "").split(delimiter).filter((path) => path !== "");
  const onPath = engineOf("terraform", env);
  const engines = [
    ...(terraformBinary(env) === "terraform" ? [] : [requireEngine(env)]),
    ...(onPath === undefined ? [] : [requireSupported(onPath)]),
    ...named.map((path) => engineAt(resolve(path), env)),
  ];
  const seen = new Set<string>();
  return engines.filter(({ binary }) => !seen.has(binary) && seen.add(binary));
}

/** The refusal of a machine where there is none, and nothing to build one with. */
export function noEngine(): ScopelockError {
  return new ScopelockError({
    id: "engines/none",
    what: "There is no engine to test on.",
    where: "PATH, SCOPELOCK_ENGINES",
    why: "Neither Terraform nor OpenTofu is there, nor Go, with which OpenTofu is built.",
    fix: "Install one of them, or name an engine in SCOPELOCK_ENGINES.",
  });
}

function engineAt(path: string, env: NodeJS.ProcessEnv): Engine {
  const engine = engineOf(path, env);
  if (engine !== undefined)
    return ScopelockError.locate(`SCOPELOCK_ENGINES: ${path}`, () => requireSupported(engine));
  throw new ScopelockError({
    id: "engines/not-an-engine",
    what: `"${path}" is neither Terraform nor OpenTofu.`,
    where: "SCOPELOCK_ENGINES",
    why: 'Run with "version", both print their name and version in the first line; this one does not, or cannot be run.',
    fix: `Name executables of terraform or tofu, separated by "${delimiter}".`,
  });
}
