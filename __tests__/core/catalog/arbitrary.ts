import fc from "fast-check";
import type { CatalogData, StoredOperation } from "../../../src/core/catalog/data";
import { METHODS, OPERATION_FLAGS, shapeOf } from "../../../src/core/catalog/operation";

const word = fc.constantFrom("users", "queues", "me", "calls", "Search", "x-1");
const segment = fc.oneof(word, fc.constantFrom("{id}", "{userId}"));
const part = fc.constantFrom("users", "queues", "me", "callBack");
const permission = fc.oneof(
  fc.tuple(part, fc.oneof(part, fc.constantFrom("XSearch", "1on1")), part).map((parts) => parts.join(":")),
  fc.constant("admin"),
);
const names = (name: fc.Arbitrary<string>) => fc.uniqueArray(name, { maxLength: 3 }).map((all) => all.sort());

const requirement: fc.Arbitrary<[mode: string, permissions: string[]]> = fc.oneof(
  fc.constant<[string, string[]]>(["none", []]),
  fc.tuple(
    fc.constantFrom("any", "all"),
    names(permission).filter(({ length }) => length > 0),
  ),
);
const flags = fc.subarray(OPERATION_FLAGS.filter((flag) => flag !== "permissions-not-listed"));

const operation: fc.Arbitrary<StoredOperation> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/api/v2/${parts.join("/")}`),
    requirement,
    flags,
    scopes: fc.option(names(fc.constantFrom("users", "users:readonly", "routing")), { nil: undefined }),
  })
  .map(({ method, path, requirement: [mode, permissions], flags, scopes }) => [
    method,
    path,
    mode,
    permissions,
    flags,
    "anyName",
    ...(scopes ? ([scopes] as const) : ([] as const)),
  ]);

/** Catalogues without a fault. */
export const catalogs: fc.Arbitrary<CatalogData> = fc
  .uniqueArray(operation, {
    minLength: 1,
    maxLength: 12,
    selector: ([method, path]) => shapeOf(method, path),
  })
  .map((operations) => ({
    source: "a reference",
    version: "1.2.3",
    date: "2026-01-02",
    sha256: "0".repeat(64),
    operations,
  }));
