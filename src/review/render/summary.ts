import { count, listed as enumerated, grouped, whatAndWhy } from "../../core/diagnostic";
import { ACCESS_LEVELS, accessLevel, type Permission } from "../../core/permission";
import { inWords, listed } from "../findings/access-words";
import { isUnsaid, type ReviewDiagnostic } from "../findings/finding";
import type { ActionReview, EnvironmentReview, IntegrationReview } from "../findings/review";
import { type Line, present } from "./lines";
import { holders, isInRows, leveled, strongestFirst, WHY_POLICY, WHY_ROLE } from "./power-section";
import { DOING, DOING_MANY } from "./words";

/** The whole review in a few words. */
export function headline(review: EnvironmentReview): string {
  const { complete, understood, broadened, changes, integrations } = review;
  const isGone = integrations.length > 0 && integrations.every(({ change }) => change === "destroyed");
  const what = isGone
    ? "everything is destroyed"
    : broadened
      ? "this change gives new power"
      : !understood
        ? "the effect of this change is unknown"
        : changes
          ? "this change gives no new power"
          : "nothing changes";
  const { unknown, alarms } = counted(review);
  return present([
    complete ? what : `the plan may be incomplete; ${what} so far`,
    unknown > 0 && `${count(unknown, "finding")} that this review cannot judge`,
    alarms > 0 && `${broadened || isGone ? "" : "but "}${count(alarms, "alarm")}`,
  ]).join(", ");
}

/** Alarms: those of which the effect is unknown, and all others. */
function counted({ alarms }: EnvironmentReview) {
  const unknown = alarms.filter(isUnsaid).length;
  return { unknown, alarms: alarms.length - unknown };
}

/** What a person who approves must know before anything else: what, who, where, why, and what to do. */
export function summary(review: EnvironmentReview): readonly Line[] {
  const { integrations, broadened, changes, understood } = review;
  const gaining = strongest(
    integrations.filter(({ permissions }) => permissions.added.length > 0),
    ({ permissions }) => permissions.added.map(({ permission }) => permission),
  );
  const roles = strongest(
    review.roles.filter(({ added }) => added.length > 0),
    ({ added }) => added,
  );
  const policies = review.policies.filter(({ added }) => added.length > 0);
  const others = review.power.filter((finding) => !isInRows(review, finding));
  const changing = present(integrations.map((integration) => changeOf(integration, review)));
  return present<Line>([
    ...few(gaining, "integration with new permissions", "integrations with new permissions", (integration) =>
      gains(integration, review),
    ),
    ...few(roles, "role with new permissions", "roles with new permissions", roleGains),
    ...few(
      [...policies.filter(opensSecret), ...policies.filter((each) => !opensSecret(each))],
      "Vault policy that allows more",
      "Vault policies that allow more",
      (policy) => policyGains(policy, review),
    ),
    ...few(others, "finding of new power", "findings of new power", (finding) =>
      present<Line>([
        [WHAT, whatAndWhy(finding)],
        isUnsaid(finding) && [WHO, "unknown to this review, and so are where and why."],
      ]),
    ),
    !broadened &&
      changes &&
      understood && [
        "This change adds no access. Every attribute that changes is of a kind that this review understands.",
      ],
    ...(broadened ? [] : breakage(review)),
    !understood && unknownEffect(review, others),
    !changes && understood && !broadened && ["Terraform makes, changes and destroys nothing."],
    ...few(changing, "integration that changes", "integrations that change", (line) => [line]),
    toDo(review),
  ]);
}

/** Of a reason that people wrote, what the first screen has. Characters: the findings below have all of it. */
const LONGEST_REASON = 300;
/** Most things of a kind on the first screen: the sections below have all of them. */
const FEW = 5;

function few<T>(
  all: readonly T[],
  one: string,
  many: string,
  render: (each: T) => readonly Line[],
): readonly Line[] {
  const more = all.length - FEW;
  const counts = more === 1 ? `one more ${one}` : `${grouped(more)} more ${many}`;
  return present([
    ...all.slice(0, FEW).flatMap(render),
    more > 0 && [WHAT, `${counts}: the sections below list all.`],
  ]);
}

/** What is an alarm without new access: what breaks, or was done outside Terraform. */
function breakage(review: EnvironmentReview): readonly Line[] {
  const { integrations, alarms } = review;
  const told = alarms.filter((finding) => !isUnsaid(finding));
  if (told.length === 0) return [];
  const named = integrations.filter(({ id }) => told.some(({ about }) => about === id));
  const hit = named.length > 0 ? named : integrations;
  return present<Line>([
    ...few(told, "alarm", "alarms", (finding) => [[WHAT, whatAndWhy(finding)]]),
    hit.length > 0 && [
      WHO,
      `every flow that uses the data actions of ${listed(hit.map(({ id }) => id))} may be hit, and the readers of ${hit.length === 1 ? "its secret" : "their secrets"}; the plan does not list the flows${told.some(isDrift) ? ", nor who made a change outside Terraform" : ""}.`,
    ],
    ...hit.slice(0, FEW).map((integration): Line => [WHERE, `${placeOf(integration, review)}.`]),
    [
      WHY,
      told.every(isDrift)
        ? "the plan does not show it: the change was made outside Terraform."
        : "the plan does not show what for. Ask the author.",
    ],
  ]);
}

