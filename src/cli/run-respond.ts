import { readFileSync } from "node:fs";
import type { RenderedRequest } from "../core/action";
import { ScopelockError } from "../core/diagnostic";
import { decode, readBytes } from "../files";
import { type ApiReply, type Respond, reply } from "../run";
import type { Options } from "./run";
import type { FoundAction } from "./run-find";

/** Where the answer of a run comes from. */
export type AnswerSource = "file" | "stand-in" | "organization";

/** What answers a request. */
export type Answer = (request: RenderedRequest) => Promise<ApiReply>;

/** What answers a run, and where that comes from. */
export interface Responder {
  readonly from: AnswerSource;
  readonly respond: Respond;
}

/**
 * What answers an action's request: the file that is given, a real organization, or the embedded stand-in.
 * @param permissions what the derived role grants
 * @throws {@link ScopelockError} when the file cannot be read, or nothing may be sent
 */
export async function responderOf(
  action: FoundAction,
  options: Options,
  input: Readonly<Record<string, unknown>>,
  permissions: readonly string[],
): Promise<Responder> {
  const { response, status } = options;
  if (response !== undefined)
    // As it comes, with whatever is wrong with it: that is for the action to meet.
    return { from: "file", respond: reply(status ?? 200, bodyOf(response)) };
  if (status !== undefined) return { from: "file", respond: reply(status) };
  if (options.live) {
    const { liveResponder } = await import("./run-live.js");
    return { from: "organization", respond: genesysOnly(action, liveResponder(action, input)) };
  }
  return {
    from: "stand-in",
    respond: genesysOnly(action, standInResponder(action, permissions, options.seed)),
  };
}

/** Has a request answered that goes to Genesys Cloud's own API, and refuses any other: it would get a token. */
const genesysOnly =
  ({ source }: FoundAction, answer: Answer): Respond =>
  async (request) => {
    if (!request.path.startsWith("/api/v2/")) throw elsewhere(source, request.path);
    return answer(request);
  };

const bodyOf = (file: string) => (file === "-" ? readFileSync(0, "utf8") : decode(readBytes(file)));

function standInResponder(
  { source }: FoundAction,
  permissions: readonly string[],
  seed: string | undefined,
): Answer {
  return async (request) => {
    const { loadSandbox } = await import("./load-sandbox.js");
    const sandbox = await loadSandbox().catch((error: unknown) => {
      throw ScopelockError.is(error) && error.id === "sandbox/not-installed" ? notInstalled(error) : error;
    });
    const { status, text, implemented } = await sandbox.answerRequest({
      request,
      permissions,
      ...(seed !== undefined && { seed }),
    });
    if (!implemented)
      throw new ScopelockError({
        id: "run/no-response",
        what: `The embedded stand-in does not have ${request.method} ${request.path}.`,
        where: source,
        why: "It is not known what the API answers.",
        fix: "Add --response and a file with the body of an answer, or a seed that answers the operation with --seed.",
      });
    return reply(status, text);
  };
}

function elsewhere(source: string, path: string): ScopelockError {
  return new ScopelockError({
    id: "run/elsewhere",
    what: `The request goes to ${path.split("?")[0]}, not to the Genesys Cloud API.`,
    where: source,
    why: "The embedded stand-in and --live answer requests of Genesys Cloud's own API only.",
    fix: "Add --response and a file with the body of an answer.",
  });
}

function notInstalled(error: ScopelockError): ScopelockError {
  return new ScopelockError({
    id: "run/no-response",
    what: "It is not known what the API answers: no --response is given, and the embedded stand-in is not installed.",
    where: "--response",
    why: "A run makes its output of an answer.",
    fix: `Add --response and a file with the body of an answer, or install the stand-in: ${error.fix}`,
  });
}
