import { join } from "node:path";
import { ScopelockError, terraformBinary } from "scopelock/sandbox-support";
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
  /** What is deployed and planned. */
  stacks: readonly string[];

  constructor(
    private readonly sandbox: Sandbox,
    private readonly signal: AbortSignal,
    private readonly onLine: (line: string) => void = () => {},
  ) {
    this.stacks = [sandbox.environment];
  }

  /** Where cdktf synthesizes to. */
  get outdir(): string {
    return join(this.sandbox.directory, "cdktf.out");
  }

  /** Everything that commands have printed so far. */
  get output(): string {
    return this.printed.join("\n");
  }

  /**
   * `cdktf synth`.
   * @throws {@link ScopelockError} `sandbox/deploy-failed`, with the last lines that cdktf printed
   */
  async synth(): Promise<void> {
    expectSuccess("cdktf synth", await this.cdktf("synth"));
  }

  /** `cdktf deploy`. */
  deploy(): Promise<Ran> {
    // Without a terminal there is nobody to approve.
    return this.cdktf("deploy", ...this.stacks, "--auto-approve");
  }

  /** `cdktf diff` of each stack, and the changes that the plans hold. */
  async plan(): Promise<readonly PlannedChange[]> {
    const changes: PlannedChange[] = [];
    for (const stack of this.stacks) changes.push(...(await this.planStack(stack)));
    return changes;
  }

  private async planStack(stack: string): Promise<readonly PlannedChange[]> {
    expectSuccess("cdktf diff", await this.cdktf("diff", stack));
    const plan = await this.showPlan(stack);
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
  private async showPlan(stack: string): Promise<string> {
    const terraform = terraformBinary(this.sandbox.env);
    const cwd = join(this.outdir, "stacks", stack);
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

/**
 * Refuses a command of cdktf's that failed.
 * @throws {@link ScopelockError} `sandbox/deploy-failed`, with the last lines that cdktf and Terraform printed
 */
export function expectSuccess(command: string, { code, output }: Ran): void {
  if (code === 0) return;
  throw new ScopelockError({
    id: "sandbox/deploy-failed",
    what: `${command} ended with ${code}.`,
    why: tail(output),
    fix: "Correct what cdktf or Terraform names, and deploy again.",
  });
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
