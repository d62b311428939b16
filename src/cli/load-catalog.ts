import { Catalog, type CatalogData, EMBEDDED, validateCatalog } from "../core/catalog";
import { grouped, ScopelockError } from "../core/diagnostic";
import { parseJson, readBytes } from "../files";

/** Stands for the catalogue that comes with scopelock, where a command takes a catalogue file. */
export const EMBEDDED_NAME = "embedded";

/** How many errors of a catalogue a refusal names. */
const SHOWN = 10;

/**
 * The catalogue of a command's `--catalog <file>`.
 * @param file catalogue file; `undefined` and `embedded` are the one that comes with scopelock
 * @throws {@link ScopelockError} `catalog/invalid` when something in the file is wrong, and what reading it throws.
 */
export function loadCatalog(file: string | undefined): Catalog {
  return file === undefined || file === EMBEDDED_NAME ? Catalog.load() : new Catalog(catalogData(file));
}

/**
 * A catalogue as it is stored, checked.
 * @throws as {@link loadCatalog}
 */
export function catalogData(file: string): CatalogData {
  // What comes with scopelock is checked by its tests.
  return file === EMBEDDED_NAME ? EMBEDDED : checkedCatalog(parseJson(readBytes(file), file), file);
}

/**
 * What a catalogue file holds, checked.
 * @throws {@link ScopelockError} `catalog/invalid`
 */
export function checkedCatalog(data: unknown, file: string): CatalogData {
  const errors = validateCatalog(data).filter(({ severity }) => severity === "error");
  if (errors.length === 0) return data as CatalogData;
  const more = errors.length > SHOWN ? [`And ${grouped(errors.length - SHOWN)} more.`] : [];
  const [first] = errors;
  throw new ScopelockError({
    id: "catalog/invalid",
    what: `The catalogue cannot be used: ${[...errors.slice(0, SHOWN).map(({ what }) => what), ...more].join(" ")}`,
    where: file,
    why: "What an operation requires is derived from it; a wrong catalogue grants wrong permissions.",
    fix: first?.fix ?? "",
  });
}
