import type { TemplatePosition } from "../core/action";

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

/** Why a run ended before its output. */
export interface RunFailure {
  readonly step: RunStep;
  /** What Genesys Cloud would say, as far as that is known. */
  readonly message: string;
  /** `details[].errorCode` of Genesys Cloud's error. */
  readonly errorCode: "ACTION.PROCESSING" | "ACTION.REMOTE_ENDPOINT" | "ACTION.TIMEOUT";
  /** Of the API's answer, which Genesys Cloud passes on; 400 for what failed before or after it. */
  readonly status: number;
  /** The API's own word for its error, such as `not.found`. */
  readonly code?: string;
  /** Where in a template. */
  readonly position?: TemplatePosition;
}

/** What a step got and made. */
export interface RunTrace {
  readonly step: RunStep;
  readonly in: unknown;
  readonly out: unknown;
}

/** Ends a run with its failure. */
export class RunFailed extends Error {
  constructor(readonly failure: RunFailure) {
    super(failure.message);
  }

  /** A template, a contract or a path that fails. */
  static processing(step: RunStep, message: string, position?: TemplatePosition): RunFailed {
    return new RunFailed({
      step,
      message,
      errorCode: "ACTION.PROCESSING",
      status: 400,
      ...(position && { position }),
    });
  }

  /** An answer of the API that nothing can be made of. */
  static remote(message: string): RunFailed {
    return new RunFailed({ step: "response", message, errorCode: "ACTION.REMOTE_ENDPOINT", status: 400 });
  }
}
