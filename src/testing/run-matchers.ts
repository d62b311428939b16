import { isDeepStrictEqual } from "node:util";
import { isObject } from "../core/diagnostic";
import type { Run, RunStep } from "../run";
import type { Verdict } from "./verdict";

/** A request, as far as a test cares for it. */
export interface ExpectedRequest {
  readonly method?: string;
  /** Path and query. */
  readonly url?: string;
  /** JSON is compared as JSON, whatever blanks it has. */
  readonly body?: unknown;
}

/** What `expect(await runAction(...))` can say with the matchers. */
export interface RunMatchers<R> {
  /** The action sent this request. */
  toRequest(expected: ExpectedRequest): R;
  /** The action gave this output. */
  toAnswer(output: unknown): R;
  /** The action failed at this step. */
  toFailAt(step: RunStep): R;
}

/** Matchers of what `runAction` returns. */
export const runMatchers = {
  toRequest(received: unknown, expected: ExpectedRequest): Verdict {
    const { request, failure } = runOf(received, "toRequest");
    if (!request) return verdict(false, "sent", "no request", expected, failureText(failure));
    const sent = { method: request.method, url: request.path, body: json(request.body) };
    const pass = (Object.keys(expected) as (keyof ExpectedRequest)[]).every((key) =>
      isDeepStrictEqual(sent[key], key === "body" ? json(expected.body) : expected[key]),
    );
    return verdict(pass, "sent", sent, expected);
  },

  toAnswer(received: unknown, output: unknown): Verdict {
    const run = runOf(received, "toAnswer");
    if (run.failure) return verdict(false, "gave", "no output", output, failureText(run.failure));
    return verdict(isDeepStrictEqual(run.output, output), "gave", run.output, output);
  },

  toFailAt(received: unknown, step: RunStep): Verdict {
    const { failure, output } = runOf(received, "toFailAt");
    if (!failure) return verdict(false, "gave", output, `a failure at "${step}"`);
    return verdict(failure.step === step, "failed at", failure.step, step, failureText(failure));
  },
};

function runOf(received: unknown, matcher: string): Run {
  if (isObject(received) && Array.isArray(received.trace)) return received as unknown as Run;
  throw new TypeError(
    `${matcher} is about what runAction() returns: expect(await runAction(action, ...)).${matcher}(...)`,
  );
}

/** A text that is JSON, as its value; the tests' own value as it is. */
function json(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const failureText = (failure: Run["failure"]) =>
  failure && `It failed at ${failure.step}: ${failure.message}`;

function verdict(pass: boolean, did: string, actual: unknown, expected: unknown, more?: string): Verdict {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return {
    pass,
    message: () =>
      [
        `The data action ${did} ${text(actual)}.`,
        `${pass ? "Not expected" : "Expected"}: ${text(expected)}.`,
        ...(more === undefined ? [] : [more]),
      ].join("\n"),
  };
}
