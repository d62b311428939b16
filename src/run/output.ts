import { type DataActionResponse, renderOutput, translateResponse } from "../core/action";
import { count, grouped, isDeeperThan } from "../core/diagnostic";
import type { RunnableAction } from "./action";
import { attempt, holdContract } from "./attempt";
import type { BranchCoverage } from "./coverage";
import type { ApiReply } from "./reply";
import { RunFailed, type RunStep } from "./steps";
import { refuseUnknown } from "./unknown";

/** Levels of JSON that Genesys Cloud takes. Source: Genesys Cloud Resource Center, "Request configuration for data actions". */
const DEEPEST = 50;
/** Characters of an answer that a run reads. Ours: the vendor documents no limit. */
const LARGEST = 20_000_000;

/** Told of each step that succeeds. */
export type Done = (step: RunStep, given: unknown, out: unknown) => void;

/**
 * The second half of a run: the output that an action makes of an answer.
 * @throws {@link RunFailed}
 */
export function outputOf(
  action: RunnableAction,
  { status, text }: ApiReply,
  done: Done,
  coverage?: BranchCoverage,
): unknown {
  checkReply(status, text);
  done("response", { status }, text);

  const response: DataActionResponse = action.response ?? {};
  refuseUnknown(action, "translation map");
  const variables = attempt("translation map", () => translateResponse(response, text));
  done("translation map", text, variables);
  refuseUnknown(action, "success template");
  const output = attempt("success template", () => renderOutput(response, variables, coverage?.take));
  done("success template", variables, output);
  holdContract("output contract", action.output, output);
  done("output contract", output, output);
  return output;
}

/** Every status of 200 to 299 counts as success. */
function checkReply(status: number, text: string): void {
  if (status < 200 || status > 299) {
    const { message, code } = errorBody(text);
    throw new RunFailed({
      step: "response",
      message: message ?? `REST call for action execute failed with status ${status}.`,
      errorCode: "ACTION.REMOTE_ENDPOINT",
      status,
      ...(code !== undefined && { code }),
    });
  }
  if (text.length > LARGEST)
    throw RunFailed.remote(
      `The answer has ${count(text.length, "character")}; a run reads ${grouped(LARGEST)} at most.`,
    );
  if (text.trim() === "") return;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw RunFailed.remote("The answer of the API is not JSON.");
  }
  if (isDeeperThan(DEEPEST, json)) throw RunFailed.remote(`The answer has more than ${DEEPEST} levels.`);
}

function errorBody(text: string): { readonly message?: string; readonly code?: string } {
  try {
    const { message, code } = JSON.parse(text) as { message?: unknown; code?: unknown };
    return {
      ...(typeof message === "string" && { message }),
      ...(typeof code === "string" && { code }),
    };
  } catch {
    // An error that is not JSON has no message to pass on.
    return {};
  }
}
