import { whatAndWhy } from "../../core/diagnostic";
import { ACCESS_LEVELS, type AccessLevel, accessLevel, type Permission } from "../../core/permission";
import { inWords, listed } from "../findings/access-words";
import { isShownWithAccess, type ReviewDiagnostic } from "../findings/finding";
import type { ActionReview, EnvironmentReview, PathReview, PermissionReview } from "../findings/review";
import type { Line, Section } from "./lines";

/** How much access a permission is, for people. */
const LEVELS: Readonly<Record<AccessLevel, string>> = {
  view: "read-only",
  execute: "sets off what others configured",
  add: "makes new things",
  edit: "changes things",
  delete: "destructive",
  all: "full control",
  general: "full control of everything",
};

/** Why a role gains, which no integration of the stack is granted. */
export const WHY_ROLE = "this stack declares the role, and none of its data actions needs it";
/** Why a policy gains. */
export const WHY_POLICY = "this stack declares the policy";

/** The most powerful first, so that a short list never hides it. */
export function strongestFirst<T extends { readonly permission: Permission; readonly level: AccessLevel }>(
  all: readonly T[],
): readonly T[] {
  return [...all].sort(
    (a, b) =>
      ACCESS_LEVELS.indexOf(b.level) - ACCESS_LEVELS.indexOf(a.level) ||
      (a.permission < b.permission ? -1 : 1),
  );
}

/** Permissions with their levels. */
export const leveled = (all: readonly Permission[]) =>
  strongestFirst(all.map((permission) => ({ permission, level: accessLevel(permission) })));

/** What is found of a policy that has rows of its own, or of a permission, is in these rows. */
export const isInRows = (
  { policies }: Pick<EnvironmentReview, "policies">,
  finding: ReviewDiagnostic,
): boolean =>
  isShownWithAccess(finding) &&
  (finding.id !== "power/reader" ||
    policies.some(({ policy, resource }) => finding.about === (policy ?? resource)));

/** Access that is new, most powerful first. What has no row of its own stands as it was found. */
export function newPower(review: EnvironmentReview): Section["rows"] {
  return [
    ...strongestFirst([...integrationRows(review, "added"), ...roleRows(review, "added", WHY_ROLE)]).map(
      ({ row }) => row,
    ),
    ...policyRows(review, "added", WHY_POLICY),
    ...review.power
      .filter((finding) => !isInRows(review, finding))
      .map((finding): Line[] => [
        [finding.about],
        [whatAndWhy(finding)],
        [`${finding.fix} `, { code: finding.id }],
      ]),
  ];
}

/** Access that goes. */
export function takenAway(review: EnvironmentReview): Section["rows"] {
  return [
    ...[...integrationRows(review, "removed"), ...roleRows(review, "removed", "unknown")].map(
      ({ row }) => row,
    ),
    ...policyRows(review, "removed", "unknown"),
  ];
}

type Side = "added" | "removed";

const integrationRows = ({ integrations }: EnvironmentReview, side: Side) =>
  integrations.flatMap(({ id, permissions, actions }) =>
    permissions[side].map((each) => {
      const row: readonly Line[] = [[holders(id)], permissionLine(each), needs(each, actions)];
      return { ...each, row };
    }),
  );

const roleRows = ({ roles }: EnvironmentReview, side: Side, why: string) =>
  roles.flatMap(({ role, resource, [side]: permissions }) =>
    leveled(permissions).map((each) => {
      const who = `holders of the role ${role ?? resource}`;
      const row: readonly Line[] = [[who], permissionLine(each), [why]];
      return { ...each, row };
    }),
  );

const policyRows = ({ policies }: EnvironmentReview, side: Side, why: string) =>
  policies.flatMap(({ policy, resource, [side]: paths }) =>
    paths.map((path): Line[] => [
      [`holders of the Vault policy ${policy ?? resource}`],
      pathLine(path),
      [why],
    ]),
  );

/** Who has what an integration may do: its flows, and all that can read its secret. */
export const holders = (id: string) =>
  `the data actions of ${id}, and everyone who reads its secret in Vault`;

const permissionLine = ({ permission, level }: Pick<PermissionReview, "permission" | "level">): Line => [
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
  const what =
    secretsOf.length > 0
      ? ` (the secret of ${secretsOf.join(", ")})`
      : /(^|\/)data\/.*\/manifest$/.test(path)
        ? " (a manifest: names of permissions and data actions, no secret)"
        : "";
  return [`${capabilities.join(", ")} `, { code: path }, what];
}
