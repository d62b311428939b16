import { ACCESS_LEVELS, type AccessLevel, accessLevel, type Permission } from "../../core/permission";
import { type Finding, isShownWithAccess } from "../analysis/finding";
import type { ActionReview, EnvironmentReview, PathReview, PermissionReview } from "../analysis/review";
import { inWords, listed } from "../analysis/words";
import type { Line, Section } from "./lines";

/** How much access a permission is, for people. */
const LEVELS: Readonly<Record<AccessLevel, string>> = {
  view: "looks, and changes nothing",
  execute: "sets off what others configured",
  add: "makes new things",
  edit: "changes things",
  delete: "deletes or ends things",
  all: "full control",
  general: "full control of everything",
};

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

/** Whether a finding stands in a table as it is: no row says it already. */
const isLine = ({ id }: Finding) => !isShownWithAccess({ id });

/** Who may do what that nobody of them could before. What is found without a row of its own stands as it is. */
export function newPower({ integrations, roles, policies, power }: EnvironmentReview): Section["rows"] {
  const standing = power.filter(
    ({ id, about, message }) =>
      id === "power/reader" &&
      !policies.some(
        ({ policy, resource, added }) =>
          added.length > 0 && about === (policy ?? resource) && message.includes("newly allows"),
      ),
  );
  const rows = [
    ...integrations.flatMap(({ id, permissions, actions }) =>
      permissions.added.map((added) => ({
        level: added.level,
        permission: added.permission,
        row: [
          [`the data actions of ${id}, and whoever may read its secret`],
          permissionLine(added),
          needs(added, actions),
        ] as readonly Line[],
      })),
    ),
    ...roles.flatMap(({ role, resource, added }) =>
      leveled(added).map(({ permission, level }) => ({
        level,
        permission,
        row: [
          [`whoever has the role ${role ?? resource}`],
          permissionLine({ permission, level }),
          ["not said: no data action needs this role"],
        ] as readonly Line[],
      })),
    ),
  ];
  return [
    ...strongestFirst(rows).map(({ row }) => row),
    ...policies.flatMap(({ policy, resource, added }) =>
      added.map((path): Line[] => [
        [`whoever has the Vault policy ${policy ?? resource}`],
        pathLine(path),
        ["a Vault policy of this stack says so"],
      ]),
    ),
    ...[...power.filter(isLine), ...standing].map(({ id, about, message, fix }): Line[] => [
      [about],
      [message],
      [`${fix} `, { code: id }],
    ]),
  ];
}

/** Who may no longer do what. */
export function takenAway({ integrations, roles, policies }: EnvironmentReview): Section["rows"] {
  return [
    ...integrations.flatMap(({ id, permissions, actions }) =>
      permissions.removed.map((removed) => [
        [`the data actions of ${id}, and whoever may read its secret`],
        permissionLine(removed),
        needs(removed, actions),
      ]),
    ),
    ...roles.flatMap(({ role, resource, removed }) =>
      leveled(removed).map((each): Line[] => [
        [`whoever has the role ${role ?? resource}`],
        permissionLine(each),
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
  const what = secretsOf.length > 0 ? ` (the secret of ${secretsOf.join(", ")})` : "";
  return [`${capabilities.join(", ")} `, { code: path }, what];
}
