import { createHash } from "node:crypto";
import { type CatalogReading, catalogFromOpenApi } from "../core/catalog";
import { count, cut, grouped, isDate, plusDays, printable, ScopelockError } from "../core/diagnostic";
import { isDirectory, parseJson, readBytes } from "../files";
import { clock } from "./day";

/**
 * Reads a catalogue out of what Genesys publishes: an OpenAPI document, or the package of an SDK, packed or not. Prints
 * what it reads on standard error. Apart from what is made of it, so that the bytes of a large document are gone by then.
 * @param date day of the source @default - not known
 * @param otherForm of JSON that is not an OpenAPI document @default - only that is read
 * @throws {@link ScopelockError} `catalog/source-date`, and what reading the source throws.
 */
export async function readSource(
  source: string,
  date: string | undefined,
  otherForm?: (json: unknown) => CatalogReading | undefined,
): Promise<CatalogReading> {
  if (date !== undefined) checkDate(date);
  if (isDirectory(source)) return readPackage(source, date);
  const bytes = readBytes(source);
  if (isPacked(bytes)) return readPackage(source, date, bytes);
  console.error(`reading ${source}, ${grouped(Math.ceil(bytes.length / 1000))} kB`);
  const json = parseJson(bytes, source);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return (
    otherForm?.(json) ??
    ScopelockError.locate(source, () =>
      catalogFromOpenApi(json, { sha256, ...(date !== undefined && { date }) }),
    )
  );
}

/** @throws {@link ScopelockError} `catalog/source-date` for what cannot be the day of a source */
function checkDate(date: string): void {
  // East of UTC the next day has begun.
  const what = !isDate(date) ? "is not a date" : date > plusDays(clock(), 1) ? "is in the future" : undefined;
  if (what === undefined) return;
  throw new ScopelockError({
    id: "catalog/source-date",
    what: `"${cut(date)}" ${what}.`,
    where: "--date",
    why: "The age of a catalogue is counted from it.",
    fix: "Give the day that the source is of, for example 2026-08-15.",
  });
}

/** What gzip and zip have packed begins with these. */
const isPacked = (bytes: Buffer) => ["\x1f\x8b", "PK"].includes(bytes.subarray(0, 2).toString("latin1"));

async function readPackage(source: string, date?: string, archive?: Buffer): Promise<CatalogReading> {
  // Loaded here: a document needs neither an archive's reader nor a parser of JavaScript.
  const { readSdkPackage } = await import("../sdk/package.js");
  const { catalogFromSdk } = await import("../sdk/operations.js");
  const sdk = readSdkPackage(source, archive);
  console.error(`reading ${source}, ${count(sdk.apis.size, "file")} of version ${printable(sdk.version)}`);
  return ScopelockError.locate(source, () => catalogFromSdk(sdk, date));
}
