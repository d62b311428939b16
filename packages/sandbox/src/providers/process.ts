import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { typescriptLoader } from "scopelock/sandbox-support";
import { endOf } from "../child-end";
import { sourceVariables } from "../source-variables";
import type { ProvidersOptions } from "./index";

/** Running stand-ins in a process of their own. */
export interface ProviderProcess {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  /** Resolves when the process has ended, with its exit code or the signal. */
  readonly ended: Promise<string>;
  /** Ends the process. @param signal @default "SIGTERM" */
  close(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts the stand-ins in a process of their own: with its own working directory, as a real provider has. */
export async function startProviderProcess({
  sockets,
  env,
  cwd,
}: ProvidersOptions): Promise<ProviderProcess> {
  for (const directory of [sockets, cwd]) mkdirSync(directory, { recursive: true });
  const main = join(__dirname, `main${extname(__filename)}`);
  const child = fork(main, [], {
    cwd,
    env: { ...env, ...sourceVariables(main), SCOPELOCK_PROVIDERS_SOCKETS: sockets },
    execArgv: typescriptLoader(main),
    stdio: ["pipe", "pipe", "inherit", "ipc"],
  });
  const ended = endOf(child);
  const kill = () => child.kill();
  process.once("exit", kill);
  const reattach = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once("line", resolve);
    child.once("exit", (code) =>
      reject(new Error(`the provider stand-ins ended with ${code} before they were ready`)),
    );
  });
  const close = (signal?: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      process.off("exit", kill);
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill(signal);
    });
  return { reattach, ended, close };
}
