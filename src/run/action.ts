import type { DataActionResponse, UnknownPart } from "../core/action";

/** What a run needs of a data action; every {@link DataAction} has it. */
export interface RunnableAction {
  readonly name: string;
  /** Input contract. @default - any input */
  readonly input?: unknown;
  /** Output contract. @default - any output */
  readonly output?: unknown;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly body?: string | undefined;
  };
  readonly response?: DataActionResponse | undefined;
  /** @default 60 */
  readonly timeoutSeconds?: number | undefined;
  /** Parts with expressions of Terraform, whose value is not known. @default - none */
  readonly unknown?: readonly UnknownPart[] | undefined;
}
