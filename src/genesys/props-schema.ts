import type { z } from "zod";
import { made, props } from "../props";
import type { ExistingRoleProps } from "./role";

/** Of {@link ExistingRoleProps}. */
export const existingRoleSchema = props({
  because: made("a text", 'Add because: "...".', (value) => typeof value === "string"),
} satisfies Record<keyof ExistingRoleProps, z.ZodType>);
