import type { ChangeKind } from "../plan/facts";

/** What a plan does, in words. */
export const DOING: Readonly<Record<ChangeKind, string>> = {
  none: "stays as it is",
  read: "is read",
  create: "is made",
  update: "changes",
  replace: "is destroyed and made again",
  delete: "is destroyed",
  forget: "is forgotten",
  unknown: "not known",
};

/** The same of several. */
export const DOING_MANY = {
  create: "are made",
  update: "change",
  replace: "are destroyed and made again",
  delete: "are destroyed",
} as const;
