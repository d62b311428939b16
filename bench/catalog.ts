import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Catalog, type CatalogData } from "../src/core/catalog/catalog";
import { compare } from "./measure";

/** What it costs to have a catalogue. */
export async function benchCatalog(): Promise<void> {
  const bytes = readFileSync(join(__dirname, "../src/core/catalog/operations.json"), "utf8");
  const parse = () => JSON.parse(bytes) as CatalogData;
  await compare("catalogue", { name: "JSON.parse of the same bytes", run: parse }, [
    { name: "load", run: () => new Catalog(parse()) },
    {
      name: "load and match one request",
      run: () => new Catalog(parse()).match("GET", "/api/v2/users/1/queues"),
    },
    { name: "load and make every operation", run: () => new Catalog(parse()).operations.length },
  ]);
}