const isDrift = ({ id }: ReviewDiagnostic) => id.startsWith("drift/");

/** Those with the most powerful permission first. */
function strongest<T>(all: readonly T[], permissionsOf: (each: T) => readonly Permission[]): readonly T[] {
  const level = (each: T) =>
    Math.max(...permissionsOf(each).map((permission) => ACCESS_LEVELS.indexOf(accessLevel(permission))));
  return [...all].sort((a, b) => level(b) - level(a));
}

const opensSecret = ({ added }: EnvironmentReview["policies"][number]) =>
  added.some(({ secretsOf }) => secretsOf.length > 0);

function changeOf(
  { id, change, actions, generations }: IntegrationReview,
  { schedule }: EnvironmentReview,
): Line | undefined {
  const made = present([actionsLine(actions), rotationLine(generations, schedule?.droppableFrom ?? null)]);
  const where = change === "created" ? `${id} is new, so all its access is: ` : `in ${id} `;
  return made.length === 0 ? undefined : [{ strong: "Changes: " }, `${where}${made.join("; ")}.`];
}

const roleGains = ({ role, resource, added }: EnvironmentReview["roles"][number]): readonly Line[] => [
  [
    WHAT,
    `holders of the role ${role ?? resource} can now ${wordsOf(leveled(added).map(({ permission }) => permission))}.`,
  ],
  [WHO, "every user, group and client that has this role; the plan does not list them."],
  [WHERE, "in the divisions in which each of them has it."],
  [WHY, `${WHY_ROLE}. Ask the author what it is for.`],
];

const WHAT = { strong: "What: " } as const;
const WHO = { strong: "Who: " } as const;
const WHERE = { strong: "Where: " } as const;
const WHY = { strong: "Why: " } as const;
const TO_DO = { strong: "To do: " } as const;

/** What an integration gains: what, who, where and why. */
function gains(integration: IntegrationReview, review: EnvironmentReview): readonly Line[] {
  const { id, permissions, actions, vault } = integration;
  const added = strongestFirst(permissions.added);
  const readers = vault.readers.filter(({ change }) => change !== "removed");
  const needing = [...new Set(added.flatMap((permission) => permission.actions))];
  const calls = needing.slice(0, 3).map((name) => {
    const evidence = actions.find(({ action }) => action === name)?.after;
    return evidence?.operation
      ? `"${name}" ${evidence.isStatic ? "(a static action) is stated to call" : "calls"} ${evidence.operation}${evidence.summary === null ? "" : ` (${evidence.summary})`}`
      : `the permissions of "${name}" are stated by hand, which nothing checks${evidence?.stated ? `; the author's reason: “${evidence.stated.slice(0, LONGEST_REASON)}”` : ""}`;
  });
  const why =
    calls.length === 0
      ? "nothing in the stack explains it, since no declared action needs it. Ask the author"
      : `${calls.join("; ")}${needing.length > calls.length ? `; and ${count(needing.length - calls.length, "action")} more` : ""}`;
  return [
    [WHAT, `${holders(id)}, can now ${wordsOf(added.map(({ permission }) => permission))}.`],
    [
      WHO,
      `every flow that uses these data actions${readers.length === 0 ? "" : `, and the holders of the Vault ${readers.length === 1 ? "policy" : "policies"} ${readers.slice(0, 3).map(readerInWords).join(", ")}${readers.length > 3 ? ` and ${readers.length - 3} more` : ""}`}; the plan does not list the flows${readers.length === 0 ? "" : ", nor who holds a policy"}.`,
    ],
    [WHERE, `${placeOf(integration, review)}.`],
    [WHY, `${why}.`],
  ];
}

/** Where an integration's permissions count, and where its secret is. */
function placeOf(
  { id, division, vault }: IntegrationReview,
  { environment, providers }: EnvironmentReview,
): string {
  const region = providers.flatMap((provider) => provider.region ?? []).join(" and ");
  const place = division.after ?? division.before ?? "a division that the plan does not show";
  return `Genesys Cloud${region === "" ? "" : ` in ${region}`}, ${place} of the organization that the environment "${environment}" deploys to${vault.path === null ? "" : `; the secret of ${id} is in Vault at ${vault.path}`}`;
}

const readerInWords = ({ policy, by }: IntegrationReview["vault"]["readers"][number]) =>
  `"${policy}"${by.length > 0 ? ` (${by.join("; ")})` : ""}`;

