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

/** A number with its noun: `1 action`, `3,280 operations`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** A whole number with its thousands apart. By hand: the first call of `toLocaleString` takes a tenth of a command. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
