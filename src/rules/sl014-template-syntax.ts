import { fromProblems } from "./rule";

export const templateSyntax = fromProblems(
  [
    "template/mustache",
    "template/missing-dollar",
    "template/placeholder",
    "template/blank-in-reference",
    "template/foreign-letter",
    "template/unclosed",
    "template/syntax",
    "template/directive",
    "template/argument",
    "template/unknown-helper",
    "template/not-called",
    "template/not-parsed",
    "request/body-not-json",
    "request/body-surplus",
    "request/body-without-input",
  ],
  {
    id: "SL014",
    severity: "error",
    what: "A template is not Velocity, or a body not JSON.",
    why: "Genesys Cloud sends literally what it does not know, such as {{input.x}}, and the API answers 400 to a body that it cannot read.",
    fix: "Write ${input.x}, and a body that is JSON whatever its references stand for.",
    acknowledgeable: "warnings",
  },
);
