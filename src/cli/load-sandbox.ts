import { ScopelockError } from "../core/diagnostic";
import { packageVersion } from "../process/package-version";
import type { SandboxPackage } from "../sandbox-support";

/** The package of the sandbox: its servers and their libraries are installed only where somebody wants them. */
const SANDBOX = "@scopelock/sandbox";

/**
 * Loads the package that runs the sandbox.
 * @param name of the package @default "@scopelock/sandbox"
 * @throws {@link ScopelockError} `sandbox/not-installed`
 */
export async function loadSandbox(name: string = SANDBOX): Promise<SandboxPackage> {
  const { importModule } = await import("../import/import-module.js");
  try {
    return (await importModule(name)) as unknown as SandboxPackage;
  } catch (error) {
    if (!isMissing(name, error)) throw error;
    throw new ScopelockError({
      id: "sandbox/not-installed",
      what: `The package ${name} is not installed.`,
      where: "scopelock sandbox",
      why: "The sandbox is a package of its own, so that an app that only defines data actions installs no servers.",
      fix: `npm install --save-dev ${name}@${packageVersion()}`,
    });
  }
}

/** Whether the package itself is missing; a missing dependency of the package is another matter. */
function isMissing(name: string, error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return /^(ERR_)?MODULE_NOT_FOUND$/.test(code ?? "") && message.includes(`'${name}'`);
}
