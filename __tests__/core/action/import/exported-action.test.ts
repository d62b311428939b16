import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looksExported, readExportedAction } from "../../../../src/core/action/import/exported-action";
import { checkKnown } from "../../../../src/core/action/import/unknown-parts";
import { ScopelockError } from "../../../../src/core/diagnostic/error";
import { refusal, wording } from "../../errors";

const exported = (more: object = {}) => ({
  name: "Get queue - Exported 2024-03-01 @ 9:05",
  integrationType: "purecloud-data-actions",
  actionType: "custom",
  config: {
    request: {
      requestUrlTemplate: "/api/v2/routing/queues/${input.queueId}",
      requestType: "GET",
      headers: { "Cache-Control": "no-cache" },
      requestTemplate: "${input.rawRequest}",
    },
    response: {
      translationMap: { name: "$.name" },
      translationMapDefaults: {},
      successTemplate: "${rawResult}",
    },
  },
  contract: {
    input: { inputSchema: { type: "object", properties: { queueId: { type: "string" } } } },
    output: { successSchema: { type: "object" } },
  },
  secure: false,
  ...more,
});
const nestedText = `${'{"x":'.repeat(100_000)}1${"}".repeat(100_000)}`;
const read = (value: unknown) => readExportedAction(value, "fallback");

