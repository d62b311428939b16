import type { Behaviour } from "./behaviour";

const OUTPUT = "src/run/output.ts";
const CONTRACT = "src/run/contract.ts";

/** Contracts, answers, outputs. */
export const ANSWERS: readonly Behaviour[] = [
  {
    when: "contracts",
    here: "JSON Schema draft 4, with or without `$schema`",
    source: "exports",
    evidence: "and the wording of a refusal of a real organization",
    code: CONTRACT,
    example: {
      input: { type: "object", properties: { n: { type: "number", minimum: 1, exclusiveMinimum: true } } },
      given: { n: 1 },
      gives: { fails: ["input contract", "/n must be > 1"] },
    },
  },
  {
    when: "a schema's `default`",
    here: "not applied",
    source: "unverified",
    evidence: "validators do not",
    code: CONTRACT,
    example: {
      input: { type: "object", properties: { a: { type: "string", default: "x" } } },
      request: { url: "/api/v2/users?q=$!{input.a}" },
      gives: { url: "/api/v2/users?q=" },
    },
  },
  {
    when: "an input that the contract does not name",
    here: "accepted, unless the contract has `additionalProperties: false`",
    source: "unverified",
    evidence: "JSON Schema",
    code: CONTRACT,
    example: { input: { type: "object", properties: {} }, given: { a: 1 }, gives: { output: {} } },
  },
  {
    when: "status 200 to 299",
    here: "success",
    source: "unverified",
    code: OUTPUT,
    example: { answer: { status: 202, body: '{"a": 1}' }, gives: { output: { a: 1 } } },
  },
  {
    when: "any other status",
    here: "fails with `ACTION.REMOTE_ENDPOINT`; status, code and message of the API are passed on",
    source: "organization",
    evidence: "a 403 in a forum's post",
    code: OUTPUT,
    example: {
      answer: { status: 403, body: '{"message": "You are not authorized"}' },
      gives: { fails: ["response", "You are not authorized"] },
    },
  },
  {
    when: "401",
    here: "fails at once; the platform and the stand-in get a new token first, and ask again once",
    source: "unverified",
    evidence: "a user's report",
    code: "packages/sandbox/src/genesys/execution.ts",
    example: { answer: { status: 401 }, gives: { fails: ["response", "failed with status 401"] } },
  },
  {
    when: "an empty answer, as of 204",
    here: "`{}`",
    source: "unverified",
    evidence: "public exports rely on an output",
    code: "src/core/action/rendering/transform.ts",
    example: { answer: { status: 204, body: "" }, gives: { output: {} } },
  },
  {
    when: "an answer that is not JSON",
    here: "fails with `ACTION.REMOTE_ENDPOINT`",
    source: "document",
    code: OUTPUT,
    example: { answer: { body: "<html>" }, gives: { fails: ["response", "is not JSON"] } },
  },
  {
    when: "more than 50 levels of JSON",
    here: "fails",
    source: "document",
    evidence: "for requests; for answers concluded",
    code: OUTPUT,
    example: {
      answer: { body: `${"[".repeat(60)}${"]".repeat(60)}` },
      gives: { fails: ["response", "more than 50 levels"] },
    },
  },
  {
    when: "more than 20,000,000 characters",
    here: "fails: a limit of this machine",
    source: "unverified",
    evidence: "the vendor's limit is not known",
    code: OUTPUT,
    example: {
      answer: { body: `"${"x".repeat(20_000_000)}"` },
      gives: { fails: ["response", "a run reads 20,000,000 at most"] },
    },
  },
  {
    when: "no answer within the action's timeout",
    here: "fails; the timeout is 60 s, or less where the action sets it",
    source: "document",
    evidence: "the error's code is not verified: `ACTION.TIMEOUT`",
    code: "src/run/run.ts",
    example: {
      timeoutSeconds: 0.01,
      answer: "never",
      gives: { fails: ["request", "did not answer within 0.01 s"] },
    },
  },
  {
    when: "no success template",
    here: "`${rawResult}`",
    source: "exports",
    code: "src/core/action/rendering/transform.ts",
    example: { answer: { body: '[{"a": 1}]' }, gives: { output: [{ a: 1 }] } },
  },
  {
    when: "a success template that does not render JSON",
    here: "fails, with the template in the message",
    source: "document",
    evidence: "that it must be JSON; the message is that of the error above",
    code: "src/core/action/rendering/transform.ts",
    example: {
      response: { successTemplate: "{rawResult}" },
      gives: { fails: ["success template", "The rendered text is not JSON"] },
    },
  },
  {
    when: "an output that does not match the output contract",
    here: "fails",
    source: "document",
    code: CONTRACT,
    example: {
      output: { type: "object", properties: { a: { type: "integer" } } },
      answer: { body: '{"a": "1"}' },
      gives: { fails: ["output contract", "/a must be integer"] },
    },
  },
  {
    when: "nested output in Architect",
    here: "names joined by a dot; a list of objects is one list for each member, with `null` where it is missing",
    source: "unverified",
    code: "src/run/flatten.ts",
    example: {
      answer: { body: '{"a": {"b": 1}, "c": [{"d": 1}, {"e": 2}]}' },
      gives: { flattened: { "a.b": 1, "c.d": [1, null], "c.e": [null, 2] } },
    },
  },
];
