import "scopelock/report-refusals"; // first: errors are printed as sentences, without a stack trace
import { App } from "cdktf";
import { handoffOf, loadEnvironments, prepareHandoffs, watchHandoffs } from "scopelock";
import { DataActionsStack } from "./stacks/data-actions-stack";

const app = new App(); // the one that exists

const environments = loadEnvironments("environments");
for (const environment of environments) new DataActionsStack(app, environment);
app.synth(); // once, behind every stack

// New client secrets pass through a directory: made before an apply, swept after it.
const handoffs = environments.map(({ name, handoffDirectory }) =>
  handoffOf(app.outdir, name, handoffDirectory),
);
prepareHandoffs(handoffs);
watchHandoffs(handoffs);
