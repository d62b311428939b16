import { permissionsOf } from "../core/terraform";
import { rule } from "./rule";
import { resourcesOf } from "./subject";

export const roleDrift = rule(
  {
    id: "SL041",
    severity: "error",
    what: "The role grants other permissions than were derived.",
    why: "The manifest, the outputs and the deployer's identity list what was derived: an override does not change them.",
    fix: 'State what is missing on the action: permissions: { allOf: [...], because: "..." }.',
  },
  function* (subject) {
    for (const owner of subject.owners) {
      const declared: readonly string[] = owner.integration?.permissions ?? [];
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_auth_role")) {
        const granted = permissionsOf(body);
        const beyond = granted.filter((each) => !declared.includes(each));
        const lacking = declared.filter((each) => !granted.includes(each));
        if (beyond.length > 0) yield { path, what: `It grants ${beyond.join(", ")}, which no action needs.` };
        if (lacking.length > 0) yield { path, what: `It does not grant ${lacking.join(", ")}.` };
      }
    }
  },
);
