import "scopelock/report-refusals"; // first: errors are printed as sentences, without a stack trace
import { synthesizeEnvironments } from "scopelock";
import { DataActionsStack } from "./stacks/data-actions-stack";

synthesizeEnvironments((app, environment) => new DataActionsStack(app, environment));
