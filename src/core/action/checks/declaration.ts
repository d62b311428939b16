import { record, text } from "../../diagnostic";

/**
 * What is checked of a data action: a declaration, or what was read from a file, where everything may be of any type.
 * Without an input contract (a mere request, from a table), nothing is checked against contracts.
 */
export interface CheckedDeclaration {
  readonly name: unknown;
  readonly category?: unknown;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly request: {
    readonly method: unknown;
    readonly url: unknown;
    readonly headers?: unknown;
    readonly body?: unknown;
  };
  readonly response?:
    | {
        readonly translationMap?: unknown;
        readonly translationMapDefaults?: unknown;
        readonly successTemplate?: unknown;
      }
    | undefined;
  readonly timeoutSeconds?: unknown;
}

/** A text that Genesys Cloud renders. */
export interface Template {
  /** What it is, for a message. */
  readonly place: string;
  readonly text: string;
  readonly of: "url" | "header" | "body" | "success";
  /** Of a body: Genesys Cloud sends none with GET. */
  readonly ignored: boolean;
}

/** Every text of a declaration that Genesys Cloud renders. */
export function templatesOf({ request, response }: CheckedDeclaration): readonly Template[] {
  const { method, url, headers, body } = record(request);
  return [
    { place: "the URL", text: text(url), of: "url", ignored: false },
    ...Object.entries(record(headers)).map(([name, value]) => ({
      place: `the header ${name}`,
      text: text(value),
      of: "header" as const,
      ignored: false,
    })),
    { place: "the body", text: text(body), of: "body", ignored: method === "GET" },
    {
      place: "the success template",
      text: text(record(response).successTemplate),
      of: "success",
      ignored: false,
    },
  ];
}
