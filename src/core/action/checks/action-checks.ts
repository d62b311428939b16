import { compareTexts, type Diagnostic } from "../../diagnostic";
import { bodyFindings } from "./body";
import type { CheckedDeclaration } from "./declaration";
import { inputContractFindings } from "./input-contract";
import { outputContractFindings } from "./output-contract";
import { outputValueFindings } from "./output-values";
import { referenceFindings } from "./references";
import { requestFindings } from "./request";
import { settingsFindings } from "./settings";
import { successTemplateFindings } from "./success-template";
import { templateSyntaxFindings } from "./template-syntax";
import { translationMapFindings } from "./translation-map";
import { velocityFindings } from "./velocity";

/**
 * Everything that can be said of a data action without knowing the API: what Genesys Cloud refuses, sends as it is
 * written or fails on. Takes any JSON, and time that grows with its size. Sorted by id.
 */
export function checkDeclaration(declaration: CheckedDeclaration): readonly Diagnostic[] {
  return problemsOf(findingsOf(declaration));
}

/** Sorted by id. */
export function problemsOf(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...findings].sort((a, b) => compareTexts(a.id, b.id));
}

/** The findings of every check, in the order in which to correct them. */
export function findingsOf(declaration: CheckedDeclaration): readonly Diagnostic[] {
  const { input, output } = declaration;
  return [
    ...settingsFindings(declaration),
    ...requestFindings(declaration),
    ...templateSyntaxFindings(declaration),
    ...velocityFindings(declaration),
    ...bodyFindings(declaration),
    ...(input === undefined ? [] : [...inputContractFindings(input), ...referenceFindings(declaration)]),
    ...(output === undefined ? [] : outputContractFindings(output)),
    ...translationMapFindings(declaration),
    ...successTemplateFindings(declaration),
    ...outputValueFindings(declaration),
  ];
}
