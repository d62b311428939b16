import { describe, expect, it } from "vitest";
import { Catalog } from "../../../src/core/catalog/catalog";
import { DOCUMENTED } from "../../../src/core/catalog/documented";
import { PermissionNames } from "../../../src/core/catalog/permission-names";
import { ACT_WORDS, type Act, actOf } from "../../../src/core/permission/act";
import { type PermissionParts, partsOf } from "../../../src/core/permission/permission";

const catalog = Catalog.load();
const permissions = catalog.permissions.flatMap((permission) => {
  const parts = partsOf(permission);
  return parts ? [{ permission, ...parts }] : [];
});
const entities = [...new Set(permissions.map(({ domain, entity }) => `${domain}:${entity}`))];
/** The two names of the catalogue that differ in a plural only. */
const TWINS = ["wfm:activityCode:edit", "wfm:activityCodes:edit"];

type Slip = (parts: PermissionParts) => string | undefined;

const middle = (word: string) => Math.floor(word.length / 2);
const TYPOS: Readonly<Record<string, (word: string) => string>> = {
  "a letter less": (word) => word.slice(0, middle(word)) + word.slice(middle(word) + 1),
  "a letter twice": (word) => word.slice(0, middle(word)) + word.slice(middle(word) - 1),
  "a letter wrong": (word) => `${word.slice(0, middle(word))}q${word.slice(middle(word) + 1)}`,
  "two letters swapped": (word) => {
    const at = middle(word);
    return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
  },
};
const typo = (mistype: (word: string) => string, part: keyof PermissionParts): Slip => {
  return (parts) => {
    const { domain, entity, action }: PermissionParts = { ...parts, [part]: mistype(parts[part]) };
    return parts[part].length > 4 ? `${domain}:${entity}:${action}` : undefined;
  };
};
const label = (word: string) =>
  word.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/^./, (letter) => letter.toUpperCase());
const SAID: Readonly<Record<string, string>> = {
  view: "read",
  add: "new",
  edit: "modify",
  delete: "remove",
  search: "find",
  execute: "run",
};

/** Ways to write a permission that leave it a permission, and only spelled wrong: an error says so. */
const SLIPS: Readonly<Record<string, Slip>> = {
  "in lower case": ({ domain, entity, action }) => `${domain}:${entity}:${action}`.toLowerCase(),
  "in upper case": ({ domain, entity, action }) => `${domain}:${entity}:${action}`.toUpperCase(),
  "a plural entity": ({ domain, entity, action }) => `${domain}:${entity}s:${action}`,
  "a plural domain": ({ domain, entity, action }) => `${domain}s:${entity}:${action}`,
  ...Object.fromEntries(
    Object.entries(TYPOS).flatMap(([what, mistype]) =>
      (["domain", "entity", "action"] as const).map((part) => [
        `${what} in the ${part}`,
        typo(mistype, part),
      ]),
    ),
  ),
};

/** Other ways to write one, of which the original is proposed all the same. */
const OTHERS: Readonly<Record<string, Slip>> = {
  "dots for colons": ({ domain, entity, action }) => `${domain}.${entity}.${action}`,
  "the console's labels": (parts) =>
    [parts.domain, parts.entity, parts.action].map((part) => label(part)).join(" > "),
  "another word for the act": ({ domain, entity, action }) =>
    SAID[action] && `${domain}:${entity}:${SAID[action]}`,
};

/** Each permission with one way after the other, so that every way meets some of every domain. */
function written(ways: Readonly<Record<string, Slip>>) {
  const all = Object.entries(ways);
  return permissions.flatMap(({ permission, ...parts }, at) =>
    [0, 1].flatMap((more) => {
      const [way, write] = all[(at + more * 7) % all.length] as [string, Slip];
      const name = write(parts);
      const isNone =
        name === undefined || catalog.operationsAccepting(name).length > 0 || TWINS.includes(permission);
      return isNone ? [] : [{ way, name, permission }];
    }),
  );
}

