import { join } from "node:path";
import { App } from "cdktf";
import type { z } from "zod";
import { type Environment, loadEnvironments } from "../environment";
import { handoffOf, prepareHandoffs, watchHandoffs } from "../handoff";
import { checkArguments, made, props, text } from "../props";

/** Options of {@link synthesizeEnvironments}. */
export interface SynthesizeOptions {
  /**
   * Directory of the environment files.
   * @default - what `SCOPELOCK_ENVIRONMENTS` names, or `environments` in the working directory
   */
  readonly environments?: string;
}

const ARGUMENTS = props({
  stackOf: made(
    "a function",
    "Give one that makes the stack of an environment: (app, environment) => new EnvironmentStack(app, environment).",
    (value) => typeof value === "function",
  ),
  options: props({
    environments: text('"environments"').optional(),
  } satisfies Record<keyof SynthesizeOptions, z.ZodType>),
});

/**
 * The whole of a `main.ts`: reads every environment file, has its stack made, synthesizes, and makes the directories ready
 * that new client secrets pass through; they are swept when the run has ended, however it ended.
 *
 * @param stackOf makes the stack of one environment
 * @throws {@link ScopelockError} what reading the files, the constructs and `prepareHandoffs` throw. Begin the file with
 * `import "scopelock/report-refusals"`, and a refusal is printed without a stack trace.
 */
export function synthesizeEnvironments(
  stackOf: (app: App, environment: Environment) => unknown,
  options: SynthesizeOptions = {},
): void {
  checkArguments("synthesizeEnvironments", ARGUMENTS, { stackOf, options });
  const directory =
    options.environments ?? process.env.SCOPELOCK_ENVIRONMENTS ?? join(process.cwd(), "environments");
  const environments = loadEnvironments(directory);
  // Without stack traces, which would put paths of this machine beside each warning in the output.
  const app = new App({ stackTraces: false });
  for (const environment of environments) stackOf(app, environment);
  app.synth();

  // Made before an apply, swept after it.
  const handoffs = environments.map(({ name, handoffDirectory }) =>
    handoffOf(app.outdir, name, handoffDirectory),
  );
  prepareHandoffs(handoffs);
  watchHandoffs(handoffs);
}
