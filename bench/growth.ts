import { Catalog } from "../src/core/catalog/catalog";
import { EMBEDDED } from "../src/core/catalog/embedded";
import { derive } from "../src/core/derivation/derive";
import { manyActions } from "./actions";
import { compare } from "./measure";

/** How the cost of a derivation grows with its actions: linear is a ratio of 10, 100, 1,000. */
export async function benchGrowth(): Promise<void> {
  const [few, ...more] = [10, 100, 1000, 10_000].map((count) => {
    const actions = manyActions(count);
    const catalog = new Catalog(EMBEDDED);
    return {
      name: `${count.toLocaleString("en-US")} actions`,
      run: () => derive(actions, catalog),
    };
  });
  if (few) await compare("growth of one derivation", few, more);
}
