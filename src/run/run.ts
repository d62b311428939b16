import type { RenderedRequest } from "../core/action";
import type { RunnableAction } from "./action";
import { holdContract } from "./attempt";
import { flattened } from "./flatten";
import { outputOf } from "./output";
import { type ApiReply, type Respond, replyOf } from "./reply";
import { type RequestProps, requestOf } from "./request";
import { RunFailed, type RunFailure, type RunStep, type RunTrace } from "./steps";
import type { InputOf, OutputOf } from "./types";

/** With what to run an action. */
export interface RunProps<Input = Readonly<Record<string, unknown>>> extends RequestProps<Input> {
  /** The answer of the API: a body, a {@link reply}, or a function of the request. */
  readonly respond: Respond;
}

/** A run of a data action. */
export interface Run<Output = unknown> {
  /** Steps that succeeded, in order. */
  readonly trace: readonly RunTrace[];
  /** What was sent; absent when it could not be made. */
  readonly request?: RenderedRequest;
  /** The output; absent after a failure. */
  readonly output?: Output;
  /** The output as Architect shows it; absent after a failure. */
  readonly flattened?: Readonly<Record<string, unknown>>;
  readonly failure?: RunFailure;
}

/** Longest an action may run, unless it says less. Seconds. Source: Genesys Cloud Resource Center, "timeout". */
export const LONGEST_SECONDS = 60;

/**
 * Runs a data action on this machine: input contract, request templates, answer, translation map, success template and
 * output contract, as Genesys Cloud runs it. A failure of the action is part of what is returned.
 *
 * Input and output have the types of the action's contracts, where these are written out in code.
 * @throws whatever `respond` throws, but for a `TimeoutError`, which is a failure of the action
 */
export async function runAction<const Action extends RunnableAction>(
  action: Action,
  props: RunProps<InputOf<Action["input"]>>,
): Promise<Run<OutputOf<Action["output"]>>> {
  const trace: RunTrace[] = [];
  const done = (step: RunStep, given: unknown, out: unknown) => void trace.push({ step, in: given, out });
  let request: RenderedRequest | undefined;
  try {
    const { input } = props;
    holdContract("input contract", action.input, input);
    done("input contract", input, input);

    request = requestOf(action, props);
    done("request templates", input, request);

    const answer = await answerTo(action, request, props.respond);
    done("request", request, { status: answer.status });

    const output = outputOf(action, answer, done, props.coverage);
    // Its contract was just held against it.
    return { trace, request, output: output as OutputOf<Action["output"]>, flattened: flattened(output) };
  } catch (error) {
    if (!(error instanceof RunFailed)) throw error;
    return { trace, ...(request && { request }), failure: error.failure };
  }
}

async function answerTo(
  { timeoutSeconds = LONGEST_SECONDS }: RunnableAction,
  request: RenderedRequest,
  respond: Respond,
): Promise<ApiReply> {
  if (typeof respond !== "function") return replyOf(respond);
  const late = () =>
    new RunFailed({
      step: "request",
      message: `The API did not answer within ${timeoutSeconds} s, the timeout of the action.`,
      errorCode: "ACTION.TIMEOUT",
      status: 504,
    });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer: unknown = respond(request);
    if (!(answer instanceof Promise)) return replyOf(answer);
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), timeoutSeconds * 1000);
    });
    return replyOf(await Promise.race([answer, timeout]));
  } catch (error) {
    throw (error as Error | undefined)?.name === "TimeoutError" ? late() : error;
  } finally {
    clearTimeout(timer);
  }
}
