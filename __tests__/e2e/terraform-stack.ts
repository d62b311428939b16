import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { expect } from "vitest";
import type { Sandbox } from "../../packages/sandbox/src";
import { type Ran, run } from "../../packages/sandbox/src/cdktf";
import type { PlannedChange } from "../../packages/sandbox/src/deploy";
import { keepState } from "../../src/app/backend";
import { connect } from "../../src/app/providers";
import { type Environment, endpointsOf } from "../../src/environment/environment";
import { loadEnvironment } from "../../src/environment/load";
import { handoffOf, prepareHandoffs } from "../../src/handoff/directory";
import { terraformBinary } from "../../src/process/terraform-binary";
import { shown } from "../process";

/** What a test builds into. */
export interface Parts {
  readonly stack: TerraformStack;
  /** What every construct of the sandbox's environment is given. */
  readonly around: {
    readonly environment: string;
    readonly endpoints: ReturnType<typeof endpointsOf>;
    readonly handoffDirectory: string;
  };
}

/** A stack of a test's own, deployed to a sandbox by Terraform itself: no cdktf command stands between. */
export class SandboxStack {
  private readonly environment: Environment;
  private readonly outdir: string;
  private readonly printed: string[] = [];

  constructor(private readonly sandbox: Sandbox) {
    this.environment = loadEnvironment(join(sandbox.directory, "environments/sandbox.json"));
    this.outdir = join(sandbox.directory, "cdktf.out");
  }

  /** Where Terraform runs. */
  get folder(): string {
    return join(this.outdir, "stacks", this.environment.name);
  }

  /** Everything that Terraform has printed. */
  get output(): string {
    return this.printed.join("\n");
  }

  /** Writes what Terraform reads, and makes the hand-off directory, as the app does. */
  async synth(build: (parts: Parts) => void): Promise<void> {
    const { environment, outdir } = this;
    const { name, handoffDirectory = "" } = environment;
    const app = new App({ outdir });
    const stack = new TerraformStack(app, name);
    keepState(stack, environment.backend);
    connect(stack, environment);
    build({ stack, around: { environment: name, endpoints: endpointsOf(environment), handoffDirectory } });
    app.synth();
    prepareHandoffs([handoffOf(outdir, name, handoffDirectory)]);
    await this.succeed("init", "-input=false", "-no-color");
  }

  terraform(...args: string[]): Promise<Ran> {
    const options = { cwd: this.folder, env: this.sandbox.env, signal: new AbortController().signal };
    return run(terraformBinary(this.sandbox.env), args, options).then((ran) => {
      this.printed.push(ran.output);
      return ran;
    });
  }

  /** Applies; resolves to what it printed, on one line. */
  async apply(): Promise<Ran> {
    const ran = await this.terraform("apply", "-input=false", "-no-color", "-auto-approve");
    return { ...ran, output: ran.output.replace(/[│╷╵\s]+/g, " ") };
  }

  async deploy(): Promise<void> {
    await this.succeed("apply", "-input=false", "-no-color", "-auto-approve");
  }

  async destroy(): Promise<void> {
    await this.succeed("destroy", "-input=false", "-no-color", "-auto-approve");
  }

  /** What the next apply would do. */
  async plan(): Promise<readonly PlannedChange[]> {
    await this.succeed("plan", "-input=false", "-no-color", "-out=plan");
    const plan = JSON.parse(await this.succeed("show", "-json", "plan")) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
      output_changes?: Record<string, { actions: string[] }>;
    };
    const changes = [
      ...(plan.resource_changes ?? []).map(({ address, change }) => ({ address, actions: change.actions })),
      ...Object.entries(plan.output_changes ?? {}).map(([name, { actions }]) => ({
        address: `output.${name}`,
        actions,
      })),
    ];
    return changes.filter(({ actions }) => !["no-op", "read"].includes(actions.join()));
  }

  private async succeed(...args: string[]): Promise<string> {
    const { code, output, stdout } = await this.terraform(...args);
    expect(code, shown(output)).toBe(0);
    return stdout;
  }
}
