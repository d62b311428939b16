import type { Refusal } from "../errors";
import { daysBetween } from "../rotation/date";
import type { Origin } from "./data";

/** From how many days on a catalogue is called old: it is said when there are more. */
export const OLD_AFTER_DAYS = 180;

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
export function asOf({
  date,
  kept,
}: Pick<Origin, "date"> & { readonly kept?: Pick<Origin, "date"> | undefined }): string {
  return kept === undefined || date === "" || date < kept.date ? date : kept.date;
}

/**
 * What is to be said of an old catalogue; `undefined` while it is not, or when its date is not known.
 * @param today ISO date, in UTC
 */
export function oldCatalog({ version, asOf }: Dated, today: string): Omit<Refusal, "where"> | undefined {
  if (asOf === "" || daysBetween(asOf, today) <= OLD_AFTER_DAYS) return undefined;
  return {
    id: "catalog/old",
    what: `What the catalogue (${version}) says operations require is of ${asOf}: ${daysBetween(asOf, today)} days ago.`,
    why: "Genesys adds operations, and changes what operations require; neither is seen before the catalogue is renewed.",
    fix: "Make a new one of the OpenAPI document of your region: scopelock catalog refresh openapi.json --date <day>; scopelock catalog diff says what differs. A newer scopelock comes with a newer one, too.",
  };
}
