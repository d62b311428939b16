import { count } from "../../core/diagnostic";
import type { Permission } from "../../core/permission";
import { callersOf, type IntegrationModel, ownedName } from "../../core/stack";
import type { RoleFacts } from "../facts";
import { type Check, type Found, finding, list, orProof, proof, without } from "../finding";
import { unreadableListing } from "./operator";

/** The role in Genesys Cloud grants what was derived, no more and no less. */
export const roleCheck: Check = ({ declared, roles }, { environment }) => {
  if (!roles) return [];
  if (!roles.ok) return unreadableListing("roles", roles.reply, "authorization:role:view");
  const [role] = roles.value;
  if (declared.role.lookup !== "owned") return existingRoleResults(declared, declared.role, role);
  const name = ownedName(declared.environment, declared.id);
  const fix = `Deploy: npx cdktf deploy ${environment}.`;
  if (!role)
    return finding("role/missing", {
      what: `There is no role "${name}".`,
      why: "The client has no permissions without its role. Genesys Cloud refuses its calls with 403.",
      fix,
    });
  return orProof(
    [
      without(declared.permissions, role.permissions).map((permission) => {
        const actions = callersOf(declared).filter(({ permissions }) =>
          permissions.includes(permission as Permission),
        );
        return finding("role/permission-missing", {
          what: `The role "${name}" lacks ${permission}.`,
          why: `It was removed outside Terraform. Genesys Cloud refuses ${list(actions.map((action) => `"${action.name}"`))} with 403.`,
          fix,
        });
      }),
      without(role.permissions, declared.permissions).map((permission) =>
        finding("role/permission-extra", {
          what: `The role "${name}" grants ${permission}, which no declared action needs.`,
          why: "It was added outside Terraform. Every reader of the secret can do that too.",
          fix,
        }),
      ),
      role.conditional.map((permission) =>
        finding("role/condition", {
          what: `The role "${name}" grants ${permission} under a condition.`,
          why: "A condition was added outside Terraform. It limits what the permission allows.",
          fix,
        }),
      ),
    ],
    "role/permissions",
    `The role grants exactly ${list(declared.permissions) || "nothing"}`,
  );
};

/** A role of somebody else's: what the actions need must be in it, and what else is in it is its owner's. */
function existingRoleResults(
  { permissions }: IntegrationModel,
  declared: Exclude<IntegrationModel["role"], { readonly lookup: "owned" }>,
  role: RoleFacts | undefined,
): Found {
  const name = declared.lookup === "named" ? `role "${declared.name}"` : `role ${declared.id}`;
  if (!role)
    return finding("role/missing", {
      what: `The ${name} does not exist, but is declared as an existing role.`,
      why: "Calls of the client are refused with 403.",
      fix: 'Name one that exists, or leave "role" out of the declaration to have one made.',
    });
  const missing = without(permissions, role.permissions);
  const more = without(role.permissions, permissions).length;
  if (missing.length > 0)
    return finding("role/permission-missing", {
      what: `The ${name} lacks ${list(missing)}.`,
      why: `The role is granted unchanged (${declared.because}), and the declared actions need more.`,
      fix: 'Have its owner add it, or leave "role" out of the declaration to have one made with exactly that.',
    });
  return proof(
    "role/enough",
    `The existing ${name} grants what is needed${more > 0 ? `, and ${count(more, "permission")} more` : ""}`,
  );
}
