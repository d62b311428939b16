import { lt, valid } from "semver";
import {
  Catalog,
  type CatalogData,
  keepRequirements,
  type Origin,
  withoutRequirements,
} from "../core/catalog";
import {
  ACTION_CHANGES,
  type ActionChange,
  type ActionChangeKind,
  type RoleChange,
  watchRoles,
} from "../core/derivation";
import { type Diagnostic, isObject, ScopelockError } from "../core/diagnostic";
import { withoutSecrets } from "../core/request";
import { type CatalogSummary, catalogSummary, type OperationSummary, operationSummary } from "./catalog-diff";
import { originLine } from "./catalog-diff-text";
import { readSource } from "./catalog-source";
import { watchMarkdown, watchText } from "./catalog-watch-text";
import { parseStops } from "./fail-on";
import { catalogData, checkedCatalog } from "./load-catalog";
import { print } from "./output";
import { printableReport } from "./problem-text";
import { type NotCompared, watchedRoles } from "./watched-roles";

/** What `--fail-on` takes, beside `none`. */
export const WATCH_STOPS = [...ACTION_CHANGES, "split"] as const;

/** One of {@link WATCH_STOPS}. */
export type WatchStop = (typeof WATCH_STOPS)[number];

/** What the command takes. */
export interface WatchOptions {
  /** The catalogue that the project derives with. */
  readonly catalog: string;
  readonly date?: string;
  readonly format: "text" | "json" | "markdown";
  readonly failOn: string;
}

/** What `catalog watch --format json` prints. Stable: within a format, keys are added, never renamed or removed. */
export interface WatchReport {
  readonly scopelock: "catalog-watch";
  readonly format: 1;
  readonly from: CatalogSummary;
  readonly to: CatalogSummary;
  /** What was compared. */
  readonly compared: {
    readonly operations: true;
    readonly deprecation: true;
    /** Not where the newer source lists none. */
    readonly requirements: boolean;
    /** Whether versions of one source, or two dates, show which catalogue is newer. */
    readonly age: boolean;
  };
  /** How many actions, in all roles. */
  readonly checked: number;
  readonly roles: readonly ReportedRole[];
  /** What was found when the newer source was read. */
  readonly problems: readonly Diagnostic[];
  /** Files that were not read, and may hold actions; and actions whose request stands in no file. */
  readonly notCompared: readonly NotCompared[];
  /** What of `--fail-on` was found. */
  readonly failed: readonly WatchStop[];
}

/** A role of a {@link WatchReport}. */
export interface ReportedRole extends Omit<RoleChange, "name" | "changes"> {
  /** `<environment>/<integration>`; `null` for the actions that are of no synthesized integration. */
  readonly role: string | null;
  readonly changes: readonly ReportedChange[];
}

/** An action that the newer catalogue has something new for. */
export interface ReportedChange extends Pick<ActionChange, "chosen" | "problems"> {
  readonly name: string;
  readonly source: string | null;
  readonly method: string;
  readonly url: string;
  readonly kinds: readonly ActionChangeKind[];
  readonly before: OperationSummary | null;
  readonly after: OperationSummary | null;
}

/** `scopelock catalog watch`. */
export async function watchCatalog(
  source: string,
  paths: readonly string[],
  { catalog: older, date, format, failOn }: WatchOptions,
): Promise<void> {
  const stops = parseStops(failOn, WATCH_STOPS, {
    id: "catalog/fail-on",
    fix: `Give some of ${WATCH_STOPS.join(", ")}, or none.`,
  });
  const from = catalogData(older);
  const newer = await readNewer(source, date, from);
  const age = ageOf(from, newer.catalog);
  if (age === "older") throw olderError(from, newer.catalog, source);
  const { roles, notCompared } = await watchedRoles(paths);
  const [before, after] = [new Catalog(from), new Catalog(newer.catalog)];
  const reported = watchRoles(roles, before, after).map(reportedRole);
  const found = foundIn(reported, newer);
  const report: WatchReport = {
    scopelock: "catalog-watch",
    format: 1,
    from: catalogSummary({ file: older, catalog: before }),
    to: catalogSummary({ file: source, catalog: after }),
    compared: {
      operations: true,
      deprecation: true,
      requirements: newer.listsRequirements,
      age: age !== undefined,
    },
    checked: reported.reduce((sum, { actions }) => sum + actions, 0),
    roles: reported,
    problems: newer.problems,
    notCompared,
    failed: WATCH_STOPS.filter((stop) => stops.includes(stop) && found.has(stop)),
  };
  if (format === "json") print(report);
  else print((format === "text" ? watchText : watchMarkdown)(printableReport(report)));
  if (report.failed.length > 0) process.exitCode = 2;
}

