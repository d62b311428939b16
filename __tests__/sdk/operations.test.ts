import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredOperation } from "../../src/core/catalog/data";
import { withoutRequirements } from "../../src/core/catalog/keep";
import { byPath } from "../../src/core/catalog/operation";
import { validateCatalog } from "../../src/core/catalog/validate";
import { catalogFromSdk } from "../../src/sdk/operations";
import { catalogs } from "../core/catalog/arbitrary";
import { refusal } from "../core/errors";
import { pythonClass, pythonMethod, sdkClass, sdkMethod } from "./package";

const sha256 = "c".repeat(64);
const read = (...files: readonly (readonly [name: string, text: string])[]) =>
  catalogFromSdk({ language: "javascript", version: "4.5.6", sha256, apis: new Map(files) });
const readPython = (...files: readonly (readonly [name: string, text: string])[]) =>
  catalogFromSdk({ language: "python", version: "4.5.6", sha256, apis: new Map(files) });
const operation = (method: string, path: string, name: string, ...flags: string[]): StoredOperation => [
  method,
  path,
  "unknown",
  [],
  flags,
  name,
];
const users = operation("GET", "/api/v2/users", "getUsers");

/** What is read of one class that holds this text. */
const ofClass = (text: string) => read(["UsersApi.js", sdkClass("UsersApi", text)]);

