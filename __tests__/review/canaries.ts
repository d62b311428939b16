/** A value that must not be seen: no name of Terraform's, Vault's or Genesys Cloud's has its form. */
export const CANARY = "CANARY §7f3a secret";

/** Where a leaf of a JSON value is. */
export type Path = readonly (string | number)[];

/** Every leaf of a JSON value: texts, numbers, booleans and nulls. */
export function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) =>
    leavesOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Puts the canary in the place of a leaf. @returns what was there */
export function plant(value: unknown, path: Path, canary: unknown = CANARY): unknown {
  const holder = path.slice(0, -1).reduce((part, key) => (part as Record<string, unknown>)[key], value);
  const key = path.at(-1) as string;
  const was = (holder as Record<string, unknown>)[key];
  (holder as Record<string, unknown>)[key] = canary;
  return was;
}

/** What people named and wrote, which a review shows: docs/review.md lists it. Paths have `[]` for positions. */
export const SHOWN: readonly RegExp[] = [
  /^resource_(changes|drift)\[\]\.change\.(before|after)\.name$/,
  /^resource_(changes|drift)\[\]\.change\.(before|after)\.config\[\]\.name$/,
  /^output_changes\.[^.]+\.(before|after)\.actions\[\]\.(action|because|stated)$/,
  /^output_changes\.[^.]+\.(before|after)\.divisions\[\]\.name$/,
];

/** A path as {@link SHOWN} has it. */
export const written = (path: Path) =>
  path
    .map((key) => (typeof key === "number" ? "[]" : `.${key}`))
    .join("")
    .slice(1);
