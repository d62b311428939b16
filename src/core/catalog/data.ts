/** An operation as it is stored. Scopes are there where the source names them. */
export type StoredOperation = readonly [
  method: string,
  path: string,
  mode: string,
  permissions: readonly string[],
  flags: readonly string[],
  operationId: string,
  scopes?: readonly string[],
];

/** Where something in a catalogue is known from. */
export interface Origin {
  readonly source: string;
  readonly version: string;
  /** ISO date of the source; empty where it is not known. */
  readonly date: string;
  /** Of the file, or the files, that it was read from. */
  readonly sha256: string;
}

/** A catalogue as it is stored: made by `scripts/generate-catalog.ts` or `scopelock catalog refresh`. */
export interface CatalogData extends Origin {
  /**
   * Where permissions and scopes are from, when the catalogue's source names none: they were kept from an older
   * catalogue. What an operation requires that this one did not have is `unknown`.
   * @default - the same source
   */
  readonly kept?: Origin | undefined;
  readonly operations: readonly StoredOperation[];
}

/** The file of a catalogue: an operation a line, so that a refresh reads well as a diff. Same data, same bytes. */
export function renderCatalog({ source, version, date, sha256, kept, operations }: CatalogData): string {
  const head = JSON.stringify({ source, version, date, sha256, kept }, null, 1).slice(0, -2);
  const lines = operations.map((operation) => JSON.stringify(operation));
  return `${head},\n "operations": [\n${lines.join(",\n")}\n]}\n`;
}

/** The names that a text lists, however it sets them apart; blanks around a colon belong to no name. */
export function namesIn(text: string): string[] {
  const closed = text
    .split(":")
    .map((part) => part.trim())
    .join(":");
  return closed.split(/[,;\s]+/).filter(Boolean);
}
