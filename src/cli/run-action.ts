import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { dirname } from "node:path";
import { examine, reportAction } from "../core/derivation";
import { type Diagnostic, isObject, type JsonObject, ScopelockError } from "../core/diagnostic";
import { decode, isDirectory, parseJson, readBytes } from "../files";
import { type Run, type RunFailure, runAction } from "../run";
import { loadCatalog } from "./load-catalog";
import { colors, print } from "./output";
import type { Options } from "./run";
import { findAction, placeOf } from "./run-find";
import { type AnswerSource, responderOf } from "./run-respond";
import { runText } from "./run-text";

/** What `scopelock run --format json` prints. Keys are only ever added. */
export interface RunReport {
  readonly scopelock: "run";
  readonly format: 2;
  readonly action: string;
  readonly source: string;
  /** Where the answer is from. */
  readonly answeredBy: AnswerSource;
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
  const { input, text } = inputOf(options.input);
  const action = await findAction(what, options);
  const [evidence] = examine([action], loadCatalog(options.catalog)).evidence;
  const reported = evidence && reportAction(evidence);
  const granted = reported?.chosen ?? [];
  const { from, respond } = await responderOf(action, options, input, granted);
  const run = await runAction(action, { input, rawRequest: text, respond });
  const report: RunReport = {
    scopelock: "run",
    format: 2,
    action: action.name,
    source: action.source,
    answeredBy: from,
    permission: {
      operation: reported?.operation ?? null,
      granted,
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
  const place = placeOf(what, options);
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

/** The input, and the text that it was written as. */
function inputOf(given: string): { readonly input: JsonObject; readonly text: string } {
  const file = given.startsWith("@") ? given.slice(1) : undefined;
  const bytes = file === undefined ? Buffer.from(given) : readBytes(file);
  const input = parseJson(bytes, file ?? "--input");
  if (isObject(input)) return { input, text: decode(bytes).trim() };
  throw new ScopelockError({
    id: "run/input",
    what: "The input is not an object.",
    where: file ?? "--input",
    why: "The input contract of a data action is an object of named values.",
    fix: `Give an object, for example --input '{"queueId": "..."}'.`,
  });
}
