import { type Diagnostic, daysBetween, isDate } from "../diagnostic";
import type { CatalogData } from "./data";

/** How many days old a catalogue may be before it is called so. */
const OLD_AFTER_DAYS = 180;

/** The part of a catalogue that says how old it is. */
export interface Dated {
  readonly version: string;
  /** See {@link asOf}; empty where it is not known. */
  readonly asOf: string;
}

/**
 * The day that nothing in a catalogue is older than: that of its source, or of what it kept if that is older. Empty
 * where it is not known.
 */
export function asOf({ date, kept }: Pick<CatalogData, "date" | "kept">): string {
  return kept === undefined || date === "" || date < kept.date ? date : kept.date;
}

/**
 * What is to be said of an old catalogue; `undefined` while it is not, and where its date is not known.
 * @param today ISO date, in UTC
 */
export function oldCatalog(
  { version, asOf }: Dated,
  today: string,
): (Diagnostic & Required<Pick<Diagnostic, "why">>) | undefined {
  const days = isDate(asOf) ? daysBetween(asOf, today) : 0;
  if (days <= OLD_AFTER_DAYS) return undefined;
  return {
    id: "catalog/old",
    severity: "warning",
    what: `The catalogue (${version}) is ${days} days old: its oldest entry is of ${asOf}.`,
    why: "Genesys adds operations, and changes what operations require; neither is seen before the catalogue is renewed.",
    fix: "Make a newer one of the OpenAPI document of your region, and derive with that: scopelock catalog refresh openapi.json --date <day>. A newer scopelock comes with a newer one, too.",
  };
}
