import { count, type Diagnostic } from "../../core/diagnostic";
import type { Permission } from "../../core/permission";
import { callersOf, type IntegrationModel, ownedName } from "../../core/stack";
import type { RoleFacts } from "../facts";
import { type Check, type Checked, list, proof, without } from "../finding";
import { unreadableListing } from "./operator";

/** The role in Genesys Cloud grants what was derived, no more and no less. */
export const roleCheck: Check = ({ declared, roles }, { environment }) => {
  if (!roles) return [];
  if (!roles.ok) return [unreadableListing("roles", roles.reply, "authorization:role:view")];
  const [role] = roles.value;
  if (declared.role.lookup !== "owned") return existingRoleResults(declared, role);
  const name = ownedName(declared.environment, declared.id);
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  if (!role)
    return [
      {
        id: "role/missing",
        severity: "error",
        what: `There is no role "${name}".`,
        why: "The client has no permissions without its role. Genesys Cloud refuses its calls with 403.",
        fix: deploy,
      },
    ];
  const found: Checked[] = [
    ...without(declared.permissions, role.permissions).map((permission): Diagnostic => {
      const actions = callersOf(declared).filter(({ permissions }) =>
        permissions.includes(permission as Permission),
      );
      return {
        id: "role/permission-missing",
        severity: "error",
        what: `The role "${name}" lacks ${permission}.`,
        why: `It was removed outside Terraform. Genesys Cloud refuses ${list(actions.map((action) => `"${action.name}"`))} with 403.`,
        fix: deploy,
      };
    }),
    ...without(role.permissions, declared.permissions).map(
      (permission): Diagnostic => ({
        id: "role/permission-extra",
        severity: "error",
        what: `The role "${name}" grants ${permission}, which no declared action needs.`,
        why: "It was added outside Terraform. Every reader of the secret can do that too.",
        fix: deploy,
      }),
    ),
    ...role.conditional.map(
      (permission): Diagnostic => ({
        id: "role/condition",
        severity: "error",
        what: `The role "${name}" grants ${permission} under a condition.`,
        why: "A condition was added outside Terraform. It limits what the permission allows.",
        fix: deploy,
      }),
    ),
  ];
  return found.length > 0
    ? found
    : [proof("role/permissions", `The role grants exactly ${list(declared.permissions) || "nothing"}`)];
};

/** A role of somebody else's: what the actions need must be in it, and what else is in it is its owner's. */
function existingRoleResults(
  { role: declared, permissions }: IntegrationModel,
  role: RoleFacts | undefined,
): Checked[] {
  if (declared.lookup === "owned") return [];
  const name = declared.lookup === "named" ? `role "${declared.name}"` : `role ${declared.id}`;
  if (!role)
    return [
      {
        id: "role/missing",
        severity: "error",
        what: `The ${name} does not exist, but is declared as an existing role.`,
        why: "Calls of the client are refused with 403.",
        fix: 'Name one that exists, or leave "role" out of the declaration to have one made.',
      },
    ];
  const missing = without(permissions, role.permissions);
  const more = without(role.permissions, permissions).length;
  if (missing.length > 0)
    return [
      {
        id: "role/permission-missing",
        severity: "error",
        what: `The ${name} lacks ${list(missing)}.`,
        why: `The role is granted unchanged (${declared.because}), and the declared actions need more.`,
        fix: 'Have its owner add it, or leave "role" out of the declaration to have one made with exactly that.',
      },
    ];
  return [
    proof(
      "role/enough",
      `The existing ${name} grants what is needed${more > 0 ? `, and ${count(more, "permission")} more` : ""}`,
    ),
  ];
}
