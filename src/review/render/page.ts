import { whatAndWhy } from "../../core/diagnostic";
import type { AccessLevel } from "../../core/permission";
import { isShownWithAccess, type ReviewDiagnostic } from "../analysis/finding";
import type {
  ActionReview,
  EnvironmentReview,
  IntegrationReview,
  PathReview,
  PermissionReview,
} from "../analysis/review";
import { inWords, listed } from "../analysis/words";
import { count } from "./count";

/** A piece of a line: text, or a name that is shown as it is written. */
export type Span = string | { readonly code: string };
/** What stands on one line. */
export type Line = readonly Span[];

/** A part of a page, for any format. */
export interface Section {
  readonly title: string;
  /** Whether it may stay closed at first: nothing in it asks for a decision. */
  readonly folded: boolean;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Line[])[];
  readonly lines: readonly Line[];
}

/** A review of one environment, for any format. */
export interface Page {
  readonly environment: string;
  /** The whole review in a few words. */
  readonly headline: string;
  readonly summary: readonly Line[];
  readonly sections: readonly Section[];
}

/** How much of a review is shown. */
export interface Shape {
  /** Actions and permissions that stay as they are. */
  readonly unchanged: boolean;
  /** Why each permission is what it is. */
  readonly reasons: boolean;
  /** Most rows of a table, lines of a list, integrations. */
  readonly rows: number;
  /** Most characters of a text. */
  readonly text: number;
}

/** Everything. */
export const WHOLE: Shape = {
  unchanged: true,
  reasons: true,
  rows: Number.POSITIVE_INFINITY,
  text: Number.POSITIVE_INFINITY,
};

/** Puts a review on a page. What a shape leaves out is counted where it would stand. */
export function pageOf(review: EnvironmentReview, shape: Shape): Page {
  const sections = [
    list("Alarms", review.alarms.map(findingLine), false),
    table("New power", ["Who", "May newly", "Why"], newPower(review), false),
    table("Taken away", ["Who", "May no longer", "Was needed by"], takenAway(review), false),
    list("Notes", review.notes.map(findingLine), false),
    ...review.integrations.slice(0, shape.rows).map((integration) => integrationSection(integration, shape)),
    ...(shape.reasons
      ? [list("Why these permissions", review.integrations.flatMap(reasons(shape)), true)]
      : []),
    list(
      "Known only when applied",
      review.unknown.map(({ about, attributes }): Line => [`${about}: `, ...names(attributes)]),
      true,
    ),
    list("Not looked into", others(review), true),
  ];
  return {
    environment: review.environment,
    headline: headline(review),
    summary: summary(review),
    sections: sections
      .filter(({ rows, lines }) => rows.length + lines.length > 0)
      .map((section) => shortened(section, shape)),
  };
}

const table = (title: string, head: readonly string[], rows: Section["rows"], folded: boolean): Section => ({
  title,
  folded,
  head,
  rows,
  lines: [],
});
const list = (title: string, lines: readonly Line[], folded: boolean): Section => ({
  title,
  folded,
  head: [],
  rows: [],
  lines,
});

function shortened(section: Section, { rows, text }: Shape): Section {
  const clip = (line: Line) => line.map((span) => clipped(span, text));
  const more = (total: number, noun: string): Line[] =>
    total > rows ? [[`and ${count(total - rows, noun)} more`]] : [];
  return {
    ...section,
    rows: section.rows.slice(0, rows).map((row) => row.map(clip)),
    lines: [
      ...more(section.rows.length, "row"),
      ...section.lines.slice(0, rows).map(clip),
      ...more(section.lines.length, "line"),
    ],
  };
}

function clipped(span: Span, most: number): Span {
  const text = typeof span === "string" ? span : span.code;
  if (text.length <= most) return span;
  const cut = `${text.slice(0, most)}... (cut)`;
  return typeof span === "string" ? cut : { code: cut };
}

function headline(review: EnvironmentReview): string {
  const { complete, broadened, changes, alarms, integrations } = review;
  const isGone = integrations.length > 0 && integrations.every(({ change }) => change === "destroyed");
  const what = isGone
    ? "everything is destroyed"
    : broadened
      ? "this change gives new power"
      : changes
        ? "this change gives no new power"
        : "nothing changes";
  const parts = [
    complete ? what : `the plan is not finished; ${what} so far`,
    ...(alarms.length > 0 ? [count(alarms.length, "alarm")] : []),
  ];
  return parts.join(", ");
}

