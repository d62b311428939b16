import type { Diagnostic } from "../../core/diagnostic";
import { type Entry, LIVE, REVIEW } from "../../core/diagnostic/catalogue";

interface FindingEntry {
  readonly kind: FindingKind;
  /** One sentence, for the documentation. */
  readonly means: string;
  /** Depends on more than the plan (the day, the environment file, an option): not compared with an approved review. */
  readonly aside?: true;
  /** What the change does cannot be said: a review with such a finding never says that it gives no new power. */
  readonly unsaid?: true;
  /** `row`: the table of new power has a row for it, made of what the review holds. `line`: it stands as it is. */
  readonly shownBy: "row" | "line";
}

/** Everything that a review can find. Ids never change once released. */
export const FINDINGS = {
  "power/permission": {
    kind: "power",
    means: "A role grants a permission that it did not grant before, or granted only under other conditions.",
    shownBy: "row",
  },
  "power/reader": {
    kind: "power",
    means: "A Vault policy allows more on a path than before.",
    shownBy: "row",
  },
  "power/division": {
    kind: "power",
    means:
      "An OAuth client has its role in a division in which it did not have it, or in one that is known only when applied.",
    shownBy: "line",
  },
  "power/role": {
    kind: "power",
    means: "An OAuth client has another role, or more roles, than before or than the generation in use.",
    shownBy: "line",
  },
  "power/scope": {
    kind: "power",
    means: "An OAuth client has a scope that it did not have before.",
    shownBy: "line",
  },
  "power/client": {
    kind: "power",
    means: "An OAuth client is made that is not a generation of an integration.",
    shownBy: "line",
  },
  "power/redirect": {
    kind: "power",
    means: "An OAuth client sends the logins of users to another address than before.",
    shownBy: "line",
  },
  "power/auth-role": {
    kind: "power",
    means: "A role of a Vault auth method lets in others than before, or gives them more policies.",
    shownBy: "line",
  },
  "power/unreadable": {
    kind: "power",
    means:
      "What a role or a policy allows cannot be read from the plan, or is known only when applied; it counts as more.",
    unsaid: true,
    shownBy: "line",
  },
  "plan/incomplete": {
    kind: "alarm",
    means: "Terraform broke off, or left parts for a later plan: there may be more than is shown.",
    unsaid: true,
    shownBy: "line",
  },
  "plan/unknown-part": {
    kind: "alarm",
    means: "The plan has a part that this version of scopelock does not know.",
    unsaid: true,
    shownBy: "line",
  },
  "plan/action-invoked": {
    kind: "alarm",
    means: "Terraform invokes an action of a provider, and a plan does not say what that does.",
    unsaid: true,
    shownBy: "line",
  },
  "plan/runs-command": {
    kind: "alarm",
    means:
      "A provisioner or a data source runs a command, or asks a server that the plan does not vouch for.",
    unsaid: true,
    shownBy: "line",
  },
  "plan/unverified": {
    kind: "alarm",
    means:
      "A provider does not verify with whom it speaks (TLS), or is not the provider that its resources are known of.",
    unsaid: true,
    shownBy: "line",
  },
  "output/secret": {
    kind: "alarm",
    means:
      "An output that changes holds what is sensitive: the state has it, and whoever may run terraform output.",
    unsaid: true,
    shownBy: "line",
  },
  "output/lost": {
    kind: "alarm",
    means:
      "The output that says what an integration is granted goes, or becomes sensitive, and the integration stays.",
    unsaid: true,
    shownBy: "line",
  },
  "attribute/unjudged": {
    kind: "alarm",
    means:
      "An attribute changes, or has an unusual value at a create, and no part of this review says what that gives or breaks.",
    unsaid: true,
    shownBy: "line",
  },
  "action/other-request": {
    kind: "alarm",
    means: "A data action calls another operation than it declares, or one that the catalogue does not know.",
    unsaid: true,
    shownBy: "line",
  },
  "action/elsewhere": {
    kind: "alarm",
    means:
      "A data action calls another host than Genesys Cloud's API, or may send another credential than its integration's.",
    unsaid: true,
    shownBy: "line",
  },
  "role/replaced": {
    kind: "alarm",
    means:
      "A role is replaced or destroyed while OAuth clients that stay have it: their calls fail with 403.",
    shownBy: "line",
  },
  "resource/readdressed": {
    kind: "alarm",
    means:
      "A resource goes at one address and comes at another, without a moved block: one may undo the other.",
    shownBy: "line",
  },
  "resource/imported": {
    kind: "alarm",
    means: "The plan takes over something that somebody else made: what it holds was never reviewed.",
    unsaid: true,
    shownBy: "line",
  },
  "secret/content": {
    kind: "alarm",
    means: "The content of a secret changes, and no new generation says why.",
    unsaid: true,
    shownBy: "line",
  },
  "secret/manifest": {
    kind: "alarm",
    means: "The manifest does not say what the stack declares.",
    unsaid: true,
    shownBy: "line",
  },
  "check/failed": {
    kind: "alarm",
    means: "A condition of a resource, or a check block, does not hold.",
    shownBy: "line",
  },
  "action/replaced": {
    kind: "alarm",
    means: "A data action is destroyed and made again with another id: Architect flows lose it.",
    shownBy: "line",
  },
  "integration/replaced": {
    kind: "alarm",
    means: "An integration is destroyed and made again, and its data actions with it.",
    shownBy: "line",
  },
  "integration/destroyed": {
    kind: "alarm",
    means: "An integration is destroyed, with all that belongs to it.",
    shownBy: "line",
  },
  "generation/in-use-destroyed": {
    kind: "alarm",
    means: "The OAuth client that the integration uses now is destroyed: its tokens fail at once.",
    shownBy: "line",
  },
  "generation/dropped-early": {
    kind: "alarm",
    means: "A previous generation is destroyed before its overlap is over.",
    aside: true,
    shownBy: "line",
  },
  "generation/changed": {
    kind: "alarm",
    means:
      "An OAuth client is updated or replaced although a generation never changes: its lifecycle was overridden.",
    shownBy: "line",
  },
  "generation/grant": {
    kind: "alarm",
    means:
      "An OAuth client gets its tokens by another grant than client credentials, or that cannot be read.",
    shownBy: "line",
  },
  "integration/foreign-credential": {
    kind: "alarm",
    means: "An integration calls with a credential that is of none of its generations.",
    unsaid: true,
    shownBy: "line",
  },
  "permission/taken": {
    kind: "alarm",
    means: "A permission that a standing data action uses is taken away or swapped.",
    shownBy: "line",
  },
  "permission/undeclared": {
    kind: "alarm",
    means: "A role grants what no data action needs.",
    shownBy: "line",
  },
  "permission/stated": {
    kind: "alarm",
    means: "Permissions are stated by hand, and this is new or was changed.",
    shownBy: "line",
  },
  "rule/acknowledged": {
    kind: "alarm",
    means: "A rule is passed over with a reason, and this is new or was changed.",
    shownBy: "line",
  },
  "secret/destroyed": {
    kind: "alarm",
    means: "A secret in Vault is destroyed, or moves to another path.",
    shownBy: "line",
  },
  "mount/destroyed": {
    kind: "alarm",
    means: "A secrets engine is destroyed, with every secret in it.",
    shownBy: "line",
  },
  "mount/moved": {
    kind: "alarm",
    means: "A secrets engine gets another path, and every secret in it with it.",
    shownBy: "line",
  },
  "drift/changed": { kind: "alarm", means: "Something was changed outside Terraform.", shownBy: "line" },
  "drift/deleted": { kind: "alarm", means: "Something was deleted outside Terraform.", shownBy: "line" },
  "deployer/lacks": {
    kind: "alarm",
    means: "The deployer does not hold a permission that it needs or must grant.",
    aside: true,
    shownBy: "line",
  },
  "resource/may-grant": {
    kind: "alarm",
    means: "A resource that this review cannot read changes, and its type may give power to somebody.",
    unsaid: true,
    shownBy: "line",
  },
  "resource/forgotten": {
    kind: "alarm",
    means:
      "Terraform lets go of something without destroying it: it lives on, and nobody rotates it. Not of a secret whose path another resource of the plan takes over.",
    shownBy: "line",
  },
  "resource/unknown-action": {
    kind: "alarm",
    means: "Terraform plans something that this review does not know.",
    unsaid: true,
    shownBy: "line",
  },
  "action/removed": {
    kind: "alarm",
    means: "A data action is destroyed or renamed: flows that use it fail.",
    shownBy: "line",
  },
  "permission/not-required": {
    kind: "note",
    means: "An action is said to need a permission that the catalogue does not name for its operation.",
    shownBy: "line",
  },
  "division/narrowed": {
    kind: "note",
    means: "A new generation has its role in fewer divisions than the one in use.",
    shownBy: "line",
  },
  "reader/removed": {
    kind: "note",
    means: "A Vault policy does not allow any more to read a secret.",
    shownBy: "line",
  },
  "drift/other": {
    kind: "note",
    means: "Something that this review does not look into was changed or deleted outside Terraform.",
    shownBy: "line",
  },
  "rule/still-acknowledged": {
    kind: "note",
    means: "A rule is passed over with a reason, as it was before.",
    shownBy: "line",
  },
  "permission/still-stated": {
    kind: "note",
    means: "Permissions are stated by hand, as they were before.",
    shownBy: "line",
  },
  "division/pending": {
    kind: "note",
    means: "The declared division changed; live generations keep theirs, the next one follows.",
    shownBy: "line",
  },
  "generation/leftover": {
    kind: "note",
    means: "What an interrupted replacement left behind is cleaned up.",
    shownBy: "line",
  },
  "rotation/overdue": { kind: "note", means: "The next rotation is due.", aside: true, shownBy: "line" },
  "rotation/previous-old": {
    kind: "note",
    means: "A previous generation still lives although its overlap is over.",
    aside: true,
    shownBy: "line",
  },
  "rotation/overlap-unknown": {
    kind: "note",
    means: "A previous generation is destroyed, and nobody knows whether its overlap is over.",
    aside: true,
    shownBy: "line",
  },
  "environment/stale": {
    kind: "note",
    means: "The environment file and the plan speak of different generations.",
    aside: true,
    shownBy: "line",
  },
} as const satisfies Readonly<Record<string, FindingEntry>>;

