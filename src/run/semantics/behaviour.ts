import type { RunnableAction } from "../action";
import type { RunStep } from "../steps";

/** From where a behaviour is known, in the words of the page. */
export const SOURCES = {
  document: "vendor document",
  organization: "output of a real organization, made public",
  exports: "public exports",
  unverified: "*not verified on a real organization*",
} as const;

/** One of {@link SOURCES}. */
export type Source = keyof typeof SOURCES;

/** An action that shows a behaviour: a GET of the caller's own user, unless it says otherwise. */
export interface Example {
  /** What differs from that GET. */
  readonly request?: Partial<RunnableAction["request"]>;
  readonly response?: RunnableAction["response"];
  /** Input contract. @default - none */
  readonly input?: object;
  /** Output contract. @default - none */
  readonly output?: object;
  readonly timeoutSeconds?: number;
  /** @default {} */
  readonly given?: Readonly<Record<string, unknown>>;
  /** What the API answers. @default - an empty object, with status 200 */
  readonly answer?: { readonly status?: number; readonly body?: string } | "never";
  /** What the run must give; each of these that is named. */
  readonly gives: {
    readonly url?: string;
    readonly body?: string | null;
    readonly output?: unknown;
    readonly flattened?: unknown;
    readonly fails?: readonly [RunStep, string];
  };
}

/** A behaviour of data actions as a run has it. */
export interface Behaviour {
  /** What is written, or what happens. Markdown. */
  readonly when: string;
  /** What a run makes of it. Markdown. */
  readonly here: string;
  readonly source: Source;
  /** Where it is seen, or why it was chosen. @default - the source says it all */
  readonly evidence?: string;
  /** File that decides it, from the root of the checkout. */
  readonly code: string;
  readonly example: Example;
}
