import type { Diagnostic } from "../../diagnostic";
import { checkDeclaration } from "../checks/action-checks";
import type { ImportedAction, UnknownPart } from "./imported-action";
import { reference } from "./terraform-template";

/** What stands in a checked URL for a value that is not known: a segment, or a part of one. */
const VALUE = "0";

/**
 * What is wrong with an action, as far as it is known: what is not there, or has expressions of Terraform in it, is left
 * out, and so is what can be said only of a whole ("used nowhere").
 */
export function checkKnown(action: ImportedAction): readonly Diagnostic[] {
  const { unknown = [], expressions = [], request, response } = action;
  if (unknown.length === 0) return checkDeclaration(action);
  const isKnown = (...parts: readonly UnknownPart[]) => !parts.some((part) => unknown.includes(part));
  const { body, headers } = request;
  const inputsKnown = isKnown("method", "url", "headers", "body");
  const responseKnown = isKnown("translationMap", "translationMapDefaults", "successTemplate");
  return checkDeclaration({
    ...action,
    request: {
      // Any that sends its body.
      method: isKnown("method") ? request.method : "POST",
      url: expressions.reduce((url, expression) => url.replaceAll(reference(expression), VALUE), request.url),
      ...(isKnown("headers") && { headers }),
      ...(isKnown("body") && { body }),
    },
    response: responseKnown ? response : {},
  }).filter(
    ({ id }) =>
      (inputsKnown || id !== "contract/unused-input") && (responseKnown || !id.startsWith("response/")),
  );
}
