import type { Catalog, Operation, Origin } from "../core/catalog";
import { type AffectedRequest, affectedBy, type DeclaredRequest, diffCatalogs } from "../core/derivation";
import { withoutSecrets } from "../core/request";
import { diffMarkdown, diffText } from "./catalog-diff-text";
import { loadCatalog } from "./load-catalog";

/** What `catalog diff` found, as its formats say it and as `--format json` prints it. */
export interface CatalogDiffReport {
  readonly from: CatalogSummary;
  readonly to: CatalogSummary;
  readonly added: readonly OperationSummary[];
  readonly removed: readonly OperationSummary[];
  readonly changed: readonly {
    readonly operation: string;
    readonly before: OperationSummary;
    readonly after: OperationSummary;
    readonly permissions: Names;
    readonly flags: Names;
    readonly scopes: Names;
  }[];
  readonly permissions: Names;
  /** How many actions were checked; `null` when none were given. */
  readonly checked: number | null;
  readonly affected: readonly (DeclaredRequest & {
    readonly before: OperationSummary | null;
    readonly after: OperationSummary | null;
  })[];
}

/** A catalogue in a few words. */
export interface CatalogSummary {
  /** The file, or `embedded`. */
  readonly file: string;
  readonly source: string;
  readonly version: string;
  readonly date: string;
  readonly sha256: string;
  readonly operations: number;
  /** Where it has permissions and scopes from, when its source names none; `null` otherwise. */
  readonly kept: Origin | null;
}

/** What a catalogue says of an operation. */
export interface OperationSummary {
  readonly operation: string;
  readonly requires: { readonly mode: string; readonly permissions: readonly string[] };
  readonly flags: readonly string[];
  /** `null` where the catalogue does not know them. */
  readonly scopes: readonly string[] | null;
}

/** Names that came and names that went. */
interface Names {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** `scopelock catalog diff`. */
export function compareCatalogs(
  a: string,
  b: string,
  requests: readonly DeclaredRequest[] | undefined,
  format: "text" | "json" | "markdown",
): void {
  const report = reportOf(
    { file: a, catalog: loadCatalog(a) },
    { file: b, catalog: loadCatalog(b) },
    requests,
  );
  const print = {
    text: diffText,
    markdown: diffMarkdown,
    json: (all: unknown) => JSON.stringify(all, null, 2),
  };
  console.log(print[format](report));
  if (report.affected.length > 0) process.exitCode = 2;
}

interface Named {
  readonly file: string;
  readonly catalog: Catalog;
}

function reportOf(
  from: Named,
  to: Named,
  requests: readonly DeclaredRequest[] | undefined,
): CatalogDiffReport {
  const diff = diffCatalogs(from.catalog, to.catalog);
  const none: Names = { added: [], removed: [] };
  return {
    from: catalogSummary(from),
    to: catalogSummary(to),
    added: diff.added.map(operationSummary),
    removed: diff.removed.map(operationSummary),
    changed: diff.changed.map(({ before, after, permissions = none, flags = none, scopes = none }) => ({
      operation: after.id,
      before: operationSummary(before),
      after: operationSummary(after),
      permissions,
      flags,
      scopes,
    })),
    permissions: diff.permissions,
    checked: requests?.length ?? null,
    affected: affectedBy(diff, requests ?? [], from.catalog, to.catalog).map(affected),
  };
}

function affected({ request, before, after }: AffectedRequest): CatalogDiffReport["affected"][number] {
  const { name, source, method, url } = request;
  return {
    name,
    source,
    method,
    url: withoutSecrets(url),
    before: before ? operationSummary(before) : null,
    after: after ? operationSummary(after) : null,
  };
}

/** An operation in a few words. */
export function operationSummary({ id, requirement, flags, scopes }: Operation): OperationSummary {
  const { mode, permissions } = requirement;
  return { operation: id, requires: { mode, permissions }, flags, scopes: scopes ?? null };
}

/** A catalogue in a few words. */
export function catalogSummary({ file, catalog }: Named): CatalogSummary {
  const { source, version, date, sha256, size, kept = null } = catalog;
  return { file, source, version, date, sha256, operations: size, kept };
}