describe("reading the SDK", () => {
  it.each([
    ["JavaScript", read, sdkClass, sdkMethod],
    ["Python", readPython, pythonClass, pythonMethod],
  ])(
    "of %s finds the operations of any catalogue again, with their flags and names; what they require is unknown",
    (_, read, sdkClass, sdkMethod) => {
      fc.assert(
        fc.property(catalogs, fc.nat(), ({ operations }, seed) => {
          // As SDKs have them: names are of JavaScript, flags in order, classes as they come.
          const named = operations.map((each, at) => each.with(5, `call${at}`) as unknown as StoredOperation);
          const half = seed % (named.length + 1);
          const { catalog, problems } = read(
            ["AApi.js", sdkClass("AApi", ...named.slice(0, half).map(sdkMethod))],
            ["BApi.js", sdkClass("BApi", ...named.slice(half).map(sdkMethod))],
          );
          const expected = withoutRequirements({ ...catalog, operations: named })
            .operations.map((each) => each.slice(0, 6) as unknown as StoredOperation)
            .sort((a, b) => byPath({ method: a[0], path: a[1] }, { method: b[0], path: b[1] }));
          expect(problems).toEqual([]);
          expect(catalog.operations).toEqual(expected);
          expect(validateCatalog(catalog, [])).toEqual([]);
        }),
      );
    },
  );

  it("takes an operation of several classes once, with all that is said of it", () => {
    const { catalog } = read(
      ["AApi.js", sdkClass("AApi", sdkMethod(operation("GET", "/api/v2/users", "getUsers", "preview")))],
      ["BApi.js", sdkClass("BApi", sdkMethod(operation("GET", "/api/v2/users", "getAll", "deprecated")))],
    );
    expect(catalog.operations).toEqual([
      operation("GET", "/api/v2/users", "getUsers", "deprecated", "preview"),
    ]);
  });

  it.each([
    ["the tag", "Get users.\n * @deprecated"],
    ["the first word", "Deprecated - no alternative required.\n * @param {Object} opts"],
    ["the first word, in brackets", "(Deprecated) Get users."],
  ])("takes %s for deprecation", (_, comment) => {
    const text = sdkMethod(users).replace("Does something.", comment);
    expect(ofClass(text).catalog.operations[0]?.[4]).toEqual(["deprecated"]);
  });

  it("takes a parameter that is deprecated, a class that is, or a preview of another method for nothing", () => {
    const text = sdkMethod(users)
      .replace("Does something.", "Gets what replaces deprecated users.")
      .replace("@param", "@param {Boolean} old Deprecated\n * deleteUsers is a preview method\n * @param");
    expect(ofClass(text).catalog.operations[0]?.[4]).toEqual([]);
  });

  it("reads the call, not what looks like one in a comment or a text", () => {
    const text = `${sdkMethod(users)}
	other() {
		// this.apiClient.callApi('/api/v2/comment', 'GET')
		return "this.apiClient.callApi('/api/v2/text', 'GET')";
	}
`;
    expect(ofClass(text).catalog.operations).toEqual([users]);
  });

  it("reads a call however it is laid out", () => {
    const text = sdkMethod(users).replace(
      /callApi\(\s[\s\S]*?opts\['customHeaders'\]/,
      'callApi("/api/v2/users","GET"',
    );
    expect(ofClass(text).catalog.operations).toEqual([users]);
  });

  it.each([
    [
      "a path that is put together",
      (text: string) => text.replace("'/api/v2/users'", "'/api/v2/' + name"),
      "sdk/call",
    ],
    [
      "a path that is a template",
      (text: string) => text.replace("'/api/v2/users'", "`/api/v2/users`"),
      "sdk/call",
    ],
    ["a method that is a variable", (text: string) => text.replace("'GET'", "method"), "sdk/call"],
    [
      "a path of another API",
      (text: string) => text.replace("'/api/v2/users'", "'/api/v3/users'"),
      "catalog/path",
    ],
    ["a method that is none", (text: string) => text.replace("'GET'", "'FETCH'"), "catalog/method"],
  ])("leaves %s out, and says so", (_, spoil, id) => {
    const groups = operation("GET", "/api/v2/groups", "getGroups");
    const { catalog, problems } = ofClass(spoil(sdkMethod(users)) + sdkMethod(groups));
    expect(catalog.operations).toEqual([groups]);
    expect(problems).toMatchObject([
      { id, severity: "error", what: expect.stringMatching(/UsersApi\.js, getUsers: .*left out/) },
    ]);
  });

  it("of Python takes the first word of the docstring for deprecation, and refuses a call outside of a method", () => {
    const [method, text] = [pythonMethod(users), pythonClass("UsersApi", pythonMethod(users))];
    const deprecated = method.replace("Does something.", "Deprecated; use another.");
    const { operations } = readPython(["users_api.py", pythonClass("UsersApi", deprecated)]).catalog;
    expect(operations[0]?.[4]).toEqual(["deprecated"]);
    const outside = `${text}\ndef helper(self):\n    self.api_client.call_api("/api/v2/x", "GET")\n`;
    const docless = text.replace(/"""\n\s+Does[\s\S]*?"""/, "");
    for (const spoilt of [docless, `self.api_client.call_api(x)\n${outside}`])
      expect(refusal(() => readPython(["users_api.py", spoilt]))).toMatchObject({ id: "sdk/source" });
  });

  it("of Python leaves out a path or a verb that is not written out, and names it", () => {
    const groups = pythonMethod(operation("GET", "/api/v2/groups", "getGroups"));
    for (const spoil of [
      (text: string) => text.replace("'/api/v2/users'.replace('{format}', 'json')", "path + name"),
      (text: string) => text.replace("resource_path, 'GET'", "resource_path, verb"),
    ]) {
      const text = pythonClass("UsersApi", spoil(pythonMethod(users)), groups);
      const { catalog, problems } = readPython(["users_api.py", text]);
      expect(catalog.operations.map(([, path]) => path)).toEqual(["/api/v2/groups"]);
      expect(problems).toMatchObject([
        { id: "sdk/call", what: expect.stringContaining("users_api.py, getUsers") },
      ]);
    }
  });

  it("refuses what is not JavaScript, and a package that calls nothing", () => {
    expect(refusal(() => read(["UsersApi.js", "class {{"]))).toMatchObject({ id: "sdk/source" });
    expect(refusal(() => read(["UsersApi.js", sdkClass("UsersApi")]))).toMatchObject({
      id: "sdk/no-operations",
    });
  });
});
