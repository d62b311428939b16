import type { DataActionResponse } from "../data-action";
import { type Branch, render } from "./render";
import { RenderError } from "./render-error";
import { translate } from "./translate";

/** Variables of a success template: JSON text by name. */
export type TranslatedResponse = Readonly<Record<string, string>> & { readonly rawResult: string };

/**
 * Applies the translation map to a response's text. An empty response counts as an empty object.
 * @throws {@link RenderError} when the response is not JSON, or a path cannot be evaluated.
 */
export function translateResponse(response: DataActionResponse, raw: string): TranslatedResponse {
  const rawResult = raw.trim() === "" ? "{}" : raw;
  const variables = translate(
    response.translationMap ?? {},
    response.translationMapDefaults ?? {},
    parse(rawResult, "The response is not JSON"),
  );
  return { ...variables, rawResult };
}

/**
 * Renders the success template.
 * @param took called for each branch of an `#if` that is taken
 * @throws {@link RenderError} in the vendor's words, when it cannot be rendered, or what it renders is not JSON.
 */
export function renderOutput(
  response: DataActionResponse,
  variables: TranslatedResponse,
  took?: (branch: Branch) => void,
): unknown {
  const template = response.successTemplate || "${rawResult}";
  try {
    return parse(render(template, "successTemplate", variables, took), "The rendered text is not JSON");
  } catch (error) {
    throw new RenderError(
      `Transform failed to process result using 'successTemplate' template due to error:'${(error as Error).message}'\n Template:'${template}'.`,
      error instanceof RenderError ? error.position : undefined,
    );
  }
}

function parse(text: string, otherwise: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RenderError(`${otherwise}: ${(error as Error).message}`);
  }
}
