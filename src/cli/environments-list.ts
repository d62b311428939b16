import { dirname, join } from "node:path";
import type { Colors } from "picocolors/types";
import { Catalog } from "../core/catalog";
import { count, daysBetween } from "../core/diagnostic";
import { Rotation } from "../core/rotation";
import { type Environment, loadEnvironments, otherFiles } from "../environment";
import { type ChangedFile, changedFiles, isSamePath, isText } from "./changed-files";
import { columns } from "./text";

/** What `scopelock environments --format json` prints. Keys are only ever added. */
export interface EnvironmentList {
  /** The day that everything is reckoned with. */
  readonly today: string;
  /** What permissions are derived from. */
  readonly catalog: string;
  /** Sorted by name. */
  readonly environments: readonly ListedEnvironment[];
  /** Files of the directory that look like environments, and are of another form than JSON. */
  readonly notRead: readonly string[];
}

/** One environment. What its file does not say is `null`. */
export interface ListedEnvironment {
  readonly environment: string;
  /** The file that describes it. */
  readonly file: string;
  readonly current: number;
  readonly live: readonly number[];
  /** The day on which the current generation was introduced. */
  readonly rotatedOn: string | null;
  /** Days since then. */
  readonly age: number | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  /** First day on which the previous generation may be dropped; `null` also when there is none. */
  readonly droppableFrom: string | null;
}

/**
 * The environments of a directory, or those that changes since a commit can reach.
 * @throws {@link ScopelockError} what reading them, and asking git, throws.
 */
export function listEnvironments(directory: string, today: string, since?: string): EnvironmentList {
  // All of them, whatever has changed: an app reads all, and is refused by what is wrong in any.
  const environments = loadEnvironments(directory);
  const changed = since === undefined ? undefined : changedFiles(since);
  // One that is gone is no environment any more, and reaches no other.
  const isEnvironment = ({ path }: ChangedFile) =>
    path.endsWith(".json") && isSamePath(dirname(path), directory);
  const isShared = changed?.some((each) => !isText(each) && !isEnvironment(each)) ?? true;
  const isReached = (file: string) => changed?.some(({ path }) => isSamePath(path, file));
  return {
    today,
    catalog: Catalog.load().version,
    environments: environments
      .map((environment) => listed(join(directory, `${environment.name}.json`), environment, today))
      .filter(({ file }) => isShared || isReached(file)),
    notRead: otherFiles(directory),
  };
}

function listed(file: string, { name, rotation: props }: Environment, today: string): ListedEnvironment {
  const rotation = Rotation.of(props);
  const { generations, previous, rotatedOn, dueOn, droppableFrom } = rotation;
  return {
    environment: name,
    file,
    current: generations.current,
    live: generations.live,
    rotatedOn: rotatedOn ?? null,
    age: rotatedOn === undefined ? null : daysBetween(rotatedOn, today),
    dueOn: dueOn ?? null,
    overdue: dueOn !== undefined && dueOn <= today,
    droppableFrom: previous.length > 0 ? (droppableFrom ?? null) : null,
  };
}

/** A list for people. */
export function environmentsText(
  { environments, notRead, catalog, today }: EnvironmentList,
  colors: Colors,
): string {
  const head = ["ENVIRONMENT", "GENERATION", "ALIVE", "AGE", "DUE", "PREVIOUS MAY GO"];
  const rows = environments.map((each) => [
    each.environment,
    String(each.current),
    each.live.join(", "),
    each.age === null ? "unknown" : count(each.age, "day"),
    each.dueOn === null ? "no schedule" : `${each.dueOn}${each.overdue ? " (overdue)" : ""}`,
    each.droppableFrom ?? (each.live.length > 1 ? "unknown" : "-"),
  ]);
  const [titles = "", ...lines] = columns([head, ...rows]).split("\n");
  const table =
    rows.length === 0 ? ["No environment is reached by the changes."] : [colors.bold(titles), ...lines];
  const others =
    notRead.length === 0 ? [] : [`Not read, as an environment file is JSON: ${notRead.join(", ")}.`];
  return [...table, "", ...others, `Catalogue ${catalog}; reckoned on ${today}.`].join("\n");
}