/** The newer catalogue. */
interface Newer {
  readonly catalog: CatalogData;
  /** Whether its requirements are of another source than the older one's. */
  readonly listsRequirements: boolean;
  readonly problems: readonly Diagnostic[];
}

/** A source that lists no requirements has those of the older catalogue: operations can be compared all the same. */
async function readNewer(source: string, date: string | undefined, older: CatalogData): Promise<Newer> {
  if (source === "embedded") return ofCatalog(dated(catalogData(source), date), older);
  const { catalog, tellsRequirements, problems } = await readSource(source, date, (json) => {
    if (isObject(json) && ("swagger" in json || "openapi" in json)) return undefined;
    if (isObject(json) && "operations" in json)
      return {
        catalog: dated(checkedCatalog(json, source), date),
        tellsRequirements: true,
        problems: [],
      };
    throw new ScopelockError({
      id: "catalog/no-catalog",
      what: "The file is neither a catalogue nor an OpenAPI document.",
      where: source,
      why: "The actions of the project are derived with what it holds.",
      fix: "Give a catalogue of scopelock catalog refresh, Genesys's OpenAPI document, or a package of its JavaScript or Python SDK.",
    });
  });
  if (!tellsRequirements) {
    const kept = keepRequirements(withoutRequirements(catalog), older).catalog;
    return { catalog: kept, listsRequirements: false, problems };
  }
  return { ...ofCatalog(catalog, older), problems };
}

/**
 * A catalogue that was made without a date has that of the option.
 * @throws {@link ScopelockError} `catalog/source-date` where it has its own
 */
function dated(catalog: CatalogData, date: string | undefined): CatalogData {
  if (date === undefined) return catalog;
  if (catalog.date === "") return { ...catalog, date };
  throw new ScopelockError({
    id: "catalog/source-date",
    what: `"${date}" is not the date of the catalogue: it has its own, ${catalog.date}.`,
    where: "--date",
    why: "The dates of two catalogues show which one is newer.",
    fix: "Leave --date out.",
  });
}

function ofCatalog(catalog: CatalogData, older: CatalogData): Newer {
  const [newest, known] = [catalog.kept ?? catalog, older.kept ?? older];
  const same = catalog.kept !== undefined && newest.sha256 === known.sha256;
  return { catalog, listsRequirements: !same, problems: [] };
}

/** `undefined` where neither versions of one source nor two dates can be compared. */
function ageOf(from: Origin, to: Origin): "older" | "newer" | undefined {
  if (from.source === to.source && valid(from.version) !== null && valid(to.version) !== null)
    return lt(to.version, from.version) ? "older" : "newer";
  if (from.date === "" || to.date === "") return undefined;
  return to.date < from.date ? "older" : "newer";
}

function olderError(from: Origin, to: Origin, file: string): ScopelockError {
  return new ScopelockError({
    id: "catalog/older",
    what: `The catalogue is older than the one that the project derives with: ${originLine(to)}, and that one is ${originLine(from)}.`,
    where: file,
    why: "What Genesys changed back then would look like what it changes next.",
    fix: "Give a newer one. To see what differs all the same, make a catalogue of it with scopelock catalog refresh, and compare the two with scopelock catalog diff.",
  });
}

function foundIn(
  roles: readonly ReportedRole[],
  { listsRequirements, problems }: Newer,
): ReadonlySet<WatchStop> {
  const found = new Set<WatchStop>(roles.flatMap(({ changes }) => changes.flatMap(({ kinds }) => kinds)));
  if (roles.some(({ splits }) => splits.length > 0)) found.add("split");
  // An operation that could not be read is not in the catalogue.
  if (!listsRequirements || problems.some(({ severity }) => severity === "error")) found.add("uncompared");
  return found;
}

const reportedRole = ({ name, changes, ...role }: RoleChange): ReportedRole => ({
  role: name ?? null,
  ...role,
  changes: changes.map(({ action, source, url, before, after, ...change }) => ({
    name: action,
    source: source ?? null,
    ...change,
    url: withoutSecrets(url),
    before: before ? operationSummary(before) : null,
    after: after ? operationSummary(after) : null,
  })),
});
