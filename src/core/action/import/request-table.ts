import { enumeration, ScopelockError, shown, suggester } from "../../diagnostic";
import { urlText } from "../../request";
import type { Call } from "../call";

/** What a table of requests held. */
export interface RequestTable {
  readonly calls: readonly (Call & { readonly source: string })[];
  /** Lines that are no request. */
  readonly unusable: readonly ScopelockError[];
}

/**
 * Reads a table of requests: tab-separated, with a header line that names the columns `method` and `url`, and `name` if
 * there is one. Other columns are left alone.
 *
 * @param source file name, for what is said of its lines
 * @throws {@link ScopelockError} `import/table` when a column is missing.
 */
export function readRequestTable(text: string, source: string): RequestTable {
  const [header = "", ...lines] = text.split(/\r\n?|\n/);
  const columns = header.split("\t").map((column) => column.trim().toLowerCase());
  const column = (wanted: string): number => {
    const at = columns.indexOf(wanted);
    if (at !== -1) return at;
    const meant = header.trim() === "" ? undefined : suggester(columns)(wanted);
    throw new ScopelockError({
      id: "import/table",
      what:
        header.trim() === ""
          ? "The table has no header line."
          : `The table has no column "${wanted}". Its header line names ${enumeration(columns.map(shown))}.`,
      where: source,
      why: "A request is a method and a URL.",
      fix: `Begin the file with a line "method<TAB>url".${meant === undefined ? "" : ` Did you mean "${wanted}" instead of "${meant}"?`}`,
    });
  };
  const [method, url, name] = [column("method"), column("url"), columns.indexOf("name")];
  const calls: (Call & { source: string })[] = [];
  const unusable: ScopelockError[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const cells = line.split("\t").map((cell) => cell.trim());
    const request = { method: (cells[method] ?? "").toUpperCase(), url: cells[url] ?? "" };
    const where = `${source}:${at + 2}`;
    if (request.method === "" || request.url === "")
      unusable.push(
        new ScopelockError({
          id: "import/table",
          what: `The line has no ${request.method === "" ? "method" : "url"}.`,
          where,
          fix: "Write method and url, with a tab between them.",
        }),
      );
    else
      calls.push({
        name: cells[name] || `${request.method} ${urlText(request.url)}`,
        source: where,
        request,
      });
  }
  return { calls, unusable };
}
