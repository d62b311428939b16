import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogOf, generateCatalog, renderSdkTable } from "../../../scripts/catalog-table";
import { Catalog, type StoredOperation } from "../../../src/core/catalog/catalog";
import { OVERRIDES } from "../../../src/core/catalog/corrections";
import { EMBEDDED } from "../../../src/core/catalog/embedded";
import { keepRequirements, withoutRequirements } from "../../../src/core/catalog/keep";
import { isKnown } from "../../../src/core/catalog/operation";
import { PathIndex, segmentsOf } from "../../../src/core/catalog/path-index";
import { REFERENCE_MARK } from "../../../src/core/catalog/reference-mark";
import { ROOT } from "../../process";
import { catalogs } from "./arbitrary";

const directory = join(ROOT, "src/core/catalog");
const table = readFileSync(join(directory, "genesys-operations.tsv"));
const sdkTable = readFileSync(join(directory, "sdk-operations.tsv"));
const catalog = Catalog.load();

describe("the catalogue", () => {
  it("is what the generator makes of the table", () => {
    expect(readFileSync(join(directory, "operations.json"), "utf8")).toBe(generateCatalog(table, sdkTable));
  });

  it("carries its source, version, date and hash", () => {
    expect(catalog).toMatchObject({
      source: "JavaScript SDK, npm package purecloud-platform-client-v2",
      version: "262.0.0",
      date: "2026-09-16",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      kept: {
        source: "public API reference of the JavaScript SDK",
        version: "259.0.0",
        date: "2026-08-15",
        sha256: createHash("sha256").update(table).digest("hex"),
      },
      asOf: "2026-08-15",
    });
    expect(catalog.operations).toHaveLength(3315);
  });

  it("knows of every operation of the reference what it requires, and of newer ones that nobody told", () => {
    const reference = new Map(
      catalogOf(table).operations.map((stored) => [`${stored[0]} ${stored[1]}`, stored]),
    );
    expect(reference.size).toBe(3280);
    expect(catalog.operations.filter((operation) => !isKnown(operation)).map(({ id }) => id)).toEqual(
      catalog.operations.filter(({ id }) => !reference.has(id)).map(({ id }) => id),
    );
    for (const [method, path, mode, permissions] of EMBEDDED.operations) {
      const [, , told = "unknown", listed = []] = reference.get(`${method} ${path}`) ?? [];
      expect([mode, permissions]).toEqual([told, listed]);
    }
  });

  it("has the flags of the newer SDK: five previews fewer, five deprecations more, than the reference", () => {
    const before = new Map(
      catalogOf(table).operations.map(([method, path, , , flags]) => [`${method} ${path}`, flags]),
    );
    const changed = EMBEDDED.operations.flatMap(([method, path, , , flags]) => {
      const was = before.get(`${method} ${path}`);
      return was === undefined || was.join() === flags.join() ? [] : [`${was.join()} -> ${flags.join()}`];
    });
    expect(changed.sort()).toEqual([...Array(5).fill(" -> deprecated"), ...Array(5).fill("preview -> ")]);
  });

  it.each(["README.md", "docs/catalog.md"])("is what %s says it is", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    for (const operations of [catalog.operations, catalogOf(table).operations])
      expect(text).toContain(operations.length.toLocaleString("en-US"));
    for (const version of [catalog.version, catalog.kept?.version]) expect(text).toContain(version);
  });

  it("finds every one of its operations again, by a concrete path", () => {
    const lost = catalog.operations.filter(({ method, path, id }) => {
      const concrete = path.replace(/\{[^}]+\}/g, "3f2b7c1a-0d4e-4b7a-9c55-1f0a2b3c4d5e");
      return catalog.match(method, `${concrete}/?expand=x`)?.id !== id;
    });
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it("prefers what is more specific", () => {
    expect(catalog.match("GET", "/api/v2/users/me")?.path).toBe("/api/v2/users/me");
    expect(catalog.match("GET", "/api/v2/users/search")?.path).toBe("/api/v2/users/search");
    expect(catalog.match("GET", "/api/v2/users/jdoe42")?.path).toBe("/api/v2/users/{userId}");
    expect(catalog.match("GET", "/api/v2/nothing")).toBeUndefined();
    expect(catalog.match("DELETE", "/api/v2/externalcontacts/reversewhitepageslookup")).toBeUndefined();
  });

  it("takes a misspelt word of the API for no id", () => {
    for (const misspelt of ["serach", "searches", "Search1"])
      expect(catalog.match("GET", `/api/v2/users/${misspelt}`)).toBeUndefined();
  });

  it("takes no empty, . or .. segment for a value: HTTP clients would send another path", () => {
    for (const id of ["", ".", ".."])
      expect(catalog.match("PATCH", `/api/v2/users/${id}/presences/purecloud`)).toBeUndefined();
  });

  it("finds what one index of all its operations finds, in whatever order it is asked", () => {
    fc.assert(
      fc.property(catalogs, fc.array(fc.nat()), (data, order) => {
        const whole = new PathIndex(new Catalog(data).operations);
        const lazy = new Catalog(data);
        for (const place of [...order, ...data.operations.keys()]) {
          const [method, path] = data.operations[place % data.operations.length] as StoredOperation;
          // Words are those of one family: only which operation it is may be compared.
          for (const segments of [
            segmentsOf(path),
            segmentsOf(path.replace(/\{\w+\}/g, "me")),
            segmentsOf(path.toUpperCase()).map((segment) =>
              segment.includes("{") ? REFERENCE_MARK : segment,
            ),
            [...segmentsOf(path), "x"],
            segmentsOf(path).slice(0, 2),
          ])
            expect(lazy.findWithWords(method, segments)?.operation).toEqual(
              whole.findWithWords(method, segments)?.operation,
            );
        }
      }),
    );
  });

  it("gives the same operation whichever way it is found", () => {
    const fresh = new Catalog(EMBEDDED);
    const found = fresh.match("GET", "/api/v2/users/me");
    expect(fresh.operations.find(({ id }) => id === found?.id)).toBe(found);
    expect(fresh.operations).toBe(fresh.operations);
    const queue = fresh.match("GET", "/api/v2/routing/queues");
    expect(fresh.operationsAccepting("routing:queue:view").find(({ id }) => id === queue?.id)).toBe(queue);
  });

  it("knows the scopes of an operation where its source names them", () => {
    const operations: StoredOperation[] = [
      ["GET", "/api/v2/users", "none", [], [], "getUsers", ["users"]],
      ["GET", "/api/v2/groups", "none", [], [], "getGroups"],
    ];
    const { operations: made } = new Catalog({ ...EMBEDDED, operations });
    expect(made[0]?.scopes).toEqual(["users"]);
    expect(made[1]).not.toHaveProperty("scopes");
  });

  it("is corrected in one place, and each correction says why and from where", () => {
    for (const { operation, requirement, reason, source } of OVERRIDES) {
      expect(catalog.operations.find(({ id }) => id === operation)?.requirement).toEqual(requirement);
      expect(reason.length).toBeGreaterThan(20);
      expect(source.length).toBeGreaterThan(10);
    }
  });
});

