import { type DataActionResponse, RenderError, render } from "scopelock/sandbox-support";
import { translate } from "./translate";

/**
 * Makes a data action's output of a response's text. An empty response counts as an empty object.
 * @throws {@link RenderError} in the vendor's words, when the response or what the template makes of it is no JSON, or
 * the template cannot be rendered.
 */
export function transform(response: DataActionResponse, raw: string): unknown {
  const rawResult = raw.trim() === "" ? "{}" : raw;
  const template = response.successTemplate || "${rawResult}";
  const variables = translate(
    response.translationMap ?? {},
    response.translationMapDefaults ?? {},
    parse(rawResult, "The response is not JSON"),
  );
  try {
    return parse(
      render(template, "successTemplate", { ...variables, rawResult }),
      "The rendered text is not JSON",
    );
  } catch (error) {
    throw new RenderError(
      `Transform failed to process result using 'successTemplate' template due to error:'${(error as Error).message}'\n Template:'${template}'.`,
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
