import "./src/process/report-refusals";
import { synthesizeEnvironments } from "./src/app";
import { ExternalContactsStack } from "./stacks/external-contacts-stack";

synthesizeEnvironments((app, environment) => new ExternalContactsStack(app, environment));
