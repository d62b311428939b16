import { join } from "node:path";
import { App } from "cdktf";
import { ScopelockError } from "./src/core/errors";
import { loadEnvironments } from "./src/environment/load";
import { prepareHandoff, watchHandoff } from "./src/handoff/directory";
import { ExternalContactsStack } from "./stacks/external-contacts-stack";

function main(): void {
  const environments = loadEnvironments(process.env["SCOPELOCK_ENVIRONMENTS"] ?? join(process.cwd(), "environments"));
  const app = new App();
  const stacks = environments.map((environment) => new ExternalContactsStack(app, environment));
  app.synth();
  prepareHandoff(
    app.outdir,
    stacks.map((stack) => stack.node.id),
  );
  watchHandoff(app.outdir);
}

try {
  main();
} catch (error) {
  if (!ScopelockError.is(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
