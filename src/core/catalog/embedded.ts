import type { CatalogData } from "./data";
import operations from "./operations.json";

/** The catalogue that comes with scopelock. The JSON's own type would have the compiler look at 3,315 tuples. */
export const EMBEDDED = operations as unknown as CatalogData;
