import { ownedName } from "../../core/names";
import type { Permission } from "../../core/permission";
import { type Finding, holds, type Judgement, list, type Said, without } from "../finding";
import { cannotLook } from "./operator";

/** The role in Genesys Cloud grants what was derived, no more and no less. */
export const roleJudgement: Judgement = ({ declared, roles }, { environment }) => {
  if (!roles) return [];
  if (!roles.ok) return [cannotLook("roles", roles.reply, "authorization:role:view")];
  const name = ownedName(declared.environment, declared.id);
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const [role] = roles.value;
  if (!role)
    return [
      {
        id: "role/missing",
        severity: "error",
        what: `There is no role "${name}".`,
        why: "Its permissions went with it: calls of the client are refused with 403.",
        fix: deploy,
      },
    ];
  const found: Said[] = [
    ...without(declared.permissions, role.permissions).map((permission): Finding => {
      const actions = declared.actions.filter(({ permissions }) =>
        permissions.includes(permission as Permission),
      );
      return {
        id: "role/permission-missing",
        severity: "error",
        what: `The role "${name}" lacks ${permission}.`,
        why: `It was taken out behind Terraform's back: ${list(actions.map((action) => `"${action.name}"`))} is refused with 403.`,
        fix: deploy,
      };
    }),
    ...without(role.permissions, declared.permissions).map(
      (permission): Finding => ({
        id: "role/permission-extra",
        severity: "error",
        what: `The role "${name}" grants ${permission}, which no declared action needs.`,
        why: "It was added behind Terraform's back: whoever reads the secret may do that too.",
        fix: deploy,
      }),
    ),
    ...role.conditional.map(
      (permission): Finding => ({
        id: "role/condition",
        severity: "error",
        what: `The role "${name}" grants ${permission} under a condition.`,
        why: "A condition was added behind Terraform's back: it narrows what the permission is good for.",
        fix: deploy,
      }),
    ),
  ];
  return found.length > 0
    ? found
    : [holds("role/permissions", `The role grants exactly ${list(declared.permissions) || "nothing"}`)];
};
