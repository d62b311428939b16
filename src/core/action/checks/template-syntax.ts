import type { Diagnostic } from "../../diagnostic";
import { firstMustache, unclosedPart } from "../../request";
import { type CheckedDeclaration, type Template, templatesOf } from "./declaration";
import { inputsOf, meantFix, placeholderFindings } from "./placeholder";

/** What Velocity renders otherwise than it was meant, whatever the contracts say. */
export function templateSyntaxFindings(declaration: CheckedDeclaration): readonly Diagnostic[] {
  const names = inputsOf(declaration);
  const found = templatesOf(declaration).flatMap((template) => [
    ...mustacheFindings(template, names),
    ...dollarFindings(template),
    ...unclosedFindings(template),
  ]);
  // A mere request, from a table, may be written as the API reference has it.
  return declaration.input === undefined ? found : [...found, ...placeholderFindings(declaration)];
}

function mustacheFindings(template: Template, inputs: ReadonlySet<string>): Diagnostic[] {
  const found = firstMustache(template.text);
  if (found === undefined) return [];
  const inner = found.replace(/[{}]/g, "").trim();
  // A body may carry another system's template, such as that of a canned response: only an input's name is certain.
  const meant = template.of !== "body" || /^input\b/i.test(inner) || inputs.has(inner);
  return [
    {
      id: "template/mustache",
      severity: meant ? "error" : "warning",
      what: `${found.slice(0, 80)} in ${template.place} is sent as it is.`,
      why: "Data action templates are Velocity; double braces mean nothing there.",
      fix: meantFix(inner, inputs),
    },
  ];
}

/** `{input.x}`, the dollar forgotten. */
function dollarFindings({ place, text }: Template): Diagnostic[] {
  const found = /(?<!\$!?\s*|\{)\{input\.[A-Za-z][A-Za-z0-9_-]{0,80}\}/.exec(text)?.[0];
  if (found === undefined) return [];
  return [
    {
      id: "template/missing-dollar",
      severity: "error",
      what: `${found} in ${place} is sent as it is.`,
      why: "A reference begins with a dollar sign.",
      fix: `Write $${found}.`,
    },
  ];
}

function unclosedFindings({ of, place, text }: Template): Diagnostic[] {
  const open = unclosedPart(text);
  if (open === undefined) return [];
  return [
    {
      id: "template/unclosed",
      severity: of === "url" ? "error" : "warning",
      what: `"${open}" in ${place} is never closed.`,
      why: `Genesys Cloud cannot render it${of === "url" ? ", and where its path ends is not known" : ""}.`,
      fix: "Close every brace, parenthesis and quote of the reference.",
    },
  ];
}
