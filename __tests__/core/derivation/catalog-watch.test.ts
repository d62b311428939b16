import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Access, rolePermissions } from "../../../packages/sandbox/src/genesys/access";
import { Store } from "../../../packages/sandbox/src/genesys/store";
import { Catalog, type Operation } from "../../../src/core/catalog/catalog";
import { type CatalogData, renderCatalog, type StoredOperation } from "../../../src/core/catalog/data";
import { EMBEDDED } from "../../../src/core/catalog/embedded";
import { diffCatalogs } from "../../../src/core/derivation/catalog-diff";
import { watchRoles } from "../../../src/core/derivation/catalog-watch";
import { splitPermissions } from "../../../src/core/derivation/permission-split";
import type { Permission } from "../../../src/core/permission/permission";
import { catalogs } from "../catalog/arbitrary";
import { RECORDED } from "../catalog/recorded-changes";

/** A call of an operation, with a reference for each of its ids. */
const callOf = ({ id, method, path }: Pick<Operation, "id" | "method" | "path">) => ({
  name: id,
  request: { method, url: path.replace(/\{([^{}]+)\}/g, (_, name: string) => `\${input.${name}}`) },
});

/** Every role that is least for an operation. */
function leastRoles({ requirement: { mode, permissions } }: Operation): readonly (readonly Permission[])[] {
  return mode === "any" ? permissions.map((permission) => [permission]) : [permissions];
}

/** Whether the stand-in of the Genesys Cloud API lets a client with such a role call an operation. */
function isAllowed(operation: Operation, held: readonly Permission[]): boolean {
  const store = new Store();
  store.roles.set("role", { id: "role", name: "role", ...rolePermissions(held) } as never);
  const client = { id: "client", roleDivisions: [{ roleId: "role", divisionId: "*" }] };
  store.clients.set(client.id, client as never);
  try {
    new Access(store, client as never, 0).enforce(operation);
    return true;
  } catch {
    return false;
  }
}

/** What is new for one operation. */
const kindsOf = (operation: Operation, before: Catalog, after: Catalog, held?: readonly Permission[]) =>
  watchRoles([{ calls: [callOf(operation)], ...(held && { held }) }], before, after).flatMap(({ changes }) =>
    changes.flatMap(({ kinds }) => kinds),
  );

describe("the changes between two releases of the SDK", () => {
  const [before, after] = [new Catalog(RECORDED.before, []), new Catalog(RECORDED.after, [])];
  const { changed } = diffCatalogs(before, after);

  it("are 72, of which 24 break a role with what was least", () => {
    expect(changed).toHaveLength(72);
    const refused = changed.filter((change) =>
      leastRoles(change.before).some((held) => !isAllowed(change.after, held)),
    );
    expect(refused).toHaveLength(24);
    const breaking = changed.filter((change) => kindsOf(change.before, before, after).includes("breaks"));
    expect(breaking).toEqual(refused);
  });

  it("break a role where the API refuses it afterwards, for each role that was least, and nowhere else", () => {
    const cases = changed.flatMap((change) => leastRoles(change.before).map((held) => ({ change, held })));
    expect(cases.length).toBeGreaterThan(changed.length);
    for (const { change, held } of cases) {
      expect(isAllowed(change.before, held), change.before.id).toBe(true);
      const breaks = kindsOf(change.before, before, after, held).includes("breaks");
      expect(breaks, `${change.before.id} with ${held}`).toBe(!isAllowed(change.after, held));
    }
  });

  it("name what the role lacks: with it, the API allows the call again", () => {
    for (const change of changed) {
      const roles = watchRoles([{ calls: [callOf(change.before)] }], before, after);
      for (const { breaks, held, missing } of roles)
        if (breaks) expect(isAllowed(change.after, [...held, ...missing]), change.before.id).toBe(true);
    }
  });

  it("split permissions where new ones took over, and not where one is needed as well", () => {
    const splits = splitPermissions(diffCatalogs(before, after), before, after);
    expect(splits).toContainEqual({
      permission: "routing:identityResolution:view",
      into: [
        "queue:identityResolution:view",
        "routing:identityResolutionEmail:view",
        "routing:identityResolutionIvr:view",
        "sms:identityResolution:view",
      ],
      operations: [
        "GET /api/v2/architect/ivrs/{ivrId}/identityresolution",
        "GET /api/v2/routing/email/domains/{domainName}/routes/{routeId}/identityresolution",
        "GET /api/v2/routing/queues/{queueId}/identityresolution",
        "GET /api/v2/routing/sms/identityresolution/phonenumbers/{addressId}",
      ],
      gone: true,
    });
    expect(splits.find(({ permission }) => permission === "routing:skill:manage")).toMatchObject({
      into: ["routing:skill:create", "routing:skill:delete"],
      gone: false,
    });
    // These operations need routing:queue:view as well.
    expect(splits.filter(({ permission }) => permission.startsWith("businessrules:"))).toEqual([]);
  });
});

