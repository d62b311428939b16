import { join } from "node:path";
import { terraformBinary } from "scopelock/sandbox-support";
import { cdktf, type Ran, run, scopelock } from "./cdktf";
import type { Sandbox } from "./index";

/** A change of a plan, as `terraform show -json` tells it; no values. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
}

/** Deploys to a sandbox with the cdktf CLI, and keeps all that was printed. */
export class Deployer {
  private readonly printed: string[] = [];
  private plans = 0;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly signal: AbortSignal,
    private readonly onLine: (line: string) => void = () => {},
  ) {}

  /** Where cdktf synthesizes to. */
  get outdir(): string {
    return join(this.sandbox.directory, "cdktf.out");
  }

  /** Everything that commands have printed so far. */
  get output(): string {
    return this.printed.join("\n");
  }

  /** `cdktf deploy`. */
  deploy(): Promise<Ran> {
    // Attached providers have no lock file; without a terminal there is nobody to approve.
    return this.cdktf("deploy", this.sandbox.environment, "--skip-provider-lock", "--auto-approve");
  }

  /** `cdktf diff`, and the changes that its plan holds. */
  async plan(): Promise<readonly PlannedChange[]> {
    const diff = await this.cdktf("diff", this.sandbox.environment, "--skip-provider-lock");
    if (diff.code !== 0) throw new Error(`cdktf diff ended with ${diff.code}:\n${tail(diff.output)}`);
    const plan = await this.showPlan();
    const { resource_changes = [] } = JSON.parse(plan) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return resource_changes
      .map(({ address, change }) => ({ address, actions: change.actions }))
      .filter(({ actions }) => actions.some((action) => action !== "no-op" && action !== "read"));
  }

  /**
   * `scopelock rotate`: edits the environment file.
   * @returns the first day on which the previous generation may be dropped; null when there is none
   */
  async rotate(...args: string[]): Promise<string | null> {
    const { env, environment } = this.sandbox;
    const command = ["rotate", environment, ...args, "--format", "json"];
    const ran = await scopelock(command, { env, signal: this.signal, onLine: this.onLine });
    this.printed.push(ran.output);
    if (ran.code !== 0) throw new Error(`scopelock rotate ended with ${ran.code}:\n${tail(ran.output)}`);
    const { next } = JSON.parse(ran.stdout) as { next: { from: string | null }[] };
    return next.at(-1)?.from ?? null;
  }

  /** The JSON of the last plan. Kept among what was printed: whoever reads a plan reads this. */
  private async showPlan(): Promise<string> {
    this.plans += 1;
    const terraform = terraformBinary(this.sandbox.env);
    const cwd = join(this.outdir, "stacks", this.sandbox.environment);
    const shown = await run(terraform, ["show", "-json", "plan"], {
      cwd,
      env: this.sandbox.env,
      signal: this.signal,
    });
    this.printed.push(shown.output);
    if (shown.code !== 0) throw new Error(`terraform show ended with ${shown.code}:\n${tail(shown.output)}`);
    return shown.stdout;
  }

  private async cdktf(...args: string[]): Promise<Ran> {
    const { app, env } = this.sandbox;
    const ran = await cdktf(app, args, this.outdir, { env, signal: this.signal, onLine: this.onLine });
    this.printed.push(ran.output);
    return ran;
  }
}

/** The last lines of an output, without colours: what an error message needs. */
export function tail(output: string, lines = 40): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is removed
  const plain = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
  return plain
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(-lines)
    .join("\n");
}
