import "scopelock/report-refusals";
import { App } from "cdktf";
import { handoffOf, prepareHandoffs, Rotation, watchHandoffs } from "scopelock";
import { CustomerServiceStack } from "./stack";

const app = new App();
// Generation 4 is current; 3 is dropped by a change of its own, once its tokens have run out.
const rotation = Rotation.of({ live: [3, 4], current: 4, rotatedOn: "2026-11-25", everyDays: 90 });
new CustomerServiceStack(app, "prod", "eu-west-1", rotation);
app.synth();

// New client secrets pass through a directory of ours: made before an apply, swept after it.
const handoffs = [handoffOf(app.outdir, "prod")];
prepareHandoffs(handoffs);
watchHandoffs(handoffs);
