import { type Branch, render } from "./render";
import { RenderError } from "./render-error";

/** What a data action sends, as templates. */
export interface RequestTemplates {
  readonly method: string;
  readonly url: string;
  /** @default - no headers of its own */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** @default "${input.rawRequest}", what Genesys Cloud shows for an empty one */
  readonly body?: string | undefined;
}

/** A request as it is sent; the token is not among its headers. */
export interface RenderedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for a GET, which sends none. */
  readonly body: string | undefined;
}

/**
 * Makes a data action's request of its input.
 * @param input as a flow gives it, and what else `input.` refers to
 * @param took called for each branch of an `#if` that is taken
 * @throws {@link RenderError} when a template cannot be rendered, or the URL then holds what must be escaped.
 */
export function renderRequest(
  { method, url, headers = {}, body = "${input.rawRequest}" }: RequestTemplates,
  input: Readonly<Record<string, unknown>>,
  took?: (branch: Branch) => void,
): RenderedRequest {
  const variables = { input };
  const path = render(url, "requestUrlTemplate", variables, took);
  const [illegal] = /[\s"<>\\^`{|}]/.exec(path) ?? [];
  if (illegal !== undefined)
    throw new RenderError(`The URL holds "${illegal}", which must be escaped: use $esc.uriEncode(...).`);
  return {
    method,
    path,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, render(value, name, variables, took)]),
    ),
    body: method === "GET" ? undefined : render(body, "requestTemplate", variables, took),
  };
}
