import type { Diagnostic } from "../../core/diagnostic";
import { type Check, type Checked, count, list, proof, without } from "../finding";
import { unreadableListing } from "./operator";

/** Every declared action is published on the integration, as declared, and no other. */
export const actionsCheck: Check = ({ declared, roles }, { operator, environment }) => {
  if (!operator?.ok || !roles) return [];
  const { integrations, actions } = operator.value;
  if (!integrations.ok) return [];
  if (!actions.ok) return [unreadableListing("data actions", actions.reply, "integrations:action:view")];
  const at = integrations.value.find(({ name }) => name === declared.name)?.id;
  if (at === undefined) return [];
  const published = actions.value.filter(({ integrationId }) => integrationId === at);
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const results: Checked[] = declared.actions.flatMap(({ name, request }): Diagnostic[] => {
    const found = published.find((action) => action.name === name);
    if (!found)
      return [
        {
          id: "action/missing",
          severity: "error",
          about: name,
          what: `The data action "${name}" is not on the integration "${declared.name}".`,
          why: "Flows that call it fail.",
          fix: deploy,
        },
      ];
    if (found.method === request.method && found.url === request.url) return [];
    return [
      {
        id: "action/changed",
        severity: "error",
        about: name,
        what: `The data action "${name}" sends ${found.method} ${found.url}, declared is ${request.method} ${request.url}.`,
        why: "The action was changed outside Terraform. The permissions were derived from another request.",
        fix: deploy,
      },
    ];
  });
  const others = without(
    published.map(({ name }) => name),
    declared.actions.map(({ name }) => name),
  );
  if (others.length > 0)
    results.push({
      id: "action/undeclared",
      severity: "warning",
      what: `The integration "${declared.name}" also has ${list(others.map((name) => `"${name}"`))}.`,
      why: "It is not declared. Its permissions were not derived, and it calls with this integration's client.",
      fix: "Declare it, or delete it.",
    });
  if (results.length === 0)
    results.push(
      proof(
        "action/published",
        `${count(declared.actions.length, "action")} published as declared, and no other`,
      ),
    );
  return results;
};
