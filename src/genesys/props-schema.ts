import type { z } from "zod";
import { list, made, props, text } from "../props";
import type { ExistingRoleProps, RoleProps } from "./role";

/** Of {@link ExistingRoleProps}. */
export const existingRoleSchema = props({
  because: made("a text", 'Add because: "...".', (value) => typeof value === "string"),
} satisfies Record<keyof ExistingRoleProps, z.ZodType>);

/** Of {@link RoleProps}. */
export const roleSchema = props({
  name: text('"Callback"'),
  description: text('"What it is for."').optional(),
  permissions: list(text('"routing:queue:view"'), "a list of permissions", 'Write ["routing:queue:view"].'),
} satisfies Record<keyof RoleProps, z.ZodType>);
