import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalog, type StoredOperation } from "../../../src/core/catalog/catalog";
import { EMBEDDED } from "../../../src/core/catalog/embedded";
import type { Operation } from "../../../src/core/catalog/operation";
import { affectedBy, diffCatalogs, type NameChange } from "../../../src/core/derivation/catalog-diff";
import { matchRequest } from "../../../src/core/request/match";
import { catalogs } from "../catalog/arbitrary";

const catalog = (...operations: StoredOperation[]) => new Catalog({ ...EMBEDDED, operations }, []);
const getUser: StoredOperation = [
  "GET",
  "/api/v2/users/{userId}",
  "any",
  ["a:b:view", "c:d:view"],
  ["preview"],
  "getUser",
  ["users"],
];
const request = (url: string) => ({ name: "Get user", source: "get-user.json", method: "GET", url });
const idsOf = (operations: readonly Operation[]) => operations.map(({ id }) => id);
const nothing = { added: [], removed: [], changed: [], permissions: { added: [], removed: [] } };

describe("the difference of two catalogues", () => {
  it("is none of a catalogue and itself", () => {
    expect(diffCatalogs(Catalog.load(), new Catalog(EMBEDDED))).toEqual(nothing);
    fc.assert(
      fc.property(catalogs, (data) => {
        expect(diffCatalogs(new Catalog(data), new Catalog(data))).toEqual(nothing);
      }),
    );
  });

  it("is the other way round when the catalogues are", () => {
    const turned = (change: NameChange | undefined) =>
      change && { added: change.removed, removed: change.added };
    fc.assert(
      fc.property(catalogs, catalogs, (dataA, dataB) => {
        const [a, b] = [new Catalog(dataA), new Catalog(dataB)];
        const forth = diffCatalogs(a, b);
        const back = diffCatalogs(b, a);
        expect(idsOf(back.added)).toEqual(idsOf(forth.removed));
        expect(idsOf(back.removed)).toEqual(idsOf(forth.added));
        expect(back.permissions).toEqual(turned(forth.permissions));
        expect(
          back.changed.map(({ before, after, mode, permissions, flags, scopes }) => ({
            before: after,
            after: before,
            mode: mode && { before: mode.after, after: mode.before },
            permissions: turned(permissions),
            flags: turned(flags),
            scopes: turned(scopes),
          })),
        ).toEqual(
          forth.changed.map(({ before, after, mode, permissions, flags, scopes }) => ({
            before,
            after,
            mode,
            permissions,
            flags,
            scopes,
          })),
        );
      }),
    );
  });

  it("says of an operation what changed, and nothing else", () => {
    const after: StoredOperation = [
      "GET",
      "/api/v2/users/{id}",
      "all",
      ["c:d:view", "e:f:view"],
      ["deprecated", "preview"],
      "getUserAgain",
      ["users", "users:readonly"],
    ];
    const { changed, permissions, added, removed } = diffCatalogs(catalog(getUser), catalog(after));
    expect(changed).toEqual([
      {
        before: catalog(getUser).operations[0],
        after: catalog(after).operations[0],
        mode: { before: "any", after: "all" },
        permissions: { added: ["e:f:view"], removed: ["a:b:view"] },
        flags: { added: ["deprecated"], removed: [] },
        scopes: { added: ["users:readonly"], removed: [] },
      },
    ]);
    expect(permissions).toEqual({ added: ["e:f:view"], removed: ["a:b:view"] });
    expect([added, removed]).toEqual([[], []]);
  });

  it("tells what is unknown from what needs none, and from what one permission is needed for", () => {
    const of = (mode: string, ...permissions: string[]) =>
      catalog(["GET", "/api/v2/users", mode, permissions, [], "getUsers"]);
    const [unknown, none, one] = [of("unknown"), of("none"), of("any", "a:b:view")];
    expect(diffCatalogs(unknown, none).changed).toMatchObject([
      { mode: { before: "unknown", after: "none" } },
    ]);
    expect(diffCatalogs(unknown, one).changed).toMatchObject([
      { mode: { before: "unknown", after: "any" }, permissions: { added: ["a:b:view"], removed: [] } },
    ]);
    expect(diffCatalogs(unknown, unknown).changed).toEqual([]);
  });

  it("passes over names of parameters, the mode of a single permission, and scopes that one does not know", () => {
    const before = catalog(["GET", "/api/v2/users/{userId}", "any", ["a:b:view"], [], "getUser"]);
    const after = catalog(["GET", "/api/v2/users/{id}", "all", ["a:b:view"], [], "getUserById", ["users"]]);
    expect(diffCatalogs(before, after)).toEqual(nothing);
  });

  it("compares what is derived from: corrections made to both", () => {
    const requirement = { mode: "any", permissions: ["a:b:edit"] } as const;
    const override = { operation: "GET /api/v2/users/{userId}", requirement, reason: "-", source: "-" };
    const corrected = new Catalog({ ...EMBEDDED, operations: [getUser] }, [override]);
    expect(diffCatalogs(catalog(getUser), corrected).changed).toHaveLength(1);
    expect(diffCatalogs(corrected, corrected).changed).toEqual([]);
  });
});

describe("the requests that a difference affects", () => {
  const affected = (before: Catalog, after: Catalog, url: string) =>
    affectedBy(diffCatalogs(before, after), [request(url)], before, after);
  const users: StoredOperation = ["GET", "/api/v2/users", "none", [], [], "getUsers"];
  const search: StoredOperation = ["GET", "/api/v2/users/search", "none", [], [], "getUsersSearch"];
  const stricter: StoredOperation = [
    "GET",
    "/api/v2/users/{userId}",
    "all",
    ["a:b:view", "c:d:view"],
    ["preview"],
    "getUser",
  ];

  it("are those whose operation changed, with what it required and what it requires", () => {
    const before = catalog(users, getUser);
    const after = catalog(users, stricter);
    expect(affected(before, after, "/api/v2/users/${input.id}")).toEqual([
      {
        request: request("/api/v2/users/${input.id}"),
        before: matchRequest(before, "GET", "/api/v2/users/1"),
        after: matchRequest(after, "GET", "/api/v2/users/1"),
      },
    ]);
    expect(affected(before, after, "/api/v2/users?id=${input.id}")).toEqual([]);
    expect(affected(before, after, "/api/v2/nothing")).toEqual([]);
  });

  it("are those whose operation is gone, or has come", () => {
    const [gone] = affected(catalog(users, getUser), catalog(users), "/api/v2/users/${input.id}");
    expect(gone).toMatchObject({ before: { id: "GET /api/v2/users/{userId}" }, after: undefined });
    const [come] = affected(catalog(users), catalog(users, getUser), "/api/v2/users/${input.id}");
    expect(come).toMatchObject({ before: undefined, after: { id: "GET /api/v2/users/{userId}" } });
  });

  it("are those that a new, more specific operation answers", () => {
    const [moved] = affected(catalog(getUser), catalog(getUser, search), "/api/v2/users/search");
    expect(moved).toMatchObject({
      before: { id: "GET /api/v2/users/{userId}" },
      after: { id: "GET /api/v2/users/search" },
    });
    expect(affected(catalog(getUser), catalog(getUser, search), "/api/v2/users/${input.id}")).toEqual([]);
  });

  it("are none of two equal catalogues, whatever is asked for", () => {
    fc.assert(
      fc.property(catalogs, (data) => {
        const [a, b] = [new Catalog(data), new Catalog(data)];
        const requests = a.operations.map(({ method, path }) => ({ ...request(path), method }));
        expect(affectedBy(diffCatalogs(a, b), requests, a, b)).toEqual([]);
      }),
    );
  });
});
