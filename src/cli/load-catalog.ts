import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { Catalog, type CatalogData, EMBEDDED, validateCatalog } from "../core/catalog";
import { type Diagnostic, grouped, ScopelockError } from "../core/diagnostic";
import { decode, parseJson, readBytes } from "../files";

/** Stands for the catalogue that comes with scopelock, where a command takes a catalogue file. */
const EMBEDDED_NAME = "embedded";

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
  return file === EMBEDDED_NAME ? EMBEDDED : checkedCatalog(readCatalog(file), file);
}

/**
 * What a catalogue file holds, checked.
 * @throws {@link ScopelockError} `catalog/invalid`
 */
export function checkedCatalog({ data, problems }: ReadCatalog, file: string): CatalogData {
  const errors = problems.filter(({ severity }) => severity === "error");
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

/** What a catalogue file holds, and everything that is wrong with it. */
export interface ReadCatalog {
  readonly data: unknown;
  readonly problems: readonly Diagnostic[];
}

/** Reads a catalogue file, which may have anything in it. */
export function readCatalog(file: string): ReadCatalog {
  if (file === EMBEDDED_NAME) return { data: EMBEDDED, problems: validateCatalog(EMBEDDED) };
  const bytes = readBytes(file);
  return judgedCatalog(parseJson(bytes, file), bytes);
}

/** @param bytes that the data was parsed from: a problem of an operation names its line */
export function judgedCatalog(data: unknown, bytes: Buffer): ReadCatalog {
  let lines: readonly number[] | undefined;
  const place = (at: number) => {
    lines ??= linesOf(decode(bytes));
    return `line ${lines[at]}, operations[${at}]`;
  };
  return { data, problems: validateCatalog(data, undefined, place) };
}

/** The line of each operation. */
function linesOf(text: string): readonly number[] {
  const tree = parseTree(text);
  let [line, end] = [1, 0];
  return ((tree && findNodeAtLocation(tree, ["operations"])?.children) ?? []).map(({ offset }) => {
    line += text.slice(end, offset).split("\n").length - 1;
    end = offset;
    return line;
  });
}