describe("any change of what operations require", () => {
  it("breaks a role exactly where the API refuses what it allowed", () => {
    fc.assert(
      fc.property(catalogs, catalogs, fc.nat(), ({ operations }, other, chosen) => {
        // Some of what the operations require before.
        const held = operations.flatMap(([, , , permissions], at) =>
          (chosen >> at) % 2 === 1 ? (permissions as readonly Permission[]) : [],
        );
        const changed = operations.map((operation, at): StoredOperation => {
          const [, , mode, permissions] = other.operations[at % other.operations.length] ?? operation;
          return operation.with(2, mode).with(3, permissions) as unknown as StoredOperation;
        });
        const [before, after] = [
          { ...other, operations },
          { ...other, operations: changed },
        ].map((data) => new Catalog(data, [])) as [Catalog, Catalog];
        before.operations.forEach((operation, at) => {
          const is = after.operations[at] as Operation;
          const breaks = kindsOf(operation, before, after, held).includes("breaks");
          // A path of another operation may be nearer to the call of this one.
          if (before.match(operation.method, operation.path) === operation)
            expect(breaks).toBe(isAllowed(operation, held) && !isAllowed(is, held));
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe("a catalogue against itself", () => {
  it("has nothing new for any action, be it one or all; what it does not know is not compared", () => {
    const [before, after] = [Catalog.load(), new Catalog(JSON.parse(renderCatalog(EMBEDDED)) as CatalogData)];
    const calls = before.operations.map(callOf);
    const unknown = before.operations.filter(({ requirement }) => requirement.mode === "unknown");
    const [together] = watchRoles([{ calls }], before, after);
    expect(together).toMatchObject({ breaks: false, missing: [], surplus: [], splits: [] });
    expect(new Set(together?.changes.flatMap(({ kinds }) => kinds))).toEqual(new Set(["uncompared"]));
    expect(together?.changes.map(({ action }) => action).sort()).toEqual(unknown.map(({ id }) => id).sort());
    for (const role of watchRoles(
      calls.map((call) => ({ calls: [call] })),
      before,
      after,
    ))
      expect(role.changes.filter(({ kinds }) => !kinds.includes("uncompared"))).toEqual([]);
  });
});

describe("what else is new for an action", () => {
  const user: StoredOperation = [
    "GET",
    "/api/v2/users/{userId}",
    "any",
    ["directory:user:view"],
    [],
    "getUser",
  ];
  const catalog = (...operations: StoredOperation[]) => new Catalog({ ...RECORDED.before, operations }, []);
  const other: StoredOperation = ["GET", "/api/v2/groups", "none", [], [], "getGroups"];
  const kinds = (was: StoredOperation, is: StoredOperation, held?: readonly Permission[]) =>
    kindsOf(
      { id: "x", method: "GET", path: "/api/v2/users/{userId}" } as Operation,
      catalog(was, other),
      catalog(is, other),
      held,
    );
  const changed = (at: 2 | 3 | 4, value: unknown, to = user) =>
    to.with(at, value as never) as never as StoredOperation;
  const unknown = changed(3, [], changed(2, "unknown"));

  it.each<[string, StoredOperation, StoredOperation, readonly string[]]>([
    [
      "an operation that is gone",
      user,
      changed(2, "none", ["POST", "/api/v2/x", "none", [], [], "x"]),
      ["removed"],
    ],
    ["an operation that is deprecated", user, changed(4, ["deprecated"]), ["deprecated"]],
    ["one that was deprecated before", changed(4, ["deprecated"]), changed(4, ["deprecated"]), []],
    ["one that needs a user now", user, changed(4, ["no-client-credentials"]), ["refused"]],
    ["one of which it is not known what it requires", user, unknown, ["unknown"]],
    ["one of which it never was known", unknown, unknown, ["uncompared"]],
    ["one choice more", user, changed(3, ["directory:user:edit", "directory:user:view"]), ["changed"]],
    [
      "one permission more",
      user,
      changed(2, "all", changed(3, ["a:b:c", "directory:user:view"])),
      ["breaks"],
    ],
    ["one of one in place of all of one", user, changed(2, "all"), []],
  ])("is reported of %s", (_, was, is, expected) => {
    expect(kinds(was, is)).toEqual(expected);
  });

  it("is not a break for a role that never sufficed", () => {
    expect(kinds(user, changed(3, ["directory:user:edit"]), [])).toEqual(["changed"]);
  });

  it("names what is superfluous only where it is known what every action requires", () => {
    const surplus = (is: StoredOperation) =>
      watchRoles(
        [{ calls: [callOf({ id: "x", method: "GET", path: "/api/v2/users/{userId}" })] }],
        catalog(user),
        catalog(is),
      )[0]?.surplus;
    expect(surplus(changed(3, ["directory:user:edit"]))).toEqual(["directory:user:view"]);
    expect(surplus(unknown)).toEqual([]);
    expect(surplus(user)).toEqual([]);
  });
});
