import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { afterAll, describe, expect, it } from "vitest";
import * as scopelock from "../src";

/** What code that no compiler has checked may give. No function: one that makes stacks is called. */
const ODD: readonly unknown[] = [undefined, null, 5, "", "x", {}, [], [undefined], { live: 5 }, { name: {} }];

/** What only scopelock's own code calls, and the provider's generated code. */
const NOT_FOR_USERS =
  /^(ScopelockError|new Readers|VaultReader.withRole|DataAction.imported|GenesyscloudProvider)\b|^new GenesyscloudProvider$/;

const outdir = mkdtempSync(join(tmpdir(), "scopelock-odd-"));
afterAll(() => rmSync(outdir, { recursive: true }));
const scope = () => new TerraformStack(new App({ outdir }), "odd");

type Callable = (...given: unknown[]) => unknown;

/** Every function, factory and construct of the package, by what code writes. */
function callable(): [string, Callable][] {
  return Object.entries<unknown>(scopelock)
    .flatMap(([name, value]): [string, Callable][] => {
      if (typeof value !== "function") return [];
      if (!/^class\b/.test(Function.prototype.toString.call(value))) return [[name, value as Callable]];
      const factories = factoriesOf(value).map((key): [string, Callable] => [
        `${name}.${key}`,
        (...given) => Reflect.apply(Reflect.get(value, key), value, given),
      ]);
      // Constructors of other classes are private.
      if (!(value.prototype instanceof Construct)) return factories;
      return [
        ...factories,
        [`new ${name}`, (...given) => Reflect.construct(value, [scope(), "id", ...given])],
      ];
    })
    .filter(([name]) => !NOT_FOR_USERS.test(name));
}

/** Static methods, inherited ones too, but for those of the libraries. */
function factoriesOf(value: object): readonly string[] {
  const own = Object.getOwnPropertyNames(value).filter(
    (key) => key !== "prototype" && typeof Reflect.get(value, key) === "function",
  );
  const parent: unknown = Object.getPrototypeOf(value);
  const inherits = typeof parent === "function" && /^class (Declaration|DataAction)\b/.test(String(parent));
  return inherits ? [...own, ...factoriesOf(parent)] : own;
}

describe("what a user may call", () => {
  it("is more than a few", () => {
    const names = callable().map(([name]) => name);
    expect(names.length).toBeGreaterThan(25);
    expect(names).toEqual(
      expect.arrayContaining([
        "Generations.of",
        "gatewayEndpoints",
        "DataAction.define",
        "new DataActionIntegration",
      ]),
    );
  });

  it.each(callable())("%s answers odd arguments, or refuses them in a sentence", (_, call) => {
    for (const first of ODD)
      for (const given of [[first], [first, {}], [scope(), first]]) {
        let thrown: unknown;
        try {
          call(...given);
        } catch (error) {
          thrown = error;
        }
        if (thrown !== undefined) expect(thrown, String(thrown)).toMatchObject({ name: "ScopelockError" });
      }
  });
});

describe("a declaration that refers to one object from many places", () => {
  const action = (output: object) => () =>
    scopelock.DataAction.define({
      name: "Get queue",
      input: { type: "object", properties: {} },
      output,
      request: { method: "GET", url: "/api/v2/routing/queues" },
    } as never);
  const doubled = (levels: number): object =>
    levels === 0
      ? { type: "string" }
      : ((inner) => ({ type: "object", properties: { a: inner, b: inner } }))(doubled(levels - 1));

  it("is taken while there is an end to it", () => {
    expect(action(doubled(8))().name).toBe("Get queue");
  });

  it.each([
    [
      "round in a circle",
      () =>
        Object.assign(
          { type: "object" },
          ((p) => Object.assign(p, { properties: { p, q: p } }))({ type: "object" }),
        ),
    ],
    ["doubled at each of 20 levels", () => doubled(20)],
    ["doubled at each of 48 levels", () => doubled(48)],
  ])("is refused in a sentence when it goes %s", (_, input) => {
    expect(action(input())).toThrow(/contract.*\[contract\/invalid-schema\]/s);
  });

  it("is refused as an attribute of Terraform's", () => {
    expect(() => scopelock.DataAction.fromTerraform(scope())).toThrow("[import/too-deep]");
  });
});
