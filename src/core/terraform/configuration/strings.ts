/** A text in a configuration, and where it stands below its block: `roles[0].division_id`. */
export interface Found {
  readonly at: string;
  readonly text: string;
}

/** Every text in a value. */
export function stringsIn(value: unknown, at = ""): readonly Found[] {
  if (typeof value === "string") return [{ at, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, index) => stringsIn(each, `${at}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => stringsIn(each, at === "" ? key : `${at}.${key}`));
}
