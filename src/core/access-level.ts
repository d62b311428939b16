import { type Permission, partsOf } from "./permission";

/** How much power a verb is, from looking to everything. */
export const ACCESS_LEVELS = ["view", "execute", "add", "edit", "delete", "other"] as const;

/** One of {@link ACCESS_LEVELS}. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** Level of the verbs that say what they do. Any other verb counts as the most powerful. */
const VERBS: Readonly<Record<string, AccessLevel>> = {
  view: "view",
  viewAll: "view",
  viewSchedule: "view",
  schemaView: "view",
  search: "view",
  execute: "execute",
  add: "add",
  create: "add",
  submit: "add",
  upload: "add",
  edit: "edit",
  update: "edit",
  publish: "edit",
  delete: "delete",
};

/** The access level of a permission's verb. */
export function accessLevel(permission: Permission): AccessLevel {
  return VERBS[partsOf(permission)?.action ?? ""] ?? "other";
}