describe("the nearest", () => {
  it.each([
    [
      "GET",
      "/api/v2/external-contacts/lookups/phone",
      "GET /api/v2/externalcontacts/reversewhitepageslookup",
    ],
    ["GET", "/api/v2/user/${input.id}", "GET /api/v2/users"],
    ["GET", "/api/v2/routing/queue/${input.id}", "GET /api/v2/routing/queues"],
  ])("operations to %s %s hold %s", (method, path, expected) => {
    expect(catalog.nearestOperations(method, path, 5).some(({ id }) => id.startsWith(expected))).toBe(true);
  });
});

it("nothing is near what is like nothing", () => {
  expect(catalog.nearestOperations("GET", "/api/v2/xyzzy/${input.id}")).toEqual([]);
  expect(catalog.nearestOperations("GET", "/api/v2/${input.id}")).toEqual([]);
});

it("the nearest do not depend on what was asked before", () => {
  const paths = ["/api/v2/user/x", "/api/v2/routing/queue/x", "/api/v2/conversation/call/abc/participant"];
  const ask = (of: Catalog, all: string[]) =>
    all.map((path) => of.nearestOperations("GET", path).map(({ id }) => id));
  const other = ask(new Catalog(EMBEDDED), [...paths].reverse()).reverse();
  expect(ask(new Catalog(EMBEDDED), paths)).toEqual(other);
});