function policyGains(
  { policy, resource, added }: EnvironmentReview["policies"][number],
  { integrations }: EnvironmentReview,
): readonly Line[] {
  const secrets = [...new Set(added.flatMap(({ secretsOf }) => secretsOf))];
  const granted = integrations
    .filter(({ id }) => secrets.includes(id))
    .flatMap(({ permissions }) => [...permissions.kept, ...permissions.added]);
  const can = wordsOf([...new Set(strongestFirst(granted).map(({ permission }) => permission))]);
  // A path whose secret is named above, and its manifest, add nothing to it; any other capability does.
  const others = added.filter(
    ({ capabilities, secretsOf, path }) =>
      capabilities.join() !== "read" || (secretsOf.length === 0 && !path.endsWith("/manifest")),
  );
  const [first, ...rest] = secrets.length === 0 && others.length === 0 ? added : others;
  const more = rest.length > 0 ? `, and more on ${count(rest.length, "other path")}` : "";
  const gains = present([
    secrets.length > 0 &&
      `can now read the secret of ${secrets.join(", ")}, and with it do all that ${secrets.length === 1 ? "its" : "their"} data actions may do${can === "" ? "" : `: ${can}`}`,
    first && `can now ${enumerated(first.capabilities)} ${first.path}${more}`,
  ]);
  // The secrets themselves, and what is not of them: a manifest beside a secret adds nothing.
  const places = added.filter(
    (path) => secrets.length === 0 || path.secretsOf.length > 0 || others.includes(path),
  );
  const by = integrations.flatMap(({ vault }) =>
    vault.readers.filter((reader) => reader.policy === policy).flatMap((reader) => reader.by),
  );
  return [
    [WHAT, `holders of the Vault policy ${policy ?? resource} ${gains.join("; they ")}.`],
    [
      WHO,
      by.length > 0
        ? `${[...new Set(by)].join("; ")}, and every other token with this policy.`
        : "every token with this policy; the plan does not list who gets one.",
    ],
    [WHERE, `Vault, at ${listed(places.map(({ path }) => path))}.`],
    [WHY, `unknown: ${WHY_POLICY}, and the plan does not show what for. Ask the author who will use it.`],
  ];
}

/** What the lines above do not name already. */
function unknownEffect(
  { alarms, power }: EnvironmentReview,
  named: readonly ReviewDiagnostic[],
): Line | undefined {
  const unnamed = [...alarms, ...power].filter((finding) => isUnsaid(finding) && !named.includes(finding));
  if (unnamed.length === 0) return undefined;
  const about = listed([...new Set(unnamed.map((finding) => finding.about))], 5);
  return [WHAT, `this review does not know the effect of the change of ${about}. Read the findings below.`];
}

/** Why the check of a pipeline stops here, and how it passes. */
function toDo(review: EnvironmentReview): Line {
  const { power, environment } = review;
  const { unknown, alarms } = counted(review);
  const causes = present([
    power.length > 0 && `${count(power.length, "finding")} of new power`,
    unknown > 0 && `${count(unknown, "finding")} that this review cannot judge`,
    alarms > 0 && count(alarms, "alarm"),
  ]);
  if (causes.length === 0) return [TO_DO, "nothing. The check is green: no finding stops it."];
  const isDone = power.length === 0 && review.alarms.every(isDrift);
  const mended = isDone
    ? "what was changed outside Terraform is taken back or declared in the code"
    : "the author pushes a change that no longer causes it";
  return [
    TO_DO,
    `read each finding below, and decide if you want what it describes. The check is red because of ${enumerated(causes)}. It turns green in one of two ways: ${mended}, or a required reviewer approves this review (on GitHub: on the page of the workflow's run, for the environment ${environment}-access). An approval holds for this review only.`,
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

/** Permissions in words. Those that only look are counted from the sixth on; what can change something is always there. */
function wordsOf(permissions: readonly Permission[], most = 5): string {
  const shown = permissions.filter((permission, at) => at < most || accessLevel(permission) !== "view");
  const words = shown.map(inWords);
  const more = permissions.length - shown.length;
  return more > 0 ? `${words.join("; ")}; and look at ${count(more, "other thing")}` : words.join("; ");
}

function rotationLine(
  { live, created, destroyed }: IntegrationReview["generations"],
  droppableFrom: string | null,
): string {
  if (live.before.length === 0) return "";
  const kept = live.after.filter((generation) => !created.includes(generation));
  return present([
    created.length > 0 &&
      `Terraform creates generation ${created.join(", ")} of its OAuth client and uses it`,
    created.length > 0 &&
      kept.length > 0 &&
      `generation ${kept.join(", ")} stays valid${droppableFrom === null ? "" : `, and can be dropped from ${droppableFrom} on`}`,
    destroyed.length > 0 && `generation ${destroyed.join(", ")} is destroyed`,
  ]).join("; ");
}
