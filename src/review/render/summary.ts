import type { Permission } from "../../core/permission";
import { type Finding, isShownWithAccess, isUnsaid } from "../analysis/finding";
import type { ActionReview, EnvironmentReview, IntegrationReview } from "../analysis/review";
import { inWords, listed } from "../analysis/words";
import { count } from "./count";
import { DOING, DOING_MANY } from "./doing";
import type { Line } from "./lines";
import { leveled, strongestFirst } from "./power-section";

/** The whole review in a few words. */
export function headline(review: EnvironmentReview): string {
  const { complete, understood, broadened, changes, alarms, integrations } = review;
  const isGone = integrations.length > 0 && integrations.every(({ change }) => change === "destroyed");
  const what = isGone
    ? "everything is destroyed"
    : broadened
      ? "this change gives new power"
      : !understood
        ? "what this change does cannot be said"
        : changes
          ? "this change gives no new power"
          : "nothing changes";
  const parts = [
    complete ? what : `the plan may not be all; ${what} so far`,
    ...(alarms.length > 0 ? [count(alarms.length, "alarm")] : []),
  ];
  return parts.join(", ");
}

/** What somebody who approves must know before anything else: what, who, where, why, and what to do. */
export function summary(review: EnvironmentReview): readonly Line[] {
  const { integrations, broadened, changes, understood } = review;
  const lines: Line[] = [
    ...integrations.filter(({ permissions }) => permissions.added.length > 0).flatMap(gains),
    ...review.roles
      .filter(({ added }) => added.length > 0)
      .map(
        ({ role, resource, added }): Line => [
          `Whoever has the role ${role ?? resource} may newly ${wordsOf(leveled(added).map(({ permission }) => permission))}.`,
        ],
      ),
    ...review.policies.filter(({ added }) => added.length > 0).map(policyGains),
    ...review.power
      .filter((finding) => !isShownWithAccess(finding) || finding.what.includes("stays as it is"))
      .map(({ message }): Line => [message]),
  ];
  if (!broadened && changes && understood) lines.push(["Nobody may do more than before."]);
  if (!understood) lines.push(cannotBeSaid(review.alarms, review.power));
  if (!changes && understood && lines.length === 0) lines.push(["Nothing is made, changed or destroyed."]);
  for (const { id, actions, generations } of integrations) {
    const said = [
      actionsLine(actions),
      rotationLine(generations, review.schedule?.droppableFrom ?? null),
    ].filter((line) => line !== "");
    if (said.length > 0) lines.push([`${id}: ${said.join("; ")}.`]);
  }
  const red = whyRed(review);
  return red === undefined ? lines : [...lines, red];
}

/** What an integration gains: what, who, where and why. */
function gains({ id, permissions, actions, division, vault }: IntegrationReview): readonly Line[] {
  const added = strongestFirst(permissions.added);
  const readers = vault.readers.filter(({ change }) => change !== "removed");
  const needing = [...new Set(added.flatMap((permission) => permission.actions))];
  const calls = needing.slice(0, 3).flatMap((name) => {
    const evidence = actions.find(({ action }) => action === name)?.after;
    return evidence?.operation
      ? [`"${name}" calls ${evidence.operation}${inBrackets(evidence.summary)}`]
      : [`"${name}" (stated by hand)`];
  });
  const why =
    calls.length === 0
      ? "no declared action needs it"
      : `${calls.join("; ")}${needing.length > calls.length ? `; and ${count(needing.length - calls.length, "action")} more` : ""}`;
  return [
    [
      `What: the data actions of ${id}, and whoever may read its secret, may newly ${wordsOf(added.map(({ permission }) => permission))}.`,
    ],
    [
      `Who: every flow that uses these data actions${readers.length === 0 ? "" : `, and whoever has the Vault ${readers.length === 1 ? "policy" : "policies"} ${readers.slice(0, 3).map(readerInWords).join(", ")}${readers.length > 3 ? ` and ${readers.length - 3} more` : ""}`}.`,
    ],
    [
      `Where: ${division.after ?? "a division that the plan does not say"}${vault.path === null ? "" : `; its secret is in Vault at ${vault.path}`}.`,
    ],
    [`Why: ${why}.`],
  ];
}

const readerInWords = ({ policy, by }: IntegrationReview["vault"]["readers"][number]) =>
  `"${policy}"${by.length > 0 ? ` (${by.join("; ")})` : ""}`;

const inBrackets = (text: string | null) => (text === null ? "" : ` (${text})`);

function policyGains({ policy, resource, added }: EnvironmentReview["policies"][number]): Line {
  const name = policy ?? resource;
  const secrets = [...new Set(added.flatMap(({ secretsOf }) => secretsOf))];
  if (secrets.length > 0)
    return [
      `Whoever has the Vault policy ${name} may newly read the secret of ${secrets.join(", ")}, and with it do all that ${secrets.length === 1 ? "its" : "their"} data actions may do.`,
    ];
  const [first] = added;
  const more = added.length > 1 ? `, and more on ${count(added.length - 1, "other path")}` : "";
  return [
    `Whoever has the Vault policy ${name} may newly ${first?.capabilities.join(", ")} ${first?.path}${more}.`,
  ];
}

function cannotBeSaid(alarms: readonly Finding[], power: readonly Finding[]): Line {
  const unsaid = [...alarms, ...power].filter(isUnsaid);
  const about = [...new Set(unsaid.map((finding) => finding.about))];
  return [`What these do cannot be said: ${listed(about, 5)}. Read the alarms before you approve.`];
}

/** Why the check of a pipeline stops here, and how it passes. */
function whyRed({ power, alarms }: EnvironmentReview): Line | undefined {
  if (power.length + alarms.length === 0) return undefined;
  const causes = [
    ...(power.length > 0 ? [`${count(power.length, "finding")} of new power`] : []),
    ...(alarms.length > 0 ? [count(alarms.length, "alarm")] : []),
  ];
  return [
    `To do: this check is red because of ${causes.join(" and ")}. It gets green when the change is made without them; otherwise a reviewer of the environment approves exactly this review.`,
  ];
}

function actionsLine(actions: readonly ActionReview[]): string {
  return (["create", "update", "replace", "delete"] as const)
    .map((doing) => ({ doing, number: actions.filter((action) => action.doing === doing).length }))
    .filter(({ number }) => number > 0)
    .map(
      ({ doing, number }) => `${count(number, "data action")} ${(number === 1 ? DOING : DOING_MANY)[doing]}`,
    )
    .join("; ");
}

function wordsOf(permissions: readonly Permission[], most = 5): string {
  const words = permissions.slice(0, most).map(inWords);
  const more = permissions.length - words.length;
  return more > 0 ? `${words.join("; ")}; and ${count(more, "other thing")}` : words.join("; ");
}

function rotationLine(
  { live, created, destroyed }: IntegrationReview["generations"],
  droppableFrom: string | null,
): string {
  if (live.before.length === 0) return "";
  const kept = live.after.filter((generation) => !created.includes(generation));
  const said = [
    created.length > 0 && `generation ${created.join(", ")} of its OAuth client is made and used`,
    created.length > 0 &&
      kept.length > 0 &&
      `generation ${kept.join(", ")} stays alive${droppableFrom === null ? "" : `, to be dropped from ${droppableFrom} on`}`,
    destroyed.length > 0 && `generation ${destroyed.join(", ")} is destroyed`,
  ];
  return said.filter(Boolean).join("; ");
}