describe("the generator", () => {
  const lines = [
    "# Source: a reference 1.2.3 (2026-01-02).",
    "method\tpath\tmode\tpermissions\tflags\toperation",
  ];
  const sdkLines = [
    `# Source: an SDK 4.5.6 (2026-03-04), sha256 of its API files ${"b".repeat(64)}.`,
    "change\tmethod\tpath\tflags\toperation",
  ];
  const bytes = (...rows: string[]) => Buffer.from(`${rows.join("\n")}\n`);
  const generate = (rows: string[], sdkRows: string[] = []) =>
    JSON.parse(generateCatalog(bytes(...lines, ...rows), bytes(...sdkLines, ...sdkRows)));

  it("names every row that is wrong", () => {
    const wrong = () => generate(["GTE\t/api/v2/x\tANY\ta:b:c\t\tx", "GET\t/x\tMOST\ta:b\t\ty"]);
    expect(wrong).toThrow(/line 3: "GTE" is not a method/);
    expect(wrong).toThrow(/line 4: "\/x" does not begin/);
    expect(wrong).toThrow(/line 4: "MOST"/);
    expect(wrong).toThrow(/line 4: "a:b" is neither/);
  });

  it("refuses the same operation twice, and a table without a source", () => {
    expect(() => generate(["GET\t/api/v2/x\tNO\t\t\tx", "GET\t/api/v2/x\tNO\t\t\tx"])).toThrow(/there twice/);
    expect(() => catalogOf(bytes("nothing"))).toThrow(/source, version and date/);
    expect(() => generateCatalog(bytes(...lines), bytes(...lines))).toThrow(/hash of its files/);
  });

  it("marks an operation whose permissions are needed and not listed", () => {
    expect(generate(["GET\t/api/v2/x\tANY\t\t\tgetX"]).operations).toEqual([
      ["GET", "/api/v2/x", "none", [], ["permissions-not-listed"], "getX"],
    ]);
  });

  it("takes operations and flags from the SDK, and what they require from the reference", () => {
    const made = generate(
      [
        "GET\t/api/v2/b\tANY\ta:b:c\tpreview\tgetB",
        "GET\t/api/v2/c\tALL\ta:b:c\t\tgetC",
        "GET\t/api/v2/d\tANY\t\t\tgetD",
      ],
      [
        "+\tGET\t/api/v2/a\tpreview\tgetA",
        "~\tGET\t/api/v2/b\tdeprecated\tgetB",
        "-\tGET\t/api/v2/c\t\tgetC",
      ],
    );
    expect(made).toMatchObject({
      source: "an SDK",
      version: "4.5.6",
      date: "2026-03-04",
      sha256: "b".repeat(64),
      kept: { source: "a reference", version: "1.2.3", date: "2026-01-02" },
    });
    expect(made.operations).toEqual([
      ["GET", "/api/v2/a", "unknown", [], ["preview"], "getA"],
      ["GET", "/api/v2/b", "any", ["a:b:c"], ["deprecated"], "getB"],
      ["GET", "/api/v2/d", "none", [], ["permissions-not-listed"], "getD"],
    ]);
  });

  it("refuses a row of the SDK's table that changes nothing, or what is not there", () => {
    const rows = ["GET\t/api/v2/b\tANY\ta:b:c\t\tgetB"];
    expect(() => generate(rows, ["+\tGET\t/api/v2/b\t\tgetB"])).toThrow(
      /line 3: GET \/api\/v2\/b is there already/,
    );
    expect(() => generate(rows, ["~\tGET\t/api/v2/a\t\tgetA"])).toThrow(
      /line 3: GET \/api\/v2\/a is not there/,
    );
    expect(() => generate(rows, ["-\tGET\t/api/v2/a\t\tgetA"])).toThrow(/is not there/);
    expect(() => generate(rows, ["?\tGET\t/api/v2/b\t\tgetB"])).toThrow(/"\?" is no change/);
    expect(() => generate(rows, ["+\tGET\t/x\tnew\tgetX"])).toThrow(
      /line 3: "\/x" does not begin(.|\n)*line 3: "new"/,
    );
  });

  it("makes, of any reference and any SDK, the catalogue that a refresh makes of the two", () => {
    fc.assert(
      fc.property(catalogs, catalogs, (data, newer) => {
        const flagsOf = (flags: readonly string[]) => flags.join(",");
        const modes: Record<string, string> = { any: "ANY", all: "ALL", none: "NO" };
        const reference = bytes(
          ...lines,
          ...data.operations.map(([method, path, mode, permissions, flags, operationId]) =>
            [method, path, modes[mode], permissions.join(","), flagsOf(flags), operationId].join("\t"),
          ),
        );
        const sdk = withoutRequirements({
          ...newer,
          operations: newer.operations.map((each) => each.slice(0, 6)),
        } as never);
        const made = generateCatalog(reference, Buffer.from(renderSdkTable(sdk, catalogOf(reference))));
        const { catalog } = keepRequirements(sdk, catalogOf(reference));
        const { operations } = JSON.parse(made);
        const order = ([method, path]: StoredOperation) => `${path} ${method}`;
        const sorted = [...catalog.operations].sort((a, b) => (order(a) < order(b) ? -1 : 1));
        expect([...operations].sort((a, b) => (order(a) < order(b) ? -1 : 1))).toEqual(sorted);
        expect(JSON.parse(made).kept).toEqual(catalog.kept);
      }),
    );
  });
});
