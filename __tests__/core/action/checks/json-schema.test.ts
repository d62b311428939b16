import Ajv from "ajv-draft-04";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { schemaFindings, subschemas } from "../../../../src/core/action/checks/json-schema";
import { isObject } from "../../../../src/core/diagnostic/json";

const findings = (schema: unknown) => schemaFindings("the contract", schema);
const whats = (schema: unknown) => findings(schema).map(({ what }) => what);

const KEYWORDS = (
  "type properties items required additionalProperties minimum exclusiveMinimum maxLength not allOf dependencies " +
  "definitions title multipleOf uniqueItems"
).split(" ");

describe("a contract as JSON Schema", () => {
  it.each<[string, unknown]>([
    ["of draft 4", { $schema: "http://json-schema.org/draft-04/schema#", type: "object" }],
    [
      "with titles, ids and unknown keywords",
      { id: "/properties/a", title: "a", description: "b", "x-y": [] },
    ],
    ["with exclusive limits as draft 4 has them", { minimum: 1, exclusiveMinimum: true }],
    ["with a value twice in an enumeration", { enum: ["a", "a"] }],
    ["with a pattern", { pattern: "^a+$" }],
    [
      "with a property that is called as a keyword",
      { properties: { $ref: { type: "string" }, default: {}, items: {} } },
    ],
    ["that is empty", {}],
  ])("is right %s", (_, schema) => {
    expect(findings(schema)).toEqual([]);
  });

  it.each<[unknown, string, RegExp]>([
    [
      { properties: { a: { type: "strnig" } } },
      "#/properties/a/type",
      /"strnig".*must be one of array, boolean/,
    ],
    [{ properties: { a: { required: true } } }, "#/properties/a/required", /must be array/],
    [
      { properties: { a: { items: { items: { type: 1 } } } } },
      "#/properties/a/items/items/type",
      /is 1: it must be one of/,
    ],
    [{ required: ["a", "a"] }, "#/required", /duplicate/],
    [{ minimum: "1" }, "#/minimum", /must be number/],
    [{ exclusiveMinimum: 1 }, "#/exclusiveMinimum", /must be boolean/],
    [{ additionalProperties: "no" }, "#/additionalProperties", /must be boolean, or must be object/],
    [{ properties: [] }, "#/properties", /an array: it must be object/],
    [{ enum: [] }, "#/enum", /fewer than 1/],
    [{ properties: { "a/b~c": { title: 1 } } }, "#/properties/a~1b~0c/title", /is 1: it must be string/],
  ])("is refused: %j", (schema, pointer, message) => {
    expect(findings(schema).map(({ id, severity }) => `${severity} ${id}`)).toContain(
      "error contract/invalid-schema",
    );
    expect(whats(schema).join("\n")).toMatch(message);
    expect(whats(schema).some((what) => what.startsWith(`${pointer} of the contract`))).toBe(true);
  });

  it("is doubtful with nothing in its list of required names", () => {
    expect(findings({ required: [] })).toMatchObject([
      { id: "contract/invalid-schema", severity: "warning" },
    ]);
  });

  it("is told all that is wrong with it, once for each place", () => {
    const schema = { type: "objekt", properties: { a: { type: "strnig" }, b: { items: { minLength: -1 } } } };
    expect(
      whats(schema)
        .map((what) => what.split(" ")[0])
        .sort(),
    ).toEqual(["#/properties/a/type", "#/properties/b/items/minLength", "#/type"]);
  });

  it("is suggested what was meant", () => {
    expect(findings({ type: "strnig" })[0]?.fix).toBe('Did you mean "string"?');
    expect(findings({ properties: { a: { required: true } } })[0]?.fix).toMatch(/beside "properties"/);
    expect(findings({ type: 7 })[0]?.fix).toMatch(/draft 4/);
  });

  it("has no references", () => {
    const [found, ...others] = findings({ properties: { a: { items: { $ref: "#/definitions/a" } } } });
    expect(found).toMatchObject({ id: "contract/ref", severity: "error" });
    expect(found?.what).toMatch(/^#\/properties\/a\/items of the contract/);
    expect(others).toEqual([]);
  });

  it("has patterns that are regular expressions", () => {
    expect(findings({ properties: { a: { pattern: "(" } } })).toMatchObject([
      { id: "contract/pattern", severity: "warning" },
    ]);
  });

  it("has schemas wherever draft 4 puts them", () => {
    const leaf = { type: "string" };
    const schema = {
      items: [leaf],
      additionalItems: leaf,
      additionalProperties: leaf,
      not: leaf,
      properties: { a: leaf },
      patternProperties: { b: leaf },
      definitions: { c: leaf },
      dependencies: { d: leaf, e: ["a"] },
      allOf: [leaf],
      anyOf: [leaf],
      oneOf: [leaf],
      default: { properties: { no: leaf } },
    };
    expect(subschemas(schema).map(({ pointer }) => pointer)).toEqual([
      "#",
      "#/items/0",
      "#/additionalItems",
      "#/additionalProperties",
      "#/not",
      "#/properties/a",
      "#/patternProperties/b",
      "#/definitions/c",
      "#/dependencies/d",
      "#/allOf/0",
      "#/anyOf/0",
      "#/oneOf/0",
    ]);
  });

  it("is judged as ajv judges it", () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const value = fc.oneof(
      fc.constantFrom("string", "object", "strnig", 1, -1, 1.5, true, null, "a"),
      fc.constantFrom([], ["a"], ["a", "b"], ["a", "a"], [1], {}, { a: {} }, [{}]),
    );
    const { schema } = fc.letrec((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        value,
        fc.dictionary(
          fc.constantFrom(...KEYWORDS),
          fc.oneof(
            tie("schema"),
            value,
            fc.array(tie("schema")),
            fc.dictionary(fc.constantFrom("a", "b"), tie("schema")),
          ),
        ),
      ),
    }));
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(schema.filter(isObject), (candidate) => {
        // Types twice in a list are let pass: see the generator.
        fc.pre(!/"type":\[[^\]]*"(string|object)",[^\]]*"\1"/.test(JSON.stringify(candidate)));
        const valid = ajv.validate("http://json-schema.org/draft-04/schema", candidate);
        const invalid = findings(candidate).some(({ id }) => id === "contract/invalid-schema");
        seen.add(invalid);
        expect(invalid).toBe(!valid);
      }),
      { numRuns: 300 },
    );
    expect(seen.size).toBe(2);
  });
});
