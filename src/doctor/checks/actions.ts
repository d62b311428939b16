import { count } from "../../core/diagnostic";
import type { IntegrationModel } from "../../core/stack";
import type { PublishedAction } from "../facts";
import { type Check, type Found, finding, list, orProof, without } from "../finding";
import { unreadableListing } from "./operator";

/**
 * By the documentation of the provider mypurecloud/genesyscloud (`genesyscloud_integration_action`), ids of Genesys Cloud's own
 * actions begin so, and the provider leaves them out of its exports by it.
 */
export const isStatic = (id: string) => id.startsWith("static");

/** Every declared action is published on the integration, as declared, and no other. */
export const actionsCheck: Check = ({ declared, roles }, { operator, environment }) => {
  if (!operator?.ok || !roles) return [];
  const { integrations, actions } = operator.value;
  if (!integrations.ok) return [];
  if (!actions.ok) return unreadableListing("data actions", actions.reply, "integrations:action:view");
  const at = integrations.value.find(({ name }) => name === declared.name)?.id;
  if (at === undefined) return [];
  const published = actions.value.filter(({ integrationId }) => integrationId === at);
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const others = without(
    published.filter(({ id }) => !isStatic(id)).map(({ name }) => name),
    declared.actions.map(({ name }) => name),
  );
  return orProof(
    [
      declared.actions.map(({ name, request }) => {
        const found = published.find((action) => action.name === name);
        if (!found)
          return finding("action/missing", {
            about: name,
            what: `The data action "${name}" is not on the integration "${declared.name}".`,
            why: "Flows that call it fail.",
            fix: deploy,
          });
        if (found.method === request.method && found.url === request.url) return undefined;
        return finding("action/changed", {
          about: name,
          what: `The data action "${name}" sends ${found.method} ${found.url}, declared is ${request.method} ${request.url}.`,
          why: "The action was changed outside Terraform. The permissions were derived from another request.",
          fix: deploy,
        });
      }),
      staticFindings(declared, published),
      others.length > 0 &&
        finding("action/undeclared", {
          what: `The integration "${declared.name}" also has ${list(others.map((name) => `"${name}"`))}.`,
          why: "It is not declared. Its permissions were not derived, and it calls with this integration's client.",
        }),
    ],
    "action/published",
    `${count(declared.actions.length, "action")} published as declared, and no other`,
  );
};

/** Those that flows may use, and those that the role serves: each calls with the integration's client. */
function staticFindings(
  { name, staticActions = [] }: IntegrationModel,
  published: readonly PublishedAction[],
): Found {
  const shown = published.filter(({ id }) => isStatic(id)).map((action) => action.name);
  const names = staticActions.map((action) => action.name);
  const undeclared = without(shown, names);
  return [
    undeclared.length > 0 &&
      finding("action/static", {
        what: `The integration "${name}" shows ${list(undeclared.map((each) => `"${each}"`))}, which ${undeclared.length === 1 ? "is a static action" : "are static actions"} of Genesys Cloud and not declared.`,
        why: "It calls with this integration's client. What it needs was not derived, so a flow that uses it may be refused with 403.",
        fix: 'If a flow uses it, declare it with what it calls: staticActions: [{ name: "...", request: { ... } }].',
      }),
    without(names, shown).map((each) =>
      finding("action/static-missing", {
        about: each,
        what: `The static action "${each}" is declared, and the integration "${name}" shows none of that name.`,
        why: "The role grants permissions for it that nothing else may need.",
      }),
    ),
  ];
}