describe("did you mean", () => {
  it.each([
    ["routing:externalcontact:view", "externalContacts:contact:view"],
    ["externalcontacts:contact:view", "externalContacts:contact:view"],
    ["externalContacts:contact:veiw", "externalContacts:contact:view"],
    ["routing:queues:view", "routing:queue:view"],
    ["outbound:contact:create", "outbound:contact:add"],
    ["architect:flow:execute", "architect:flow:launch"],
    ["routing:queue:manage", "routing:queue:edit"],
    ["routing:queueMember:add", "routing:queueMember:manage"],
    ["routing:queue:member:manage", "routing:queueMember:manage"],
    ["recording:view", "recording:recording:view"],
    ["queue:view", "routing:queue:view"],
    ["routing:queue", "routing:queue:view"],
    ["datatable:row:add", "architect:datatableRow:add"],
    ["Routing > Queu > View", "routing:queue:view"],
    ["routing/queue/list", "routing:queue:view"],
    ["conversation:message:add", "conversation:message:create"],
    ["directory:user:read", "directory:user:view"],
    ["recording:recording:viewSensitiveDat", "recording:recording:viewSensitiveData"],
    ["admn", "admin"],
  ])("%s: %s", (name, expected) => {
    expect(catalog.nearestPermissions(name)[0]).toBe(expected);
  });

  it("proposes nothing where nothing comes near", () => {
    for (const name of [
      "",
      ":",
      "xyzzy:plugh:frotz",
      "foo:bar:baz",
      "a:b:c:d:e",
      "routing:*:*",
      "x".repeat(1e5),
    ])
      expect(catalog.nearestPermissions(name)).toEqual([]);
  });

  it("proposes the one that was meant before all others, for 99 of 100 slips", () => {
    const all = written({ ...SLIPS, ...OTHERS });
    const other = all.filter(({ name, permission }) => catalog.nearestPermissions(name)[0] !== permission);
    expect(new Set(all.map(({ way }) => way)).size).toBe(Object.keys({ ...SLIPS, ...OTHERS }).length);
    expect(all.length).toBeGreaterThan(2000);
    expect(other.length).toBeLessThan(all.length / 100);
  });

  it("proposes the one without its domain for 9 of 10, and among three for 98 of 100", () => {
    const near = permissions.map(({ permission, entity, action }) =>
      catalog.nearestPermissions(`${entity}:${action}`).indexOf(permission),
    );
    expect(near.filter((at) => at === 0).length).toBeGreaterThan(0.9 * near.length);
    expect(near.filter((at) => at !== -1).length).toBeGreaterThan(0.98 * near.length);
  });

  it("never proposes the opposite, whatever is asked of whatever entity", () => {
    const never: Readonly<Record<Act, readonly Act[]>> = {
      view: ["execute", "add", "edit", "delete", "all"],
      execute: ["view", "add", "edit", "delete", "all"],
      add: ["view", "execute", "delete"],
      edit: ["view", "execute", "add", "delete"],
      delete: ["view", "execute", "add", "edit"],
      all: ["view", "execute", "add", "delete"],
    };
    // Every word, and every entity: not every one with every other, which takes a minute and finds no more.
    const asked = entities.flatMap((entity, at) =>
      ACT_WORDS.filter((_, word) => (word + at) % 40 === 0).map((word) => ({ entity, word })),
    );
    expect(new Set(asked.map(({ word }) => word)).size).toBe(ACT_WORDS.length);
    const opposite = asked.flatMap(({ entity, word }) =>
      catalog
        .nearestPermissions(`${entity}:${word}`)
        .filter((permission) => {
          const act = actOf(partsOf(permission)?.action ?? "");
          return act === undefined || never[actOf(word) as Act].includes(act);
        })
        .map((permission) => `${entity}:${word} -> ${permission}`),
    );
    expect(opposite).toEqual([]);
  });
});

describe("a slip", () => {
  it("is told for 99 of 100, with the permission that was meant", () => {
    const all = written(SLIPS);
    const other = all.filter(({ name, permission }) => catalog.slip(name) !== permission);
    expect(other.length).toBeLessThan(all.length / 100);
  });

  // What the catalogue knows stands for what it does not know yet.
  it("is no name of a permission whose entity nobody knows, however like another one it is", () => {
    const taken = entities.flatMap((entity) => {
      const [out, known] = [true, false].map((isOut) =>
        permissions.flatMap(({ permission }) =>
          permission.startsWith(`${entity}:`) === isOut ? permission : [],
        ),
      ) as [string[], typeof catalog.permissions];
      const names = new PermissionNames(known);
      return out.filter((name) => names.slip(name) !== undefined);
    });
    expect(taken.sort()).toEqual(TWINS);
  });

  it.each([
    "routing:queue:view",
    "messaging:sms:send",
    "recording:recording:edit",
    "routing:queue:manage",
    "outbound:contact:create",
    "messaging:YIntegration:add",
    "routing:queue:viewSensitiveData",
    ...DOCUMENTED.map(({ permission }) => permission),
  ])("is not %s", (name) => {
    expect(catalog.slip(name)).toBeUndefined();
  });

  it("is nothing that has not the form of a permission", () => {
    for (const name of ["", "routing:queue", "routing:queue:view:all", "routing.queues.view"])
      expect(catalog.slip(name)).toBeUndefined();
  });
});
