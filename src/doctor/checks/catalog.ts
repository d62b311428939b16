import { oldCatalog } from "../../core/catalog";
import type { Check } from "../finding";

/** How old the catalogue is that the permissions were derived from. */
export const catalogCheck: Check = ({ declared: { catalog, catalogAsOf = "" } }, { today }) => {
  const old = oldCatalog({ version: catalog, asOf: catalogAsOf }, today);
  return old ? [{ ...old, id: "catalog/old", severity: "warning" }] : [];
};
