import { describe, expect, it } from "vitest";
import { plan, settle } from "../../../packages/sandbox/src/providers/plugin/plan";
import type { Resource } from "../../../packages/sandbox/src/providers/plugin/resource";
import type { BlockSchema } from "../../../packages/sandbox/src/providers/plugin/schema";
import {
  holdsUnknown,
  known,
  read,
  UNKNOWN,
  write,
} from "../../../packages/sandbox/src/providers/plugin/value";

const block: BlockSchema = {
  attributes: {
    id: { type: "string", computed: true, optional: true },
    name: { type: "string", required: true },
    note: { type: "string", optional: true },
    size: { type: "number", optional: true },
    tags: { type: ["set", "string"], optional: true },
    shape: { type: "string", optional: true },
    secret_wo: { type: "string", optional: true, write_only: true },
  },
  block_types: {
    grants: {
      nesting_mode: "set",
      block: {
        attributes: {
          role: { type: "string", required: true },
          where: { type: "string", optional: true, computed: true },
        },
      },
    },
  },
};
const resource = { defaults: { size: 3 }, forceNew: ["name"], json: ["shape"] } as unknown as Resource<never>;
const blank = {
  id: null,
  name: "n",
  note: null,
  size: null,
  tags: null,
  shape: null,
  secret_wo: null,
  grants: [],
};
const prior = { ...blank, id: "1", size: 3 };

describe("values", () => {
  it("travel with what is unknown", () => {
    const value = { a: UNKNOWN, b: [1, "x", null, { c: UNKNOWN }], d: true };
    expect(read(write(value))).toEqual(value);
    expect(Buffer.from(write({ a: UNKNOWN }).msgpack as Uint8Array).toString("hex")).toContain("d40000");
  });

  it("may be refined unknowns, taken as unknown", () => {
    expect(read({ msgpack: Buffer.from("81a161c7070c8201c202a2782d", "hex") })).toEqual({ a: UNKNOWN });
  });

  it("can be nothing at all", () => {
    expect(read(write(null))).toBeNull();
    expect(read(undefined)).toBeNull();
    expect(holdsUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
    expect(known({ a: [UNKNOWN, 1] })).toEqual({ a: [null, 1] });
  });
});

describe("planning", () => {
  it("a creation: defaults stand in, computed values are unknown, write-only ones never stay", () => {
    const config = { ...blank, secret_wo: "s", grants: [{ role: "r", where: null }] };
    expect(plan(block, resource, null, config, config).state).toEqual({
      ...blank,
      id: UNKNOWN,
      size: 3,
      grants: [{ role: "r", where: UNKNOWN }],
    });
  });

  it("no change where the order of a set or of JSON's keys differs", () => {
    const before = { ...prior, tags: ["a", "b"], shape: '{"a":1,"b":2}' };
    const proposed = { ...before, tags: ["b", "a"], shape: '{ "b": 2, "a": 1, "c": null }' };
    expect(plan(block, resource, before, proposed, { ...proposed, id: null })).toEqual({
      state: before,
      replaces: [],
    });
  });

  it("a replacement, for what cannot change in place", () => {
    const proposed = { ...prior, name: "m" };
    expect(plan(block, resource, prior, proposed, { ...proposed, id: null }).replaces).toEqual(["name"]);
    const noted = { ...prior, note: "x" };
    expect(plan(block, resource, prior, noted, { ...noted, id: null })).toEqual({
      state: noted,
      replaces: [],
    });
  });

  it("a change to unknown where what is configured is unknown", () => {
    const proposed = { ...prior, note: UNKNOWN };
    expect(plan(block, resource, prior, proposed, { ...proposed, id: null }).state.note).toBe(UNKNOWN);
  });

  it("the end of what is no longer configured", () => {
    const before = { ...prior, note: "x" };
    expect(plan(block, resource, before, before, { ...before, id: null, note: null }).state.note).toBeNull();
  });
});

describe("settling what was read", () => {
  it("keeps one unset text or number for another, and the order of sets", () => {
    const before = {
      ...prior,
      tags: ["b", "a"],
      grants: [
        { role: "1", where: "x" },
        { role: "2", where: "y" },
      ],
    };
    const now = { ...before, note: "", tags: ["a", "b"], grants: [...before.grants].reverse() };
    for (const occasion of ["apply", "refresh"] as const)
      expect(settle(block, before, now, occasion)).toEqual(before);
  });

  it("keeps null where a list was just written, and says empty at the next refresh", () => {
    const now = { ...prior, tags: [] };
    expect(settle(block, prior, now, "apply").tags).toBeNull();
    expect(settle(block, prior, now, "refresh").tags).toEqual([]);
    expect(plan(block, resource, now, prior, { ...blank, id: null })).toEqual({ state: now, replaces: [] });
  });

  it("shows drift", () => {
    expect(settle(block, prior, { ...prior, note: "changed" }, "refresh").note).toBe("changed");
    expect(settle(block, { ...prior, tags: ["a"] }, { ...prior, tags: [] }, "refresh").tags).toEqual([]);
  });
});
