import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { getExternalContact } from "../../actions/get-external-contact";
import { SANDBOX_MOUNT, type Sandbox } from "../../packages/sandbox/src";
import { run } from "../../packages/sandbox/src/cdktf";
import { keepState } from "../../src/app/backend";
import { connect } from "../../src/app/providers";
import { Generations } from "../../src/core/rotation";
import { endpointsOf } from "../../src/environment/environment";
import { loadEnvironment } from "../../src/environment/load";
import { handoffOf, prepareHandoffs } from "../../src/handoff/directory";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import type { DataActionIntegrationProps } from "../../src/integration/integration-props";
import { terraformBinary } from "../../src/process/terraform-binary";
import { VaultMount } from "../../src/vault/mount";
import { shown } from "../process";

/** How a stack differs from the plain one: one integration, one data action, a mount of its own, generation 1. */
export interface Variant {
  /** @default "external-contacts" */
  readonly id?: string;
  readonly props?: Partial<Pick<DataActionIntegrationProps, "actions" | "name" | "divisions" | "readers">>;
  /** @default [1] */
  readonly live?: readonly number[];
  /** @default SANDBOX_MOUNT */
  readonly mount?: string;
  readonly accessTokenValiditySeconds?: number;
  /** What people add to a stack, or override in it. */
  readonly also?: (stack: TerraformStack, integration: DataActionIntegration) => void;
}

/** Synthesizes stacks here, and runs Terraform in their folders: what cdktf does, without the CLI's seconds. */
export class Planner {
  private isInitialized = false;

  constructor(private readonly sandbox: Sandbox) {}

  /** The folder of the synthesized stack. */
  get folder(): string {
    return join(this.outdir, "stacks/sandbox");
  }

  get outdir(): string {
    return join(this.sandbox.directory, "cdktf.out");
  }

  /** The JSON of a variant's plan; a plan that fails is one too. */
  async plan(variant: Variant = {}, ...args: readonly string[]): Promise<string> {
    await this.synth(variant);
    await this.terraform("plan", "-out=plan", ...args);
    const shownPlan = await this.terraform("show", "-json", "plan");
    if (shownPlan.code !== 0) throw new Error(shown(shownPlan.output));
    return shownPlan.stdout;
  }

  /** Applies a variant. @returns whether that succeeded */
  async apply(variant: Variant = {}): Promise<boolean> {
    await this.synth(variant);
    return (await this.terraform("apply", "-auto-approve")).code === 0;
  }

  private async synth(variant: Variant): Promise<void> {
    const environment = loadEnvironment(join(this.sandbox.directory, "environments/sandbox.json"));
    // Unjudged: a review has to say what it sees also where no rule was asked.
    const app = new App({ skipValidation: true, outdir: this.outdir });
    const stack = new TerraformStack(app, "sandbox");
    keepState(stack, environment.backend);
    connect(stack, environment);
    const live = variant.live ?? [1];
    const { accessTokenValiditySeconds, handoffDirectory = "" } = { ...environment, ...variant };
    const integration = new DataActionIntegration(stack, variant.id ?? "external-contacts", {
      environment: "sandbox",
      actions: [getExternalContact],
      generations: Generations.of({ live, current: Math.max(...live) }),
      mount: new VaultMount(stack, "mount", { path: variant.mount ?? SANDBOX_MOUNT }),
      endpoints: endpointsOf(environment),
      handoffDirectory,
      ...(accessTokenValiditySeconds !== undefined && { accessTokenValiditySeconds }),
      ...variant.props,
    });
    variant.also?.(stack, integration);
    app.synth();
    prepareHandoffs([handoffOf(this.outdir, "sandbox", handoffDirectory)]);
    if (this.isInitialized) return;
    const { code, output } = await this.terraform("init");
    if (code !== 0) throw new Error(shown(output));
    this.isInitialized = true;
  }

  private terraform(command: string, ...args: readonly string[]) {
    const { env } = this.sandbox;
    const input = command === "show" ? [] : ["-input=false", "-no-color"];
    return run(terraformBinary(env), [command, ...input, ...args], {
      cwd: this.folder,
      env,
      signal: new AbortController().signal,
    });
  }
}
