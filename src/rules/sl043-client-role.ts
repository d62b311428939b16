import { record, text } from "../core/diagnostic";
import { rule } from "./rule";
import { type GrantedRole, resourcesOf } from "./subject";

export const clientRole = rule(
  {
    id: "SL043",
    severity: "error",
    what: "A client is granted another role than was declared, or is granted it elsewhere.",
    why: "Its actions may do what every role of the client allows, in each division; the manifest, the outputs and the reviews list only what was declared.",
    fix: 'Leave the roles of the client as they are: state what is needed on the action ("permissions"), and where with "divisions".',
  },
  function* (subject) {
    for (const owner of subject.owners) {
      const declared = (owner.roles ?? []).map(label);
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_oauth_client")) {
        const granted = [body.roles ?? []].flat().map((block) => {
          const { role_id, division_id } = record(block);
          return label({ roleId: text(role_id), divisionId: text(division_id) });
        });
        const beyond = granted.filter((each) => !declared.includes(each));
        const lacking = declared.filter((each) => !granted.includes(each));
        if (beyond.length > 0)
          yield { path, what: `It is granted ${beyond.join(", ")}, which was not declared.` };
        if (lacking.length > 0) yield { path, what: `It is not granted ${lacking.join(", ")}.` };
        // Terraform would make blocks of it that nobody can tell here.
        if (body.dynamic !== undefined) yield { path, what: "It has a dynamic block." };
      }
    }
  },
);

const label = ({ roleId, divisionId }: GrantedRole) => `the role "${roleId}" in the division "${divisionId}"`;
