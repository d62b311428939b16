import { fromProblems } from "./rule";

export const templateSyntax = fromProblems(
  ["template/mustache", "template/missing-dollar", "template/unclosed"],
  {
    id: "SL014",
    severity: "error",
    what: "A template is not Velocity.",
    why: "Genesys Cloud sends literally what it does not know, such as {{input.x}}.",
    fix: "Write ${input.x}.",
    acknowledgeable: "warnings",
  },
);
