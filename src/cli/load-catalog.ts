import { Catalog } from "../core/catalog/catalog";
export function loadCatalog(_file?: string): Catalog {
  return Catalog.load();
}
