import { type RenderedRequest, renderRequest } from "../core/action";
import type { RunnableAction } from "./action";
import { attempt, holdContract } from "./attempt";
import type { BranchCoverage } from "./coverage";
import { RunFailed, type RunFailure } from "./steps";
import { refuseUnknown } from "./unknown";

/** What a request is made of. */
export interface RequestProps<Input = Readonly<Record<string, unknown>>> {
  /** As a flow gives it. */
  readonly input: Input;
  /** The input as it was written; what `input.rawRequest` is. @default - the input as JSON */
  readonly rawRequest?: string;
  /** @default "00000000-0000-0000-0000-000000000000" */
  readonly integrationId?: string;
  /** Learns which branches of `#if` are taken. @default - none */
  readonly coverage?: BranchCoverage;
}

/** The first half of a run, up to what is sent. */
export type Prepared =
  | { readonly request: RenderedRequest; readonly failure?: undefined }
  | { readonly request?: undefined; readonly failure: RunFailure };

/** Makes a data action's request of an input, and sends nothing. */
export function prepareRequest<Input>(action: RunnableAction, props: RequestProps<Input>): Prepared {
  try {
    holdContract("input contract", action.input, props.input);
    return { request: requestOf(action, props) };
  } catch (error) {
    if (!(error instanceof RunFailed)) throw error;
    return { failure: error.failure };
  }
}

/**
 * The request that an action makes of an input.
 * @throws {@link RunFailed}
 */
export function requestOf<Input>(
  action: RunnableAction,
  { input, rawRequest, integrationId, coverage }: RequestProps<Input>,
): RenderedRequest {
  refuseUnknown(action, "request templates");
  return attempt("request templates", () => {
    const variables = {
      ...(input as object),
      rawRequest: rawRequest ?? JSON.stringify(input),
      integrationId: integrationId ?? "00000000-0000-0000-0000-000000000000",
    };
    return renderRequest(action.request, variables, coverage?.take);
  });
}
