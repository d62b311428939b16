import { count, type Diagnostic, shown, text } from "../../diagnostic";
import type { CheckedDeclaration } from "./declaration";

/** Name, category and time-out of a declaration, as Genesys Cloud takes them. */
export function settingsFindings({
  name,
  category,
  timeoutSeconds,
}: CheckedDeclaration): readonly Diagnostic[] {
  return [
    ...lengthFindings("name", name),
    ...(category === undefined ? [] : lengthFindings("category", category)),
    ...functionFindings(text(category)),
    ...(timeoutSeconds === undefined ? [] : timeoutFindings(timeoutSeconds)),
  ];
}

function lengthFindings(what: "name" | "category", value: unknown): Diagnostic[] {
  const { length } = text(value);
  if (text(value).trim() !== "" && length <= 256) return [];
  return [
    {
      id: "action/name",
      severity: "error",
      what: `The ${what} ${shown(value)} has ${count(length, "character")}.`,
      why: "Genesys Cloud takes 1 to 256.",
      fix: `Give the action a ${what} of 1 to 256 characters.`,
    },
  ];
}

/** Source: mypurecloud/genesyscloud 1.82.0, which takes another path for such a category. */
function functionFindings(category: string): Diagnostic[] {
  if (!/function data action/i.test(category.replace(/[_-]/g, " "))) return [];
  return [
    {
      id: "action/function",
      severity: "error",
      what: `The category ${shown(category)} makes it a function data action.`,
      why: "The Terraform provider uploads code for these; scopelock declares requests.",
      fix: 'Choose a category without "function data action".',
    },
  ];
}

function timeoutFindings(timeoutSeconds: unknown): Diagnostic[] {
  const seconds = Number.isInteger(timeoutSeconds) ? (timeoutSeconds as number) : 0;
  if (seconds >= 1 && seconds <= 60) return [];
  return [
    {
      id: "action/timeout",
      severity: "error",
      what: `timeoutSeconds is ${shown(timeoutSeconds)}.`,
      why: "Genesys Cloud takes whole seconds from 1 to 60.",
      fix: "Choose one of these, or leave it out.",
    },
  ];
}