function summary(review: EnvironmentReview): readonly Line[] {
  const { integrations, policies, roles, broadened, changes } = review;
  const lines: Line[] = [];
  for (const { id, permissions } of integrations.filter(({ permissions }) => permissions.added.length > 0))
    lines.push([
      `The data actions of ${id}, and whoever may read its secret, may newly ${wordsOf(permissions.added.map(({ permission }) => permission))}.`,
    ]);
  for (const { role, resource, added } of roles.filter(({ added }) => added.length > 0))
    lines.push([`Whoever has the role ${role ?? resource} may newly ${wordsOf(added)}.`]);
  for (const { policy, resource, added } of policies.filter(({ added }) => added.length > 0)) {
    const secrets = [...new Set(added.flatMap(({ secretsOf }) => secretsOf))];
    lines.push([
      secrets.length > 0
        ? `Whoever has the Vault policy ${policy ?? resource} may newly read the secret of ${secrets.join(", ")}, and with it do all that ${secrets.length === 1 ? "its" : "their"} data actions may do.`
        : `Whoever has the Vault policy ${policy ?? resource} may newly do more in Vault.`,
    ]);
  }
  const said = lines.length;
  for (const finding of review.power.filter((each) => !isShownWithAccess(each)))
    lines.push([whatAndWhy(finding)]);
  if (!broadened && changes) lines.push(["Nobody may do more than before."]);
  if (!changes && said === 0) lines.push(["Nothing is made, changed or destroyed."]);
  for (const { id, actions, generations } of integrations) {
    const said = [
      actionsLine(actions),
      rotationLine(generations, review.schedule?.droppableFrom ?? null),
    ].filter((line) => line !== "");
    if (said.length > 0) lines.push([`${id}: ${said.join("; ")}.`]);
  }
  return lines;
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

function wordsOf(permissions: readonly PermissionReview["permission"][], most = 5): string {
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

const findingLine = (finding: ReviewDiagnostic): Line => [
  { code: finding.id },
  ` ${whatAndWhy(finding)} To do: ${finding.fix}`,
];

/** How much power a permission is, for people. */
const LEVELS: Readonly<Record<AccessLevel, string>> = {
  view: "looks, and changes nothing",
  execute: "sets off what others configured",
  add: "makes new things",
  edit: "changes things",
  delete: "deletes or ends things",
  all: "full control",
  general: "full control of everything",
};

function newPower({ integrations, roles, policies, power }: EnvironmentReview): Section["rows"] {
  return [
    ...integrations.flatMap(({ id, permissions, actions }) =>
      permissions.added.map((added) => [
        [`the data actions of ${id}, and whoever may read its secret`],
        permissionLine(added),
        needs(added, actions),
      ]),
    ),
    ...roles.flatMap(({ role, resource, added }) =>
      added.map((permission): Line[] => [
        [`whoever has the role ${role ?? resource}`],
        [`${inWords(permission)} `, { code: permission }],
        ["not said: no data action needs this role"],
      ]),
    ),
    ...policies.flatMap(({ policy, resource, added }) =>
      added.map((path): Line[] => [
        [`whoever has the Vault policy ${policy ?? resource}`],
        pathLine(path),
        ["a Vault policy of this stack says so"],
      ]),
    ),
    ...power
      .filter((finding) => !isShownWithAccess(finding))
      .map((finding): Line[] => [[finding.about], [whatAndWhy(finding)], [finding.fix]]),
  ];
}

function takenAway({ integrations, roles, policies }: EnvironmentReview): Section["rows"] {
  return [
    ...integrations.flatMap(({ id, permissions, actions }) =>
      permissions.removed.map((removed) => [
        [`the data actions of ${id}, and whoever may read its secret`],
        permissionLine(removed),
        needs(removed, actions),
      ]),
    ),
    ...roles.flatMap(({ role, resource, removed }) =>
      removed.map((permission): Line[] => [
        [`whoever has the role ${role ?? resource}`],
        [`${inWords(permission)} `, { code: permission }],
        ["not said"],
      ]),
    ),
    ...policies.flatMap(({ policy, resource, removed }) =>
      removed.map((path): Line[] => [
        [`whoever has the Vault policy ${policy ?? resource}`],
        pathLine(path),
        ["not said"],
      ]),
    ),
  ];
}

const permissionLine = ({ permission, level }: PermissionReview): Line => [
  `${inWords(permission)}: ${LEVELS[level]} `,
  { code: permission },
];

function needs({ permission, actions: names }: PermissionReview, actions: readonly ActionReview[]): Line {
  if (names.length === 0) return ["no declared action needs it"];
  return names.flatMap((name, at): Line => {
    const found = actions.find(({ action }) => action === name);
    const evidence = [found?.after, found?.before].find((each) => each?.permissions.includes(permission));
    const calls: Line = evidence?.operation
      ? [" calls ", { code: evidence.operation }]
      : [" (stated by hand)"];
    return [`${at === 0 ? "" : "; "}${listed([name])}`, ...calls];
  });
}

function pathLine({ path, capabilities, secretsOf }: PathReview): Line {
  const what = secretsOf.length > 0 ? ` (the secret of ${secretsOf.join(", ")})` : "";
  return [`${capabilities.join(", ")} `, { code: path }, what];
}

const DOING: Readonly<Record<ActionReview["doing"], string>> = {
  none: "stays as it is",
  read: "is read",
  create: "is made",
  update: "changes",
  replace: "is destroyed and made again",
  delete: "is destroyed",
  forget: "is forgotten",
  unknown: "not known",
};

const DOING_MANY = {
  create: "are made",
  update: "change",
  replace: "are destroyed and made again",
  delete: "are destroyed",
} as const;

function integrationSection(integration: IntegrationReview, shape: Shape): Section {
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
        [DOING[doing], ...(changed.length > 0 ? [": ", ...names(changed)] : [])],
        evidence?.operation ? [{ code: evidence.operation }] : ["not in the catalogue"],
        evidence && evidence.permissions.length > 0 ? names(evidence.permissions) : ["nothing"],
        evidence && evidence.alternatives.length > 0 ? names(evidence.alternatives) : ["nothing"],
      ];
    }),
    lines: [
      ...(hidden > 0 ? [[`${count(hidden, "data action")} more, unchanged`]] : []),
      ...parts(integration, shape),
    ],
  };
}

