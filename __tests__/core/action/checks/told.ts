import { checkDeclaration } from "../../../../src/core/action/checks/action-checks";
import type { CheckedDeclaration } from "../../../../src/core/action/checks/declaration";
import type { Diagnostic } from "../../../../src/core/diagnostic/diagnostic";

/** Nothing is to be said of this one. */
const FINE: CheckedDeclaration = {
  name: "Look up",
  input: { type: "object", properties: { userId: { type: "string" } }, required: ["userId"] },
  output: { type: "object", properties: { id: { type: "string" } } },
  request: { method: "GET", url: "/api/v2/users/${input.userId}" },
  response: { translationMap: { id: "$.id" }, successTemplate: '{"id": ${id}}' },
};

/** What may be changed of it; parts of the request and the response take the place of theirs. */
export type Change = Partial<Omit<CheckedDeclaration, "request">> & {
  readonly request?: Partial<CheckedDeclaration["request"]>;
};

export const changed = ({ request, ...change }: Change): CheckedDeclaration => ({
  ...FINE,
  ...change,
  request: { ...FINE.request, ...request },
});

/** The problems of a changed declaration. */
export const problems = (change: Change): readonly Diagnostic[] => checkDeclaration(changed(change));

/** The same as texts, `error action/name`. */
export const told = (change: Change): string[] =>
  problems(change).map(({ severity, id }) => `${severity} ${id}`);

/** An input contract of properties, which the URL need not use: the body takes all. */
export const withInputs = (properties: object, schema: object = {}): Change => ({
  input: {
    type: "object",
    properties: { userId: { type: "string" }, ...properties },
    required: ["userId"],
    ...schema,
  },
  request: { method: "POST", body: "${input.rawRequest}" },
});
