import {
  type DataActionResponse,
  RenderError,
  type RenderedRequest,
  renderOutput,
  renderRequest,
  type TemplatePosition,
  translateResponse,
} from "../core/action";
import { isDeeperThan } from "../core/diagnostic";
import { contractViolation } from "./contract";
import type { BranchCoverage } from "./coverage";
import { flattened } from "./flatten";
import { type ApiReply, type Respond, replyOf } from "./reply";

/** The steps of a run, in their order. The names are ours: the vendor documents none. */
export const RUN_STEPS = [
  "input contract",
  "request templates",
  "request",
  "response",
  "translation map",
  "success template",
  "output contract",
] as const;

/** One of {@link RUN_STEPS}. */
export type RunStep = (typeof RUN_STEPS)[number];

/** What a run needs of a data action; every {@link DataAction} has it. */
export interface RunnableAction {
  readonly name: string;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly body?: string | undefined;
  };
  readonly response?: DataActionResponse | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** With what to run an action. */
export interface RunProps<Input = Readonly<Record<string, unknown>>> {
  /** As a flow gives it. */
  readonly input: Input;
  /** The answer of the API: a body, a {@link reply}, or a function of the request. */
  readonly respond: Respond;
  /** @default "00000000-0000-0000-0000-000000000000" */
  readonly integrationId?: string;
  /** Learns which branches of `#if` this run takes. @default - none */
  readonly coverage?: BranchCoverage;
}

/** Why a run ended before its output. */
export interface RunFailure {
  readonly step: RunStep;
  /** What Genesys Cloud would say, as far as that is known. */
  readonly message: string;
  /** `details[].errorCode` of Genesys Cloud's error. */
  readonly errorCode: "ACTION.PROCESSING" | "ACTION.REMOTE_ENDPOINT" | "ACTION.TIMEOUT";
  /** Of the API's answer, which Genesys Cloud passes on; 400 for what failed before or after it. */
  readonly status: number;
  /** Where in a template. */
  readonly position?: TemplatePosition;
}

/** What a step got and made. */
export interface RunTrace {
  readonly step: RunStep;
  readonly in: unknown;
  readonly out: unknown;
}

/** A run of a data action. */
export interface Run {
  /** Steps that succeeded, in order. */
  readonly trace: readonly RunTrace[];
  /** What was sent; absent when it could not be made. */
  readonly request?: RenderedRequest;
  /** The output; absent after a failure. */
  readonly output?: unknown;
  /** The output as Architect shows it; absent after a failure. */
  readonly flattened?: Readonly<Record<string, unknown>>;
  readonly failure?: RunFailure;
}

/** Longest an action may run, unless it says less. Seconds. Source: Genesys Cloud Resource Center, "timeout". */
const LONGEST = 60;
/** Levels of JSON that Genesys Cloud takes. Source: Genesys Cloud Resource Center, "Request configuration for data actions". */
const DEEPEST = 50;
/** Characters of an answer that a run reads. Ours: the vendor documents no limit. */
const LARGEST = 20_000_000;

class Failed extends Error {
  constructor(readonly failure: RunFailure) {
    super(failure.message);
  }
}

/**
 * Runs a data action on this machine: input contract, request templates, answer, translation map, success template and
 * output contract, as Genesys Cloud runs it. A failure of the action is part of what is returned.
 */
export async function runAction<Input>(action: RunnableAction, props: RunProps<Input>): Promise<Run> {
  const trace: RunTrace[] = [];
  let request: RenderedRequest | undefined;
  try {
    const done = (step: RunStep, given: unknown, out: unknown) => trace.push({ step, in: given, out });
    const { input } = props;
    hold("input contract", action.input, input);
    done("input contract", input, input);

    request = requestOf(action, props);
    done("request templates", input, request);

    const { status, text } = await answerTo(action, request, props.respond);
    done("request", request, { status });
    checkAnswer(status, text);
    done("response", { status }, text);

    const response = action.response ?? {};
    const variables = attempt("translation map", () => translateResponse(response, text));
    done("translation map", text, variables);
    const output = attempt("success template", () => renderOutput(response, variables, props.coverage?.take));
    done("success template", variables, output);
    hold("output contract", action.output, output);
    done("output contract", output, output);
    return { trace, request, output, flattened: flattened(output) };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { trace, ...(request && { request }), failure: error.failure };
  }
}

/**
 * The request that an action makes of an input.
 * @throws what renders it
 */
function requestOf<Input>(
  action: RunnableAction,
  { input, integrationId, coverage }: RunProps<Input>,
): RenderedRequest {
  return attempt("request templates", () =>
    renderRequest(
      action.request,
      {
        ...(input as object),
        rawRequest: JSON.stringify(input),
        integrationId: integrationId ?? "00000000-0000-0000-0000-000000000000",
      },
      coverage?.take,
    ),
  );
}

function hold(step: "input contract" | "output contract", contract: unknown, value: unknown): void {
  const violation = contractViolation(contract, value);
  const what = step === "input contract" ? "input" : "output";
  if (violation !== undefined)
    throw processing(step, `The ${what} does not match its contract: ${violation}`);
}

function attempt<T>(step: RunStep, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof RenderError) throw processing(step, error.message, error.position);
    // A path or a template that the libraries choke on.
    throw processing(step, (error as Error).message);
  }
}

async function answerTo(
  { timeoutSeconds = LONGEST }: RunnableAction,
  request: RenderedRequest,
  respond: Respond,
): Promise<ApiReply> {
  if (typeof respond !== "function") return replyOf(respond);
  const answer: unknown = respond(request);
  if (!(answer instanceof Promise)) return replyOf(answer);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Failed({
            step: "request",
            message: `The API did not answer within ${timeoutSeconds} s, the timeout of the action.`,
            errorCode: "ACTION.TIMEOUT",
            status: 504,
          }),
        ),
      timeoutSeconds * 1000,
    );
  });
  try {
    return replyOf(await Promise.race([answer, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an answer can become an output. Every status of 200 to 299 counts as success. */
function checkAnswer(status: number, text: string): void {
  if (status < 200 || status > 299) {
    const { message } = errorBody(text);
    throw new Failed({
      step: "response",
      message: message ?? `REST call for action execute failed with status ${status}.`,
      errorCode: "ACTION.REMOTE_ENDPOINT",
      status,
    });
  }
  if (text.length > LARGEST)
    throw remote(
      `The answer has ${text.length.toLocaleString("en-US")} characters; a run reads ${LARGEST.toLocaleString("en-US")} at most.`,
    );
  if (text.trim() === "") return;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw remote("The answer of the API is not JSON.");
  }
  if (isDeeperThan(DEEPEST, json)) throw remote(`The answer has more than ${DEEPEST} levels.`);
}

function errorBody(text: string): { readonly message?: string } {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" ? { message } : {};
  } catch {
    // An error that is not JSON has no message to pass on.
    return {};
  }
}

function processing(step: RunStep, message: string, position?: TemplatePosition): Failed {
  return new Failed({
    step,
    message,
    errorCode: "ACTION.PROCESSING",
    status: 400,
    ...(position && { position }),
  });
}

function remote(message: string): Failed {
  return new Failed({ step: "response", message, errorCode: "ACTION.REMOTE_ENDPOINT", status: 400 });
}
