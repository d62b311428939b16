import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OVERRIDES } from "../../../src/core/catalog/corrections";
import type { CatalogData } from "../../../src/core/catalog/data";
import { EMBEDDED } from "../../../src/core/catalog/embedded";
import { validateCatalog } from "../../../src/core/catalog/validate";
import { wording } from "../errors";
import { catalogs } from "./arbitrary";

/** A catalogue as JSON, to put a fault into. */
type Draft = { [key: string]: unknown; operations: unknown[][] };

const draftOf = (data: CatalogData) => JSON.parse(JSON.stringify(data)) as Draft;
const idsOf = (data: unknown) => validateCatalog(data, []).map(({ id }) => id);

/** Puts a fault into a catalogue; `at` is the operation to put it in. */
type Injection = (draft: Draft, at: number) => void;
const inOperation =
  (element: number, value: unknown): Injection =>
  ({ operations }, at) => {
    const operation = operations[at] as unknown[];
    while (operation.length < element) operation.push([]);
    operation[element] = value;
  };
const both =
  (...injections: Injection[]): Injection =>
  (draft, at) => {
    for (const inject of injections) inject(draft, at);
  };

const ORIGIN = { source: "a source", version: "1", date: "2026-01-02", sha256: "0".repeat(64) };

const FAULTS: readonly (readonly [what: string, id: string, inject: Injection])[] = [
  ["no source", "catalog/source", (draft) => delete draft.source],
  ["an empty version", "catalog/source", (draft) => (draft.version = " ")],
  [
    "mode unknown with a permission",
    "catalog/mode",
    both(inOperation(2, "unknown"), inOperation(3, ["a:b:c"])),
  ],
  ["what was kept that is a text", "catalog/source", (draft) => (draft.kept = "259.0.0")],
  ["what was kept of no version", "catalog/source", (draft) => (draft.kept = { ...ORIGIN, version: "" })],
  ["what was kept of no day", "catalog/date", (draft) => (draft.kept = { ...ORIGIN, date: "2026" })],
  [
    "what was kept without a hash",
    "catalog/hash",
    (draft) => (draft.kept = { ...ORIGIN, sha256: undefined }),
  ],
  ["a date that is none", "catalog/date", (draft) => (draft.date = "2026-13-01")],
  ["a date in words", "catalog/date", (draft) => (draft.date = "yesterday")],
  ["a hash in capitals", "catalog/hash", (draft) => (draft.sha256 = "A".repeat(64))],
  ["a short hash", "catalog/hash", (draft) => (draft.sha256 = "abc")],
  [
    "an operation that is no list",
    "catalog/shape",
    ({ operations }, at) => (operations[at] = {} as unknown[]),
  ],
  ["an operation that is too short", "catalog/shape", ({ operations }, at) => operations[at]?.splice(5)],
  ["an operation that is too long", "catalog/shape", inOperation(7, [])],
  ["permissions that are no texts", "catalog/shape", inOperation(3, [1])],
  ["scopes that are no list", "catalog/shape", inOperation(6, "users")],
  ["an unknown method", "catalog/method", inOperation(0, "GTE")],
  ["a method in small letters", "catalog/method", inOperation(0, "get")],
  ["a path of another API", "catalog/path", inOperation(1, "/api/v1/elsewhere")],
  ["an empty segment", "catalog/path", inOperation(1, "/api/v2//elsewhere")],
  ["an open brace", "catalog/path", inOperation(1, "/api/v2/elsewhere/{id")],
  ["a query", "catalog/path", inOperation(1, "/api/v2/elsewhere?id=1")],
  ["an unknown mode", "catalog/mode", inOperation(2, "most")],
  ["mode none with a permission", "catalog/mode", both(inOperation(2, "none"), inOperation(3, ["a:b:c"]))],
  ["mode any without one", "catalog/mode", both(inOperation(2, "any"), inOperation(3, []))],
  ...[
    "",
    " ",
    "*",
    "routing:queue",
    "routing:queue:",
    ":queue:view",
    "routing::view",
    "routing:queue:view:all",
    "routing:*:view",
    "routing:queue:*",
    "routing:queue:view ",
    "routing:the queue:view",
    "routing:queue:view\n",
    "Routing:Queue:View",
    "ROUTING:QUEUE:VIEW",
    "routing:QUEUE:view",
    "routing:queue:View",
    "routing:que-ue:view",
    "routing:queue:\u00fcber",
    "routing.queue.view",
    "Admin",
    "admin_",
    "__proto__",
  ].map((name): (typeof FAULTS)[number] => [
    `the permission ${JSON.stringify(name)}`,
    "catalog/permission",
    both(inOperation(2, "any"), inOperation(3, [name])),
  ]),
  ["a permission twice", "catalog/repeated", both(inOperation(2, "all"), inOperation(3, ["a:b:c", "a:b:c"]))],
  ["an unknown flag", "catalog/flag", inOperation(4, ["experimental"])],
  [
    "permissions listed and said not to be",
    "catalog/flag",
    both(inOperation(2, "any"), inOperation(3, ["a:b:c"]), inOperation(4, ["permissions-not-listed"])),
  ],
  ["an empty operation id", "catalog/operation-id", inOperation(5, "")],
  ["a scope with a blank", "catalog/scope", inOperation(6, ["users readonly"])],
  [
    "an operation twice",
    "catalog/duplicate",
    ({ operations }, at) => operations.push([...(operations[at] as unknown[])]),
  ],
  [
    "two operations that no request can tell apart",
    "catalog/duplicate",
    ({ operations }, at) => {
      const [method, path = "", ...rest] = operations[at] as string[];
      operations.push([method, `${path}/{one}`, ...rest], [method, `${path}/{other}`, ...rest]);
    },
  ],
];