function parts(integration: IntegrationReview, shape: Shape): readonly Line[] {
  const { name, permissions, division, scopes, generations, vault } = integration;
  const { live, current } = generations;
  const kept = permissions.kept.map(({ permission }) => permission);
  return [
    ...(name.before !== null && name.after !== null && name.before !== name.after
      ? [[`Its name changes from "${name.before}" to "${name.after}".`]]
      : []),
    ...(permissions.added.length > 0
      ? [["Whoever deploys must hold what is newly granted too, or Genesys Cloud refuses it."]]
      : []),
    ...(shape.unchanged && kept.length > 0 ? [["Permissions that stay: ", ...names(kept)]] : []),
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
      ? ["The plan does not say where the secret is in Vault."]
      : ["Secret in Vault: ", { code: vault.path }],
    ...vault.readers.map(
      ({ policy, change }): Line => [
        "Read by whoever has the Vault policy ",
        { code: policy },
        { added: " (new)", removed: " (no longer)", kept: "" }[change],
      ],
    ),
  ];
}

const arrow = (before: string, after: string) => (before === after ? after : `${before} -> ${after}`);

const reasons =
  (shape: Shape) =>
  ({ id, actions }: IntegrationReview): readonly Line[] =>
    actions
      .filter(({ doing }) => shape.unchanged || doing !== "none")
      .flatMap(({ action, before, after }) => {
        const evidence = after ?? before;
        return evidence ? [[`${id}, "${action}": ${evidence.because}`]] : [];
      });

function others({ others: { total, changing } }: EnvironmentReview): readonly Line[] {
  if (total === 0) return [];
  const changed = changing.reduce((sum, { instances }) => sum + instances, 0);
  return [
    [
      `${count(total, "resource")} that scopelock does not know; ${changed === 0 ? "none of them changes" : `${changed} of them ${changed === 1 ? "changes" : "change"}`}.`,
    ],
    ...changing.map(
      ({ type, name, doing, instances }): Line => [
        { code: `${type}.${name}` },
        ` ${DOING[doing]}${instances > 1 ? ` (${count(instances, "instance")})` : ""}`,
      ],
    ),
  ];
}

const names = (all: readonly string[]): Line =>
  all.flatMap((name, at): Line => (at === 0 ? [{ code: name }] : [", ", { code: name }]));
