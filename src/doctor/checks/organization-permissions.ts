import { partsOf } from "../../core/permission";
import { callersOf } from "../../core/stack";
import { type Check, finding, list, orProof } from "../finding";
import { replyText } from "../reply";

/** The organization has every permission that was derived. Without the product a role may name it, and it opens nothing. */
export const permissionsCheck: Check = ({ declared }, { permissions }) => {
  if (!permissions) return [];
  if (!permissions.ok)
    return finding("permission/not-listed", {
      what: `The doctor could not read the permissions of the organization: ${replyText(permissions.reply)}.`,
      why: "The list would show a permission that a missing licence removes.",
    });
  const known = permissions.value;
  // Those of the older kind are not listed.
  const lacking = declared.permissions.filter((each) => partsOf(each) && !known.has(each));
  return orProof(
    lacking.map((permission) => {
      const needing = callersOf(declared).filter((action) => action.permissions.includes(permission));
      const possible = needing.flatMap(({ alternatives }) => alternatives.filter((each) => known.has(each)));
      return finding("permission/not-in-org", {
        what: `The permission ${permission} is not in this organization.`,
        why: `A product or a licence is missing. The role may name the permission, but it grants nothing, so ${list(needing.map(({ name }) => `"${name}"`))} is refused with 403 though everything is granted.`,
        fix:
          possible.length > 0
            ? `The organization has ${list([...new Set(possible)])}, which does as well: state it on the action (permissions: { anyOf: [...], because: "..." }).`
            : "Have the product enabled in the organization, or remove the action.",
      });
    }),
    "permission/in-org",
    "The organization has every permission that was derived",
  );
};