describe("an export of Genesys Cloud", () => {
  it("is read whole, without the date behind its name", () => {
    expect(read(exported())).toEqual({
      name: "Get queue",
      secure: false,
      input: { type: "object", properties: { queueId: { type: "string" } } },
      output: { type: "object" },
      request: {
        method: "GET",
        url: "/api/v2/routing/queues/${input.queueId}",
        headers: { "Cache-Control": "no-cache" },
        body: "${input.rawRequest}",
      },
      response: {
        translationMap: { name: "$.name" },
        translationMapDefaults: {},
        successTemplate: "${rawResult}",
      },
      extra: {},
      problems: [],
    });
  });

  it("may have templates and schemas as objects or as text, flattened or plain", () => {
    const { config, contract } = exported();
    const odd = read(
      exported({
        config: {
          request: { ...config.request, requestTemplate: { id: "${input.queueId}" } },
          response: { successTemplate: { name: "${name}" } },
        },
        contract: {
          input: { inputSchemaFlattened: JSON.stringify(contract.input.inputSchema) },
          output: { successSchemaFlattened: { type: "object" } },
        },
      }),
    );
    expect(odd.request.body).toBe('{"id":"${input.queueId}"}');
    expect(odd.response.successTemplate).toBe('{"name":"${name}"}');
    expect(odd.input).toEqual(contract.input.inputSchema);
    expect(odd.output).toEqual({ type: "object" });
  });

  it("keeps what is unknown, and says so", () => {
    const { config } = exported();
    const { extra, problems } = read(
      exported({ colour: "blue", config: { ...config, request: { ...config.request, "a/b": [1] } } }),
    );
    expect(extra).toEqual({ "/colour": "blue", "/config/request/a~1b": [1] });
    expect(problems).toMatchObject([{ id: "import/unknown-key", severity: "note" }]);
    expect(wording(problems[0])).toContain("/config/request/a~1b");
  });

  it("may be wrapped by its one key", () => {
    expect(looksExported({ action: exported() })).toBe(true);
    expect(read({ action: exported() })).toEqual(read(exported()));
  });

  it.each<[string, (deep: unknown) => object]>([
    [
      "a request template",
      (deep) => ({ config: { request: { requestUrlTemplate: "/x", requestTemplate: deep } } }),
    ],
    ["a header", (deep) => ({ config: { request: { requestUrlTemplate: "/x", headers: { x: deep } } } })],
    ["a contract", (deep) => ({ contract: { input: { inputSchema: deep } } })],
    ["a contract as text", () => ({ contract: { input: { inputSchema: nestedText } } })],
    ["an unknown key", (deep) => ({ colour: deep })],
  ])("is refused with %s that is nested too deep", (_, more) => {
    const error = refusal(() => read(exported(more(JSON.parse(nestedText)))));
    expect(error.id).toBe("import/too-deep");
  });

  it("names other services and unknown keys in short, and without secrets", () => {
    const request = {
      requestType: "GET",
      requestUrlTemplate: "https://me:hunter2@example.com/x?code=hunter3",
    };
    const { problems } = read(
      exported({ integrationType: "custom-rest-actions", config: { request }, ["k".repeat(100_000)]: 1 }),
    );
    for (const { what } of problems) {
      expect(what.length).toBeLessThan(1000);
      expect(what).not.toContain("hunter");
    }
  });

  it("takes its file's name where it has none", () => {
    expect(read(exported({ name: " " })).name).toBe("fallback");
  });

  it.each<[string, object, string, string]>([
    ["no method", { config: { request: { requestUrlTemplate: "/api/v2/users" } } }, "action/method", "error"],
    ["no contract", { contract: undefined }, "import/no-contract", "note"],
    [
      "another integration's address",
      {
        integrationType: "custom-rest-actions",
        config: { request: { requestType: "GET", requestUrlTemplate: "https://example.com/x" } },
      },
      "operation/elsewhere",
      "error",
    ],
    [
      "another service's integration, whose path looks like one of ours",
      { integrationType: "zendesk-data-actions" },
      "operation/elsewhere",
      "error",
    ],
    [
      "a web services integration that calls Genesys Cloud",
      {
        integrationType: "custom-rest-actions",
        config: {
          request: { requestType: "GET", requestUrlTemplate: "https://api.mypurecloud.ie/api/v2/users" },
        },
      },
      "import/integration-type",
      "warning",
    ],
  ])("with %s is read, and that is said", (_, more, id, severity) => {
    expect(read(exported(more)).problems).toContainEqual(expect.objectContaining({ id, severity }));
  });

  it.each<[string, unknown, RegExp]>([
    ["a list", [], /no object with a config/],
    ["nothing", null, /no object with a config/],
    ["text", "x", /no object with a config/],
    ["a config without a request", { config: {} }, /no config\.request\.requestUrlTemplate/],
    ["an empty URL", { config: { request: { requestUrlTemplate: " " } } }, /requestUrlTemplate/],
  ])("is not %s", (_, value, message) => {
    const error = refusal(() => read(value));
    expect(error.id).toBe("import/not-an-action");
    expect(error.message).toMatch(message);
  });

  it.each<[string, string, unknown, RegExp]>([
    ["a function", "import/function", { config: { function: {} } }, /runs code/],
    [
      "a function by its integration",
      "import/function",
      exported({ integrationType: "function-data-actions" }),
      /runs code/,
    ],
    ["a custom authentication action", "import/custom-auth", { id: "customAuth_-_1", config: {} }, /token/],
    [
      "a draft",
      "import/draft",
      exported({ selfUri: "/api/v2/integrations/actions/custom_-_1/draft" }),
      /published/,
    ],
    ["one by its type", "import/custom-auth", exported({ actionType: "customAuth" }), /token/],
    [
      "an entry of a list without config",
      "import/no-config",
      { name: "A", contract: {}, selfUri: "/api/v2/integrations/actions/custom_-_1" },
      /includeConfig=true/,
    ],
  ])("is no %s, and is named as that", (_, id, value, message) => {
    const error = refusal(() => read(value));
    expect(error.id).toBe(id);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("Export the action again");
  });

  it("says which templates an answer of the API has elsewhere, and nothing of what may be in them", () => {
    const { config } = exported();
    const answer = (request: object, response: object) =>
      read(
        exported({
          config: {
            request: { requestUrlTemplate: "/api/v2/users", requestType: "POST", ...request },
            response: { translationMap: config.response.translationMap, ...response },
          },
        }),
      );
    const both = answer({ requestTemplateUri: "/a.vm" }, { successTemplateUri: "/b.vm" });
    expect(both.unknown).toEqual(["body", "successTemplate"]);
    expect(both.problems).toMatchObject([{ id: "import/template-unknown", severity: "note" }]);
    expect(wording(both.problems[0])).toContain("requestTemplateUri and successTemplateUri");
    expect(checkKnown(both)).toEqual([]);
    expect(answer({ requestTemplateUri: "/a.vm" }, { successTemplate: "${x}" }).unknown).toEqual(["body"]);
    // Filled in beside its address, it is there.
    expect(
      answer({ requestTemplateUri: "/a.vm", requestTemplate: "" }, { successTemplate: "{}" }).unknown,
    ).toBeUndefined();
  });

  it("is read or refused, whatever JSON it is", () => {
    const somewhere = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            "config",
            "request",
            "requestUrlTemplate",
            "requestType",
            "headers",
            "contract",
            "input",
            "inputSchema",
            "output",
            "successSchema",
            "response",
            "translationMap",
            "name",
            "__proto__",
          ),
          tie("value"),
        ),
      ),
    })).value;
    fc.assert(
      fc.property(somewhere, (value) => {
        looksExported(value);
        try {
          expect(typeof read(value).request.url).toBe("string");
        } catch (error) {
          if (!ScopelockError.is(error)) throw error;
        }
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(somewhere, somewhere, somewhere, (request, response, contract) => {
        const url = { requestUrlTemplate: "/api/v2/users" };
        const config = { request: { ...(request as object), ...url }, response };
        expect(read({ config, contract }).request.url).toBe("/api/v2/users");
      }),
    );
  });
});
