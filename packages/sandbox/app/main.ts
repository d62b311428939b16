import "scopelock/report-refusals";
import { EnvironmentStack, synthesizeEnvironments } from "scopelock";
import { getExternalContact } from "./get-external-contact";

// The app that the scenario deploys where no other is named. It synthesizes what scopelock's own checkout does.
synthesizeEnvironments((app, environment) => {
  const stack = new EnvironmentStack(app, environment);
  stack.integrate("external-contacts", { actions: [getExternalContact] });
});
