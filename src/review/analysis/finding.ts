/** `power`: somebody may do more than before. `alarm`: to be looked at before it is applied. `note`: worth knowing. */
export type FindingKind = "power" | "alarm" | "note";

interface FindingEntry {
  readonly kind: FindingKind;
  /** One sentence, for the documentation. */
  readonly means: string;
  /** Depends on more than the plan (the day, the environment file, an option): not compared with an approved review. */
  readonly aside?: true;
}

/** Everything that a review can find. Ids never change once released. */
export const FINDINGS = {
  "power/permission": {
    kind: "power",
    means: "A role grants a permission that it did not grant before, or granted only under other conditions.",
  },
  "power/reader": { kind: "power", means: "A Vault policy allows more on a path than before." },
  "power/division": {
    kind: "power",
    means: "A new generation has its role in another division, or in one that is known only when applied.",
  },
  "power/role": {
    kind: "power",
    means: "A new generation has another role, or more roles, than the one in use.",
  },
  "power/scope": { kind: "power", means: "An OAuth client has a scope that it did not have before." },
  "power/unreadable": {
    kind: "power",
    means:
      "What a role or a policy allows cannot be read from the plan, or is known only when applied; it counts as more.",
  },
  "plan/incomplete": {
    kind: "alarm",
    means: "Terraform broke off, or left parts for a later plan: there may be more than is shown.",
  },
  "check/failed": { kind: "alarm", means: "A condition of a resource, or a check block, does not hold." },
  "action/replaced": {
    kind: "alarm",
    means: "A data action is destroyed and made again with another id: Architect flows lose it.",
  },
  "integration/replaced": {
    kind: "alarm",
    means: "An integration is destroyed and made again, and its data actions with it.",
  },
  "integration/destroyed": {
    kind: "alarm",
    means: "An integration is destroyed, with all that belongs to it.",
  },
  "generation/in-use-destroyed": {
    kind: "alarm",
    means: "The OAuth client that the integration uses now is destroyed: its tokens fail at once.",
  },
  "generation/dropped-early": {
    kind: "alarm",
    means: "A previous generation is destroyed before its overlap is over.",
    aside: true,
  },
  "generation/changed": {
    kind: "alarm",
    means:
      "An OAuth client is updated or replaced although a generation never changes: its lifecycle was overridden.",
  },
  "generation/grant": {
    kind: "alarm",
    means:
      "An OAuth client gets its tokens by another grant than client credentials, or that cannot be read.",
  },
  "integration/foreign-credential": {
    kind: "alarm",
    means: "An integration calls with a credential that is of none of its generations.",
  },
  "permission/taken": {
    kind: "alarm",
    means: "A permission that a standing data action uses is taken away or swapped.",
  },
  "permission/undeclared": { kind: "alarm", means: "A role grants what no data action needs." },
  "permission/stated": {
    kind: "alarm",
    means: "Permissions are stated by hand, and this is new or was changed.",
  },
  "rule/acknowledged": {
    kind: "alarm",
    means: "A rule is passed over with a reason, and this is new or was changed.",
  },
  "secret/destroyed": { kind: "alarm", means: "A secret in Vault is destroyed, or moves to another path." },
  "mount/destroyed": {
    kind: "alarm",
    means: "A secrets engine is destroyed, with every secret in it.",
  },
  "mount/moved": {
    kind: "alarm",
    means: "A secrets engine gets another path, and every secret in it with it.",
  },
  "drift/changed": { kind: "alarm", means: "Something was changed outside Terraform." },
  "drift/deleted": { kind: "alarm", means: "Something was deleted outside Terraform." },
  "deployer/lacks": {
    kind: "alarm",
    means: "The deployer does not hold a permission that it needs or must grant.",
    aside: true,
  },
  "resource/may-grant": {
    kind: "alarm",
    means: "A resource that this review cannot read changes, and its type may give power to somebody.",
  },
  "resource/forgotten": {
    kind: "alarm",
    means:
      "Terraform lets go of something without destroying it: it lives on, and nobody rotates it. Not of a secret whose path another resource of the plan takes over.",
  },
  "resource/unknown-action": {
    kind: "alarm",
    means: "Terraform plans something that this review does not know.",
  },
  "action/removed": { kind: "note", means: "A data action is destroyed: flows that use it fail." },
  "reader/removed": { kind: "note", means: "A Vault policy does not allow any more to read a secret." },
  "drift/other": {
    kind: "note",
    means: "Something that this review does not look into was changed or deleted outside Terraform.",
  },
  "rule/still-acknowledged": {
    kind: "note",
    means: "A rule is passed over with a reason, as it was before.",
  },
  "permission/still-stated": {
    kind: "note",
    means: "Permissions are stated by hand, as they were before.",
  },
  "division/pending": {
    kind: "note",
    means: "The declared division changed; live generations keep theirs, the next one follows.",
  },
  "generation/leftover": {
    kind: "note",
    means: "What an interrupted replacement left behind is cleaned up.",
  },
  "rotation/overdue": { kind: "note", means: "The next rotation is due.", aside: true },
  "rotation/previous-old": {
    kind: "note",
    means: "A previous generation still lives although its overlap is over.",
    aside: true,
  },
  "rotation/overlap-unknown": {
    kind: "note",
    means: "A previous generation is destroyed, and nobody knows whether its overlap is over.",
    aside: true,
  },
  "environment/stale": {
    kind: "note",
    means: "The environment file and the plan speak of different generations.",
    aside: true,
  },
} as const satisfies Readonly<Record<string, FindingEntry>>;

/** Id of a finding. */
export type FindingId = keyof typeof FINDINGS;

/** One thing that was found. */
export interface Finding {
  readonly id: FindingId;
  /** What it is about: an integration's id, a policy, the address of a resource. */
  readonly about: string;
  /** What it is, and why that matters. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** Findings of a kind. */
export function ofKind(kind: FindingKind, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ id }) => FINDINGS[id].kind === kind);
}

/** Whether a finding depends on more than the plan. */
export function isAside({ id }: Pick<Finding, "id">): boolean {
  const entry: FindingEntry = FINDINGS[id];
  return entry.aside === true;
}
