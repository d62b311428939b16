import { fromProblems } from "./rule";

export const output = fromProblems(
  [
    "response/output-not-produced",
    "response/unknown-output",
    "response/unknown-variable",
    "response/unused-variable",
    "response/missing-dollar",
    "response/template-not-json",
    "response/surplus-text",
    "response/path",
    "response/path-reference",
    "response/syntax",
    "response/directive",
    "response/argument",
    "response/unknown-helper",
    "response/not-called",
    "response/not-parsed",
    "response/quoted-text",
    "response/many-for-one",
  ],
  {
    id: "SL018",
    severity: "error",
    what: "A property of the output contract is produced by nothing, or the response by no template.",
    why: "The test of the action returns {}, and flows go on with empty values.",
    fix: "Give each property an entry in the translation map, and the success template its variable.",
    acknowledgeable: "warnings",
  },
);