/** Id of a finding. */
export type FindingId = keyof typeof REVIEW | keyof typeof LIVE | "permission/stated";

/** What other commands find too has the severity that it has in a review. */
const SHARED = {
  "role/permission-extra": "alarm",
  "rotation/due": "note",
  "rotation/droppable": "note",
  "permission/stated": "note",
} as const satisfies Record<Exclude<FindingId, keyof typeof REVIEW>, FindingSeverity>;

/** Everything that a review can find, with its severity. */
export const FINDINGS: Readonly<Record<FindingId, FindingSeverity>> = {
  ...severitiesOf(REVIEW),
  ...SHARED,
};

function severitiesOf<Id extends string>(
  entries: Readonly<Record<Id, Entry & { readonly severity: FindingSeverity }>>,
): Readonly<Record<Id, FindingSeverity>> {
  const severities = (Object.keys(entries) as Id[]).map((id) => [id, entries[id].severity]);
  return Object.fromEntries(severities) as Readonly<Record<Id, FindingSeverity>>;
}

/** One thing that was found: its severity is that of its id. */
export interface Finding extends Omit<Diagnostic<FindingId>, "severity" | "where"> {
  /** What it is about: an integration's id, a policy, the address of a resource. */
  readonly about: string;
}

/** A finding as a review prints it. */
export interface ReviewDiagnostic extends Finding {
  readonly severity: FindingSeverity;
}

/** Findings of a severity. */
export function ofSeverity(
  severity: FindingSeverity,
  findings: readonly Finding[],
): readonly ReviewDiagnostic[] {
  return findings
    .filter(({ id }) => FINDINGS[id] === severity)
    .map(({ id, what, why, fix, about }) => ({
      id,
      severity,
      what,
      ...(why !== undefined && { why }),
      fix,
      about,
    }));
}

/** Whether a finding says that nobody can say what the change does. */
export function isUnsaid({ id }: Pick<Finding, "id">): boolean {
  const entry: FindingEntry = FINDINGS[id];
  return entry.unsaid === true;
}

/** Whether a finding depends on more than the plan. */
export function isAside({ id }: Pick<Finding, "id">): boolean {
  return "aside" in ENTRIES[id];
}

/** Whether the page shows a finding with the permission or the path that it is about, in place of by itself. */
export function isShownWithAccess({ id }: Pick<Finding, "id">): boolean {
  return "shownWithAccess" in ENTRIES[id];
}

const ENTRIES: Readonly<Record<FindingId, object>> = { ...REVIEW, ...LIVE, "permission/stated": {} };
