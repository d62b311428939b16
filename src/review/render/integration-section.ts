import { count } from "../../core/diagnostic";
import type { ActionEvidence, IntegrationReview } from "../findings/review";
import { arrow, type Line, names, present, type Section, type Shape } from "./lines";
import { DOING } from "./words";

/** What becomes of one integration, part by part. */
export function integrationSection(integration: IntegrationReview, shape: Shape): Section {
  const { id, actions } = integration;
  const changing = actions.filter(({ doing }) => doing !== "none");
  const shown = shape.unchanged ? actions : changing;
  const hidden = actions.length - shown.length;
  return {
    title: `What becomes of ${id}`,
    folded: true,
    head: ["Data action", "What happens", "Calls", "Needs", "Would also do"],
    rows: shown.map(({ action, doing, changed, before, after }) => {
      const evidence = after ?? before;
      return [
        [action],
        [
          evidence?.isStatic ? ofGenesys(before, after) : DOING[doing],
          ...(changed.length > 0 ? [": ", ...names(changed)] : []),
        ],
        evidence?.operation ? [{ code: evidence.operation }] : ["not in the catalogue"],
        evidence && evidence.permissions.length > 0 ? names(evidence.permissions) : ["nothing"],
        evidence && evidence.alternatives.length > 0 ? names(evidence.alternatives) : ["nothing"],
      ];
    }),
    lines: present([
      hidden > 0 && [`${count(hidden, "data action")} more, unchanged`],
      ...parts(integration, shape),
    ]),
  };
}

/** A static action: Terraform does nothing to it, and the stack declares it or not. */
function ofGenesys(before: ActionEvidence | null, after: ActionEvidence | null): string {
  const own = "static, Genesys Cloud's own:";
  if (!after) return `${own} no longer declared`;
  if (!before) return `${own} declared now`;
  return `${own} declared ${JSON.stringify(before) === JSON.stringify(after) ? "as before" : "anew"}`;
}

function parts(integration: IntegrationReview, shape: Shape): readonly Line[] {
  const { name, permissions, division, scopes, generations, vault } = integration;
  const { live, current } = generations;
  const kept = permissions.kept.map(({ permission }) => permission);
  return present<Line>([
    name.before !== null &&
      name.after !== null &&
      name.before !== name.after && [`Its name changes from "${name.before}" to "${name.after}".`],
    permissions.added.length > 0 && [
      "The deployer must hold the new permissions too, or Genesys Cloud refuses to grant them.",
    ],
    shape.unchanged && kept.length > 0 && ["Permissions that stay: ", ...names(kept)],
    [
      `Generations alive: ${arrow(live.before.join(", ") || "none", live.after.join(", ") || "none")}; in use: ${arrow(String(current.before ?? "none"), String(current.after ?? "none"))}.`,
    ],
    [`Permissions count in: ${arrow(division.before ?? "nowhere", division.after ?? "nowhere")}.`],
    [
      scopes.before.length + scopes.after.length === 0
        ? "OAuth scopes: none; permissions limit a client of this kind."
        : `OAuth scopes: ${arrow(scopes.before.join(", ") || "none", scopes.after.join(", ") || "none")}.`,
    ],
    vault.path === null
      ? ["The plan does not show where the secret is in Vault."]
      : ["Secret in Vault: ", { code: vault.path }],
    ...vault.readers.map(
      ({ policy, change, by }): Line => [
        "Read by the holders of the Vault policy ",
        { code: policy },
        { added: " (new)", removed: " (no longer)", kept: "" }[change],
        ...(by.length > 0 ? [`: ${by.join("; ")}`] : []),
      ],
    ),
  ]);
}

/** The reasons for permissions that the code of the pull request gives, in its own words. */
export const reasons =
  (shape: Shape) =>
  ({ id, actions }: IntegrationReview): readonly Line[] =>
    actions
      .filter(({ doing }) => shape.unchanged || doing !== "none")
      .flatMap(({ action, before, after }) => {
        const evidence = after ?? before;
        return evidence ? [[`${id}, "${action}": “${evidence.because}”`]] : [];
      });
