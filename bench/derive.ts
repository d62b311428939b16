import { Catalog } from "../src/core/catalog/catalog";
import { EMBEDDED } from "../src/core/catalog/embedded";
import { derive } from "../src/core/derivation/derive";
import { manyActions } from "./actions";
import { compare } from "./measure";

const INTEGRATIONS = 10;

/** 1,000 actions in each of 10 integrations. */
export async function benchDerive(): Promise<void> {
  const text = JSON.stringify(EMBEDDED);
  const actions = manyActions(1000);
  const warm = new Catalog(EMBEDDED);
  const all = (catalog: Catalog) => {
    for (let each = 0; each < INTEGRATIONS; each += 1) derive(actions, catalog);
  };
  all(warm);
  await compare(
    "derive 1,000 actions x 10 integrations",
    { name: "JSON.parse of the catalogue", run: () => JSON.parse(text) },
    [
      { name: "with a catalogue that was just loaded", run: () => all(new Catalog(EMBEDDED)) },
      { name: "with one that has matched them before", run: () => all(warm) },
    ],
  );
}
