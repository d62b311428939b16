import type { Thing } from "../plan/facts";
import { covers, type ReadRule } from "../plan/policy-text";
import type { Finding } from "./finding";
import type { IntegrationReview, PathReview, PolicyReview } from "./review";
import { changes } from "./things";

type PolicyThing = Thing<"vault_policy">;

/** An integration's secret: who reads it can do what the integration can. */
export interface SecretPlace {
  readonly id: string;
  /** As a policy names it. */
  readonly path: string | null;
}

/** Says what Vault policies allow more, and less. */
export function reviewPolicies(
  policies: readonly PolicyThing[],
  secrets: readonly SecretPlace[],
): { review: readonly PolicyReview[]; findings: readonly Finding[] } {
  const review = policies.filter(changes).map((policy): PolicyReview => {
    const [was, is] = [grantsOf(policy, "before"), grantsOf(policy, "after")];
    const { before, after } = policy;
    // Another name is another policy: who holds the one does not hold the other.
    const isSame = before?.name === after?.name;
    return {
      resource: policy.resource,
      policy: after?.name ?? before?.name ?? null,
      doing: policy.doing,
      added: pathsOf(isSame ? without(is, was) : is, secrets),
      // What cannot be read may allow all that was allowed before: nothing is said to go.
      removed: isUnreadable(policy) ? [] : pathsOf(isSame ? without(was, is) : was, secrets),
    };
  });
  return {
    review,
    findings: [
      ...policies.filter((policy) => changes(policy) && isUnreadable(policy)).map(unreadable),
      ...review.flatMap((policy) => [
        ...policy.added.map((path) => gained(policy, path)),
        ...policy.removed.flatMap((path) => lost(policy, path)),
      ]),
    ],
  };
}

/** Which policies allow to read a secret. */
export function readersOf(
  policies: readonly PolicyThing[],
  { path }: SecretPlace,
): IntegrationReview["vault"]["readers"] {
  if (path === null) return [];
  const reads = (policy: PolicyThing, side: "before" | "after") =>
    policy[side]?.rules?.some((rule) => readsSecret(rule, path)) === true;
  return policies
    .flatMap((policy) => {
      const was = reads(policy, "before");
      const is = reads(policy, "after") || (was && isUnreadable(policy));
      const name = policy.after?.name ?? policy.before?.name ?? policy.resource;
      if (!was && !is) return [];
      return [
        {
          policy: name,
          change: was && is ? ("kept" as const) : is ? ("added" as const) : ("removed" as const),
        },
      ];
    })
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
}

const readsSecret = ({ path, capabilities }: ReadRule, secret: string) =>
  covers(path, secret) && capabilities.includes("read") && !capabilities.includes("deny");

/** One line for each path and capability, so that they can be compared. */
function grantsOf(policy: PolicyThing, side: "before" | "after"): readonly string[] {
  const rules = policy[side]?.rules ?? [];
  return rules.flatMap(({ path, capabilities }) =>
    capabilities.map((capability) => `${path}\n${capability}`),
  );
}

const without = (these: readonly string[], those: readonly string[]) =>
  these.filter((each) => !those.includes(each));

function pathsOf(grants: readonly string[], secrets: readonly SecretPlace[]): readonly PathReview[] {
  const paths = new Map<string, string[]>();
  for (const grant of grants) {
    const [path = "", capability = ""] = grant.split("\n");
    paths.set(path, [...(paths.get(path) ?? []), capability]);
  }
  return [...paths]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, capabilities]) => ({
      path,
      capabilities,
      secretsOf: secrets
        .filter((secret) => secret.path !== null && readsSecret({ path, capabilities }, secret.path))
        .map(({ id }) => id),
    }));
}

function gained({ policy, resource }: PolicyReview, { path, capabilities, secretsOf }: PathReview): Finding {
  const power =
    secretsOf.length === 0
      ? ""
      : ` Whoever has it can read the secret of ${secretsOf.join(", ")}, and with it do all that ${secretsOf.length === 1 ? "this integration" : "these integrations"} may do in Genesys Cloud.`;
  return {
    id: "power/reader",
    about: policy ?? resource,
    what: `The Vault policy "${policy ?? resource}" newly allows ${capabilities.join(", ")} on ${path}.${power}`,
    fix: "Approve it if everybody who has this policy may have that.",
  };
}

function lost({ policy, resource }: PolicyReview, { path, secretsOf }: PathReview): readonly Finding[] {
  if (secretsOf.length === 0) return [];
  return [
    {
      id: "reader/removed",
      about: policy ?? resource,
      what: `The Vault policy "${policy ?? resource}" does not allow any more to read the secret of ${secretsOf.join(", ")} (${path}): whoever depends on it fails.`,
      fix: "Approve it when nobody depends on it any more.",
    },
  ];
}

const isUnreadable = ({ after }: PolicyThing) => after !== undefined && after.rules === undefined;

function unreadable({ resource, after, unknown }: PolicyThing): Finding {
  return {
    id: "power/unreadable",
    about: after?.name ?? resource,
    what: `What the Vault policy "${after?.name ?? resource}" allows ${unknown.includes("policy") ? "is known only when applied" : "cannot be read: it holds more than paths with their capabilities"}.`,
    fix: "Read its text in the code before you approve.",
  };
}
