import "./src/report-refusals";
import { join } from "node:path";
import { App } from "cdktf";
import { loadEnvironments } from "./src/environment/load";
import { prepareHandoff, watchHandoff } from "./src/handoff/directory";
import { ExternalContactsStack } from "./stacks/external-contacts-stack";

const environments = loadEnvironments(
  process.env.SCOPELOCK_ENVIRONMENTS ?? join(process.cwd(), "environments"),
);
const app = new App();
const stacks = environments.map((environment) => new ExternalContactsStack(app, environment));
app.synth();

// New client secrets pass through a directory of ours: made before an apply, swept after it.
prepareHandoff(
  app.outdir,
  stacks.map((stack) => stack.node.id),
);
watchHandoff(app.outdir);
