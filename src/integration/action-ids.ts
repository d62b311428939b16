import { createHash } from "node:crypto";

/**
 * Ids of the constructs of actions, by name. Where names differ only in what an id cannot hold, or have nothing that it can,
 * a hash of the name tells them apart: whatever their order, the ids are the same.
 */
export function actionIds(names: readonly string[]): ReadonlyMap<string, string> {
  const slugs = names.map(slug);
  const isOwn = (of: string) => of !== "" && slugs.filter((each) => each === of).length === 1;
  return new Map(
    names.map((name) => {
      const own = slug(name);
      return [name, ["action", own, isOwn(own) ? "" : hash(name)].filter(Boolean).join("-")];
    }),
  );
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const hash = (name: string) => createHash("sha256").update(name).digest("hex").slice(0, 8);
