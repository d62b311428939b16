import type { AuthRole } from "../plan/auth-role";
import type { ResourceChange } from "../plan/facts";
import { isShownPath, type ReadRule } from "../plan/policy-text";
import { type AuthRoleChange, whoIn } from "./auth-roles";
import { type Found, finding } from "./finding";
import { allowedMore, allowedOn, covers, type Difference, rulesByPath } from "./policy-paths";
import { changeOf, changes } from "./resources";
import type { IntegrationReview, PathReview, PolicyReview } from "./review";

type PolicyChange = ResourceChange<"vault_policy">;

/** An integration's secret: who reads it can do what the integration can. */
export interface SecretPlace {
  readonly id: string;
  /** As a policy of the root namespace names it. */
  readonly place: string | undefined;
  /** Whether the secret is made by this plan. */
  readonly isNew: boolean;
}

/** Says what Vault policies allow more, and less. */
export function reviewPolicies(
  policies: readonly PolicyChange[],
  secrets: readonly SecretPlace[],
): { review: readonly PolicyReview[]; findings: Found } {
  const reviewed = policies.filter(changes).map((policy) => reviewPolicy(policy, secrets));
  return {
    review: reviewed.map(({ review }) => review),
    findings: [
      reviewed.map(({ review, undecided }) => [
        undecided && unreadable(undecided),
        review.added.map((path) => gained(review, path)),
        review.removed.map((path) => lost(review, path)),
      ]),
      policies.filter((policy) => !changes(policy)).map((policy) => covered(policy, secrets)),
    ],
  };
}

function reviewPolicy(policy: PolicyChange, secrets: readonly SecretPlace[]) {
  const { before, after, doing, resource } = policy;
  const was = rulesOf(policy, "before") ?? [];
  const is = rulesOf(policy, "after");
  // Another name is another policy: who holds the one does not hold the other. Vault knows no capital letters in names.
  const isSame =
    before !== undefined &&
    after !== undefined &&
    before.name?.toLowerCase() === after.name?.toLowerCase() &&
    before.namespace === after.namespace;
  const places = secrets.flatMap(({ place }) => place ?? []);
  const more = is && allowedMore(is, isSame ? was : [], places);
  // What cannot be read may allow all that was allowed before, and what Terraform only forgets stays: nothing goes.
  const keeps = doing === "forget" || (after !== undefined && !is);
  const less = keeps ? [] : allowedMore(was, isSame ? (is ?? []) : [], places);
  const review: PolicyReview = {
    resource,
    policy: after?.name ?? before?.name ?? null,
    doing,
    added: (more ?? []).map((difference) => pathOf(difference, is ?? [], isSame ? was : [], secrets)),
    removed: (less ?? []).map((difference) => pathOf(difference, was, isSame ? (is ?? []) : [], secrets)),
  };
  return { review, undecided: after !== undefined && more === undefined && policy };
}

/** A policy's rules, with the paths as the root namespace names them. */
function rulesOf(policy: PolicyChange, side: "before" | "after"): readonly ReadRule[] | undefined {
  const { rules, namespace } = policy[side] ?? {};
  if (!rules || namespace === undefined) return undefined;
  return rules.map((rule) => ({ ...rule, path: withNamespace(namespace, rule.path) }));
}

/** A path of a namespace as the root namespace names it. */
export const withNamespace = (namespace: string, path: string) =>
  namespace === "" ? path : `${namespace.replace(/^\/|\/$/g, "")}/${path}`;

/** Which policies allow to read a secret. */
export function readersOf(
  policies: readonly PolicyChange[],
  place: SecretPlace["place"],
  roles: readonly AuthRoleChange[],
): IntegrationReview["vault"]["readers"] {
  if (place === undefined) return [];
  return policies
    .flatMap((policy): IntegrationReview["vault"]["readers"] => {
      const was = reads(rulesOf(policy, "before"), place);
      const isKept = policy.doing === "forget" || isUnreadable(policy);
      const is = reads(rulesOf(policy, "after"), place) || (was && isKept);
      const name = policy.after?.name ?? policy.before?.name ?? policy.resource;
      const by = roles.flatMap(({ after }) => (after?.policies?.includes(name) ? [roleInWords(after)] : []));
      return was || is ? [{ policy: name, change: changeOf(was, is), by }] : [];
    })
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
}

const roleInWords = (role: AuthRole) =>
  `${role.method} role "${role.name ?? "with a name that is not shown"}" for ${whoIn(role)}`;

const reads = (rules: readonly ReadRule[] | undefined, place: string) =>
  rules !== undefined && allowedOn(rulesByPath(rules), place).has("read");

function pathOf(
  { path, capabilities }: Difference,
  is: readonly ReadRule[],
  was: readonly ReadRule[],
  secrets: readonly SecretPlace[],
): PathReview {
  return {
    path: isShownPath(path) ? path : "a path that is not shown",
    capabilities,
    secretsOf: secrets
      .filter(
        ({ place }) => place !== undefined && covers(path, place) && reads(is, place) && !reads(was, place),
      )
      .map(({ id }) => id),
  };
}

function gained({ policy, resource }: PolicyReview, { path, capabilities, secretsOf }: PathReview): Found {
  const power =
    secretsOf.length === 0
      ? ""
      : ` Its holders can read the secret of ${secretsOf.join(", ")}, and with it do all that ${secretsOf.length === 1 ? "this integration" : "these integrations"} may do in Genesys Cloud.`;
  return finding("power/reader", policy ?? resource, {
    what: `The Vault policy "${policy ?? resource}" now allows ${capabilities.join(", ")} on ${path}.${power}`,
    fix: "Approve it if all holders of this policy may have that.",
  });
}

/** A policy that stays as it is allows something new when a secret comes to a path that it covers. */
function covered(policy: PolicyChange, secrets: readonly SecretPlace[]): Found {
  const rules = rulesOf(policy, "after");
  const name = policy.after?.name ?? policy.resource;
  return secrets.map(
    ({ id, place, isNew }) =>
      isNew &&
      place !== undefined &&
      reads(rules, place) &&
      finding("power/reader", name, {
        what: `The Vault policy "${name}", which stays as it is, allows to read the new secret of ${id}: its holders can do all that this integration may do in Genesys Cloud.`,
        fix: "Approve it if all holders of this policy may have that; narrow its path otherwise.",
      }),
  );
}

function lost({ policy, resource }: PolicyReview, { path, secretsOf }: PathReview): Found {
  if (secretsOf.length === 0) return [];
  return finding("reader/removed", policy ?? resource, {
    what: `The Vault policy "${policy ?? resource}" no longer allows to read the secret of ${secretsOf.join(", ")} (${path}): readers that depend on it fail.`,
  });
}

const isUnreadable = ({ after }: PolicyChange) =>
  after !== undefined && (after.rules === undefined || after.namespace === undefined);

function unreadable(policy: PolicyChange): Found {
  const { resource, after, unknown } = policy;
  const why = unknown.includes("policy")
    ? "its text is known only when applied"
    : isUnreadable(policy)
      ? "its text has more than paths with capabilities"
      : "it has too many paths with wildcards to compare with what it allowed";
  return finding("power/unreadable", after?.name ?? resource, {
    what: `It is unknown to this review what the Vault policy "${after?.name ?? resource}" allows: ${why}.`,
    fix: "Read its text in the code before you approve.",
  });
}
