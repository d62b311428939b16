import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, watch } from "node:fs";
import { dirname } from "node:path";
import { examine, reportAction } from "../core/derivation";
import {
  cut,
  type Diagnostic,
  didYouMean,
  enumeration,
  isObject,
  type JsonObject,
  ScopelockError,
} from "../core/diagnostic";
import { decode, parseJson, readBytes } from "../files";
import { readActions, type SourcedCall } from "../import";
import { type Run, type RunFailure, reply, runAction } from "../run";
import { loadCatalog } from "./load-catalog";
import { colors, print } from "./output";
import type { Options } from "./run";
import { runText } from "./run-text";

/** What `scopelock run --format json` prints. Keys are only ever added. */
export interface RunReport {
  readonly scopelock: "run";
  readonly format: 2;
  readonly action: string;
  readonly source: string;
  /** What the action's client has to be granted for this request, and why. */
  readonly permission: {
    /** `<METHOD> <path>` of the catalogue; `null` when none matches. */
    readonly operation: string | null;
    readonly granted: readonly string[];
    readonly because: string;
    readonly problems: readonly Diagnostic[];
  };
  readonly request: Run["request"] | null;
  readonly output: unknown;
  /** As Architect shows it. */
  readonly flattened: Readonly<Record<string, unknown>> | null;
  readonly failure: RunFailure | null;
  /** With `--trace`. */
  readonly trace?: Run["trace"];
}

/** Runs an action, prints what it gave, and sets the exit code. */
export async function runOnce(what: string, options: Options): Promise<void> {
  const input = inputOf(options.input);
  const action = await actionOf(what, options);
  const body = answerOf(options.response);
  const [evidence] = examine([action], loadCatalog(options.catalog)).evidence;
  const run = await runAction(action as never, { input, respond: reply(options.status, body) });
  const reported = evidence && reportAction(evidence);
  const report: RunReport = {
    scopelock: "run",
    format: 2,
    action: action.name,
    source: action.source,
    permission: {
      operation: reported?.operation ?? null,
      granted: reported?.chosen ?? [],
      because: reported?.because ?? "",
      problems: reported?.problems ?? [],
    },
    request: run.request ?? null,
    output: run.output ?? null,
    flattened: run.flattened ?? null,
    failure: run.failure ?? null,
    ...(options.trace && { trace: run.trace }),
  };
  print(options.format === "json" ? report : runText(report, colors));
  process.exitCode = run.failure ? 2 : 0;
}

/** Milliseconds in which several changes of files count as one: an editor writes more than once. */
const SETTLE = 200;

/** Runs an action, and again whenever a file beside it changes, each time in a process of its own: a module is loaded once only. */
export async function runAgain(what: string, options: Options): Promise<void> {
  const place = existsSync(what) ? what : options.in;
  if (!existsSync(place)) throw missing(what, options);
  const args = process.argv.slice(2).filter((each) => each !== "--watch");
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    spawn(process.execPath, [...process.execArgv, process.argv[1] as string, ...args], { stdio: "inherit" });
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(again, SETTLE);
  };
  watch(isDirectory(place) ? place : dirname(place), { recursive: true }, changed);
  if (options.response !== undefined && options.response !== "-") watch(options.response, changed);
  again();
  process.stderr.write(`Watching ${place}. Ctrl-C ends it.\n`);
  await new Promise(() => {});
}

/** The action that is meant, of a file, a directory, or by its name. */
async function actionOf(what: string, options: Options): Promise<SourcedCall> {
  const isPath = existsSync(what);
  const name = options.action ?? (isPath ? undefined : what);
  if (!isPath && !existsSync(options.in)) throw missing(what, options);
  const { calls, unusable } = await readActions([isPath ? what : options.in]);
  const [first, ...others] = name === undefined ? calls : calls.filter((call) => call.name === name);
  if (first === undefined) {
    const [refusal] = unusable;
    if (refusal && calls.length === 0) throw refusal;
    throw unknownAction(name ?? "", what, calls);
  }
  if (others.length > 0) throw severalActions(what, name, [first, ...others]);
  if (first.response === undefined)
    throw new ScopelockError({
      id: "run/no-action",
      what: `"${first.name}" is a bare request, not a data action: it has no contract and no response.`,
      where: first.source,
      fix: "Give a data action: a module, an export, or Terraform's configuration.",
    });
  return first;
}

const isDirectory = (path: string) => statSync(path).isDirectory();

function unknownAction(name: string, what: string, calls: readonly SourcedCall[]): ScopelockError {
  const names = calls.map((call) => call.name);
  return new ScopelockError({
    id: "run/unknown-action",
    what: name === "" ? "No data action is in it." : `There is no data action "${cut(name)}".`,
    where: what,
    why: "One data action is run, by its whole name.",
    fix:
      names.length > 0 ? didYouMean(name, names, "Known actions") : "Give a file that holds a data action.",
  });
}

function severalActions(what: string, name: string | undefined, all: readonly SourcedCall[]): ScopelockError {
  return new ScopelockError({
    id: "run/several-actions",
    what:
      name === undefined
        ? `${all.length} data actions are in it: ${enumeration(all.map((call) => call.name))}.`
        : `${all.length} data actions are called "${cut(name)}": in ${enumeration(all.map(({ source }) => source))}.`,
    where: what,
    fix:
      name === undefined
        ? "Choose one with --action <name>."
        : "Give the file of the one that is meant, in place of the name.",
  });
}

function missing(what: string, { in: directory }: Options): ScopelockError {
  return new ScopelockError({
    id: "run/missing",
    what: `"${cut(what)}" is not a file, and no action can be looked up by this name: there is no "${directory}".`,
    where: "scopelock run",
    why: "One data action is run, from its declaration.",
    fix: "Give the path of a file, or the folder of the actions with --in.",
  });
}

function inputOf(text: string): JsonObject {
  const input = text.startsWith("@")
    ? parseJson(readBytes(text.slice(1)), text.slice(1))
    : parseJson(Buffer.from(text), "--input");
  if (isObject(input)) return input;
  throw new ScopelockError({
    id: "run/input",
    what: "The input is not an object.",
    where: "--input",
    why: "The input contract of a data action is an object of named values.",
    fix: `Give an object, for example --input '{"queueId": "..."}'.`,
  });
}

function answerOf(file: string | undefined): string {
  if (file === undefined)
    throw new ScopelockError({
      id: "run/no-response",
      what: "It is not known what the API answers.",
      where: "--response",
      why: "Nothing is sent: the answer is yours to give.",
      fix: "Add --response and a file with the body of an answer, or - and give it on standard input.",
    });
  // As it comes, with whatever is wrong with it: that is for the action to meet.
  return file === "-" ? readFileSync(0, "utf8") : decode(readBytes(file));
}
