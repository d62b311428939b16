import { record, text } from "../core/diagnostic";
import { objects } from "../core/terraform";
import { rule } from "./rule";
import { resourcesOf } from "./subject";

export const generationLifecycle = rule(
  {
    id: "SL029",
    severity: "error",
    what: "The lifecycle that keeps a generation alive is overridden.",
    why: "An update blanks the secret in its credential; without create_before_destroy the live one goes before the switch; without the postcondition a failed credential passes for a success.",
    fix: "Leave the lifecycle of the client as it is. What must change needs a new generation.",
  },
  function* (subject) {
    for (const owner of subject.owners)
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_oauth_client")) {
        const { create_before_destroy, ignore_changes, postcondition, prevent_destroy } = record(
          body.lifecycle,
        );
        if (create_before_destroy !== true)
          yield { path, what: "lifecycle.create_before_destroy is not true." };
        if (prevent_destroy === true)
          yield { path, what: "lifecycle.prevent_destroy is true, and dropping a generation destroys one." };
        if (owner.integration === undefined) continue;
        if (ignore_changes !== "all") yield { path, what: "lifecycle.ignore_changes is not all." };
        if (!holdsCredential(postcondition))
          yield { path, what: "lifecycle.postcondition does not ask for the integration credential." };
      }
  },
);

const holdsCredential = (postcondition: unknown) =>
  objects(postcondition).some(({ condition }) => text(condition).includes("self.integration_credential_id"));
