/** A text in a configuration, and where it stands below its block: `roles[0].division_id`. */
export interface Found {
  readonly at: string;
  readonly text: string;
}

/** Every text in a value that is wanted. */
export function stringsIn(value: unknown, wanted: (text: string) => boolean): readonly Found[] {
  const found: Found[] = [];
  // Where it stands is put together on the way back up, and for what was found only: few texts of many are.
  const visit = (each: unknown): boolean => {
    if (typeof each === "string") return wanted(each) && found.push({ at: "", text: each }) > 0;
    if (typeof each !== "object" || each === null) return false;
    const isList = Array.isArray(each);
    const before = found.length;
    for (const key of Object.keys(each)) {
      const first = found.length;
      if (!visit((each as Readonly<Record<string, unknown>>)[key])) continue;
      const step = isList ? `[${key}]` : `.${key}`;
      for (let at = first; at < found.length; at += 1) {
        const { at: below, text } = found[at] as Found;
        found[at] = { at: `${step}${below}`, text };
      }
    }
    return found.length > before;
  };
  visit(value);
  return found.map(({ at, text }) => ({ at: at.replace(/^\./, ""), text }));
}