describe("the check of a catalogue", () => {
  it("finds nothing wrong with the embedded one, nor with any that has no fault", () => {
    expect(validateCatalog(EMBEDDED)).toEqual([]);
    fc.assert(
      fc.property(catalogs, (data) => {
        expect(idsOf(draftOf(data))).toEqual([]);
      }),
    );
  });

  it.each(FAULTS)("finds %s", (_, id, inject) => {
    fc.assert(
      fc.property(catalogs, fc.nat(), (data, at) => {
        const draft = draftOf(data);
        inject(draft, at % data.operations.length);
        expect(idsOf(draft)).toContain(id);
      }),
    );
  });

  it("collects all faults, each with the operation that has it", () => {
    const draft = draftOf(EMBEDDED);
    inOperation(0, "GTE")(draft, 7);
    inOperation(4, ["experimental"])(draft, 9);
    draft.sha256 = "";
    const problems = validateCatalog(draft);
    expect(problems.map(({ id }) => id)).toEqual(["catalog/hash", "catalog/method", "catalog/flag"]);
    expect(wording(problems[1])).toContain(`operations[7] (GTE ${EMBEDDED.operations[7]?.[1]})`);
    expect(wording(problems[2])).toContain(`operations[9]`);
    for (const { fix } of problems) expect(fix).toContain("catalog refresh");
  });

  it.each([[null], [1], ["x"], [[]]])("says that %j is no catalogue", (data) => {
    expect(idsOf(data)).toEqual(["catalog/shape"]);
  });

  it.each([[undefined], [{}], [[]]])("says that %j is no list of operations", (operations) => {
    expect(idsOf({ ...EMBEDDED, operations })).toEqual(["catalog/shape"]);
  });

  it("says what an OpenAPI document has to be made into", () => {
    const [problem] = validateCatalog({ swagger: "2.0", paths: {} });
    expect(problem?.fix).toContain("catalog refresh");
  });

  it("warns of a correction that matches no operation, and notes one that the source has made itself", () => {
    const [override] = OVERRIDES;
    if (!override) throw new Error("there is no override to test with");
    const gone = { ...override, operation: "GET /api/v2/nothing" };
    expect(validateCatalog(EMBEDDED, [gone])).toEqual([
      expect.objectContaining({ id: "catalog/override", severity: "warning" }),
    ]);
    const operations = EMBEDDED.operations.map(([method, path, mode, permissions, ...rest]) =>
      `${method} ${path}` === override.operation
        ? [method, path, override.requirement.mode, override.requirement.permissions, ...rest]
        : [method, path, mode, permissions, ...rest],
    );
    expect(validateCatalog({ ...EMBEDDED, operations }, [override])).toEqual([
      expect.objectContaining({ id: "catalog/override", severity: "note" }),
    ]);
  });

  it("takes any JSON without an exception", () => {
    fc.assert(fc.property(fc.jsonValue(), (data) => void validateCatalog(data)));
    fc.assert(
      fc.property(fc.array(fc.array(fc.jsonValue())), (operations) => {
        validateCatalog({ ...EMBEDDED, operations });
      }),
    );
  });
});
