import "./src/report-refusals";
import { join } from "node:path";
import { App } from "cdktf";
import { loadEnvironments } from "./src/environment/load";
import { handoffOf, prepareHandoffs, watchHandoffs } from "./src/handoff/directory";
import { ExternalContactsStack } from "./stacks/external-contacts-stack";

const environments = loadEnvironments(
  process.env.SCOPELOCK_ENVIRONMENTS ?? join(process.cwd(), "environments"),
);
// Without stack traces, which would put paths of this machine beside each warning in the output.
const app = new App({ stackTraces: false });
for (const environment of environments) new ExternalContactsStack(app, environment);
app.synth();

// New client secrets pass through directories of ours: made before an apply, swept after it.
const handoffs = environments.map(({ name, handoffDirectory }) =>
  handoffOf(app.outdir, name, handoffDirectory),
);
prepareHandoffs(handoffs);
watchHandoffs(handoffs);
