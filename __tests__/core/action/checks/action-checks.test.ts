import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDeclaration } from "../../../../src/core/action/checks/action-checks";
import type { CheckedDeclaration } from "../../../../src/core/action/checks/declaration";
import { DataAction } from "../../../../src/core/action/data-action";
import { refusal } from "../../errors";
import { changed, problems, told } from "./told";

/** Declarations of pieces that are nearly right, so that every check is reached. */
const template = fc
  .array(
    fc.constantFrom(
      ...[
        "${input.a}",
        "$!{input.b}",
        "$input.A",
        "${Input.a}",
        "${input.rawRequest}",
        "{{a}}",
        "${a}",
        "$b",
        "${",
      ],
      ...[
        "$esc.quote",
        "{",
        "}",
        '"',
        ":",
        ",",
        "[",
        "]",
        "#if($a)",
        "#end",
        "#set($c = 1)",
        "$c",
        "{rawResult}",
      ],
      ...["\\", "a", "/", " ", '{"a": ${a}}', "##", "(", ")", "$esc.url("],
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));
const schema = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, 1, "a", [], [1], {}, { type: 1 }),
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom("object", "array", "string", "strnig"),
          fc.constant(["string", "null"]),
        ),
        properties: fc.dictionary(
          fc.constantFrom("a", "b", "orgId", "1", "__proto__", "constructor"),
          tie("schema"),
        ),
        items: tie("schema"),
        required: fc.oneof(fc.constant(["a"]), fc.constant(["z"]), fc.boolean()),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        pattern: fc.constantFrom("a", "("),
        $ref: fc.constant("#/x"),
        default: fc.constant(1),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;
const names = fc.constantFrom("a", "b", "A", "__proto__", "toString");
const declaration = fc.record(
  {
    name: fc.constantFrom("x", "", "y".repeat(300)),
    category: fc.constantFrom("x", "My_Function-Data Actions"),
    input: schema,
    output: schema,
    request: fc.record(
      {
        method: fc.constantFrom("GET", "POST", "GTE"),
        url: template.map((text) => `/api/v2/${text}`),
        headers: fc.dictionary(fc.constantFrom("Accept", "authorization", "X"), template),
        body: template,
      },
      { requiredKeys: ["method", "url"] },
    ),
    response: fc.record(
      {
        translationMap: fc.dictionary(
          names,
          fc.constantFrom("$.a", "$..a", "$.a[", "", "$.a[?(@.x=='${input.a}')]"),
        ),
        translationMapDefaults: fc.dictionary(names, fc.constantFrom("1", "a", "[]", "")),
        successTemplate: template,
      },
      { requiredKeys: [] },
    ),
    timeoutSeconds: fc.constantFrom(1, 61),
  },
  { requiredKeys: ["name", "request", "input", "output"] },
);

describe("the checks of a declaration", () => {
  it("say nothing of one that is right", () => {
    expect(problems({})).toEqual([]);
  });

  it("leave contracts out of a mere request", () => {
    const request = { method: "GET", url: "/api/v2/users/${input.userId}" };
    expect(checkDeclaration({ name: "x", request })).toEqual([]);
  });

  it("are sorted by id, and tell everything at once", () => {
    const found = told({
      name: "",
      timeoutSeconds: 0,
      request: { method: "GTE", url: "/api/v2/users/${input.userID}", headers: { Authorization: "x" } },
    });
    expect(found).toEqual([
      "error action/authorization-header",
      "error action/method",
      "error action/name",
      "error action/timeout",
      "error template/unknown-input",
    ]);
  });

  it("take any JSON", () => {
    const json = fc.jsonValue();
    const any = fc.record({
      name: json,
      category: json,
      input: json,
      output: json,
      timeoutSeconds: json,
      request: fc.oneof(json, fc.record({ method: json, url: json, headers: json, body: json })),
      response: fc.oneof(
        json,
        fc.record({ translationMap: json, translationMapDefaults: json, successTemplate: json }),
      ),
    });
    fc.assert(
      fc.property(any, (value) => {
        for (const { id, what, fix } of checkDeclaration(value as CheckedDeclaration)) {
          expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
          expect(what).not.toBe("");
          expect(fix).not.toBe("");
        }
      }),
    );
  });

  it("decide on what may be declared: an error is refused, anything else is kept", () => {
    fc.assert(
      fc.property(declaration, (value) => {
        const found = checkDeclaration(value as CheckedDeclaration);
        const errors = found.filter(({ severity }) => severity === "error").map(({ id }) => id);
        const define = () => DataAction.define(value as never);
        if (errors.length > 0) expect(errors).toContain(refusal(define).id);
        else expect(define().problems).toEqual(found);
      }),
      { numRuns: 300 },
    );
  });

  it("reach a great deal with these declarations", () => {
    const ids = new Set(
      fc
        .sample(declaration, { numRuns: 500, seed: 1 })
        .flatMap((value) => checkDeclaration(value as CheckedDeclaration).map(({ id }) => id)),
    );
    expect(ids.size).toBeGreaterThan(25);
  });

  // Whoever takes quadratic time for one of these takes hours, and is stopped.
  it.each([
    "${",
    "$a(",
    "#if(",
    "\\",
    '\\"',
    '"',
    "{",
    "[",
    "$a ",
    "${input.a}",
    "{{",
    "$a-",
    "##",
    "#*",
    " ",
    "{a}",
    "'",
  ])("take a long text of %s", (piece) => {
    const long = piece.repeat(100_000);
    problems({
      request: { method: "POST", url: `/api/v2/${long}`, body: long, headers: { Accept: long } },
      response: {
        translationMap: { a: `$${long}` },
        translationMapDefaults: { a: long },
        successTemplate: `{"a": ${long}`,
      },
    });
  });

  it("take contracts that are long or deep", () => {
    const deep = (depth: number) => {
      let schema: object = { type: "string" };
      for (let at = 0; at < depth; at += 1) schema = { type: "object", properties: { a: schema } };
      return schema;
    };
    const names = Array.from({ length: 20_000 }, (_, at) => `name${at}`);
    const wide = {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "strnig" }])),
    };
    const unknown = names.map((name) => `\${input.x${name}}`).join("");
    const found = problems({
      input: wide,
      output: deep(100_000),
      request: { method: "POST", body: unknown },
    });
    expect(found.filter(({ id }) => id === "template/unknown-input").length).toBe(names.length + 1);
    expect(found.filter(({ id }) => id === "contract/invalid-schema").length).toBe(names.length + 1);
  });

  it("do not change what they check", () => {
    fc.assert(
      fc.property(declaration, (value) => {
        const before = JSON.stringify(value);
        checkDeclaration(value as CheckedDeclaration);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it("are those of a declared action, but for the errors", () => {
    const doubtful = changed({
      response: { translationMap: { id: "$.id", other: "$.other" }, successTemplate: '{"id": ${id}}' },
    });
    expect(DataAction.define(doubtful as never).problems.map(({ id }) => id)).toEqual([
      "response/unused-variable",
    ]);
  });
});
