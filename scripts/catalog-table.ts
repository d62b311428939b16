import { createHash } from "node:crypto";

const MODES: Readonly<Record<string, string>> = { ANY: "any", ALL: "all", NO: "none" };
const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/**
 * The catalogue's JSON, an operation a line so that a refresh reads well as a diff. Source, version and date come from
 * the table's first line, the hash from its bytes.
 * @throws Error that names every row that is wrong.
 */
export function generateCatalog(table: Buffer): string {
  const [header = "", , ...rows] = table.toString("utf8").trimEnd().split("\n");
  const about = /Source: (?<source>.*?) (?<version>\d+\.\d+\.\d+) \((?<date>\d{4}-\d\d-\d\d)\)/.exec(
    header,
  )?.groups;
  if (!about) throw new Error("the first line does not name its source, version and date");
  const wrong: string[] = [];
  const seen = new Set<string>();
  const operations = rows.map((row, at) => {
    const [method = "", path = "", mode = "", permissions = "", flags = "", operationId = ""] =
      row.split("\t");
    const names = split(permissions);
    const complain = (what: string) => wrong.push(`line ${at + 3}: ${what}`);
    if (!METHODS.includes(method)) complain(`"${method}" is not a method`);
    if (!path.startsWith("/api/v2/")) complain(`"${path}" does not begin with /api/v2/`);
    if (!(mode in MODES)) complain(`"${mode}" is not one of ${Object.keys(MODES).join(", ")}`);
    if (mode === "NO" && names.length > 0) complain(`mode NO with ${names.length} permissions`);
    for (const name of names)
      if (!/^([^:\s]+:[^:\s]+:[^:\s]+|[a-z_]+)$/.test(name))
        complain(`"${name}" is neither domain:entity:action nor a general permission such as admin`);
    if (seen.has(`${method} ${path}`)) complain(`${method} ${path} is there twice`);
    seen.add(`${method} ${path}`);
    // Permissions are said to be needed and then not listed: not the same as none, and later said aloud.
    const unlisted = mode !== "NO" && names.length === 0;
    const flagged = [...split(flags), ...(unlisted ? ["permissions-not-listed"] : [])];
    return JSON.stringify([method, path, unlisted ? "none" : MODES[mode], names, flagged, operationId]);
  });
  if (wrong.length > 0) throw new Error(`the table is wrong:\n  ${wrong.join("\n  ")}`);
  const sha256 = createHash("sha256").update(table).digest("hex");
  const head = JSON.stringify({ ...about, sha256 }, null, 1).slice(0, -2);
  return `${head},\n "operations": [\n${operations.join(",\n")}\n]}\n`;
}

function split(text: string): string[] {
  return text.split(/[,;\s]+/).filter(Boolean);
}
