import fc from "fast-check";
import { lt } from "semver";
import { describe, expect, it } from "vitest";
import { allowedVersions } from "../../../../src/core/terraform/providers/allowed";
import { VersionConstraint } from "../../../../src/core/terraform/providers/constraint";
import {
  PROVIDER_NAMES,
  PROVIDERS,
  type ProviderName,
} from "../../../../src/core/terraform/providers/providers";
import { parseEnvironment } from "../../../../src/environment/load";
import { refusal } from "../../errors";

function parsed(text: string): VersionConstraint {
  const constraint = VersionConstraint.parse(text);
  if ("fix" in constraint) throw new Error(`${text}: ${constraint.what}`);
  return constraint;
}

/** What a mirror has, in the order that Terraform tries them. */
const MIRROR = ["6.1.0", "6.0.0", "5.7.1-beta1", "5.7.0", "5.6.1", "5.6.0", "5.0.1", "5.0.0", "4.9.0"];

describe("a version constraint", () => {
  // What `terraform init` of Terraform 1.11.4 chose from a filesystem mirror with these versions.
  it.each([
    ["5", "5.0.0"],
    ["= 5", "5.0.0"],
    ["5.6", "5.6.0"],
    ["05.6", "5.6.0"],
    ["~> 5", "5.7.0"],
    ["~> 5.6", "5.7.0"],
    ["~> 5.6.0", "5.6.1"],
    ["~> 5.7.1-beta1", undefined],
    ["!= 6.1.0", "6.0.0"],
    ["!= 6.1.0, != 6.0.0", "5.7.0"],
    ["> 5, < 5.6", "5.0.1"],
    ["> 5.6", "6.1.0"],
    ["<= 5.6", "5.6.0"],
    ["<= 5", "5.0.0"],
    ["<6.0.0-beta", "5.7.0"],
    [">= 5.7.1-beta1", "6.1.0"],
    [">= 5.7.1-beta1, < 6", undefined],
    ["5.7.1-beta1", "5.7.1-beta1"],
    ["5.7.1-beta1, >= 5", "5.7.1-beta1"],
    [">=5.6,<6", "5.7.0"],
    ["=5.6.0,5.6.0", "5.6.0"],
    ["!= 5.7, ~> 5.0", "5.6.1"],
    ["!=5.6.0-x,<5.6.1", "5.6.0"],
  ])("chooses as Terraform does: %s", (text, chosen) => {
    expect(MIRROR.find((version) => parsed(text).admits(version))).toBe(chosen);
  });

  it.each<[string, string, string]>([
    ["", "It is empty.", "Write a version"],
    ["  ", "It is empty.", "Write a version"],
    ["~>5.6, ", "Nothing stands beside the comma at character 8.", "Remove the comma"],
    [",5", "Nothing stands beside the comma at character 1.", "Remove the comma"],
    ["=> 5", '"=>" at character 1 is not an operator.', 'Did you mean ">= 5"?'],
    [">= 5, =< 6", '"=<" at character 7 is not an operator.', 'Did you mean "<= 6"?'],
    ["== 5.6.0", '"==" at character 1 is not an operator.', 'Did you mean "= 5.6.0"?'],
    ["^5", '"^" at character 1 is not an operator.', 'Did you mean "~> 5"?'],
    ["*", '"*" at character 1 is not an operator.', "Remove it."],
    ["v5.6.0", '"v5.6.0" at character 1 is not a version.', "Write 5.6.0, without the letter."],
    ["5.6.0.0", '"5.6.0.0" at character 1 is not a version.', "one to three numbers"],
    [">= 5 < 6", '"5 < 6" at character 4 is not a version.', "Write a comma between the conditions."],
    ["5.x", '"5.x" at character 1 is not a version.', "Write ~> 5.0 for any of these."],
    ["=5.6.*", '"5.6.*" at character 2 is not a version.', "Write ~> 5.6.0 for any of these."],
    [">= 5, <", 'A version is missing behind "<" at character 7.', "one to three numbers"],
  ])("is refused as Terraform refuses it, with place and fix: %j", (text, what, fix) => {
    expect(VersionConstraint.parse(text)).toEqual({ what, fix: expect.stringContaining(fix) });
  });

  const number = fc.integer({ min: 0, max: 3 });
  const version = fc
    .tuple(number, fc.option(fc.tuple(number, fc.option(number, { nil: undefined })), { nil: undefined }))
    .map(([x, rest]) => [x, ...(rest ?? [])].filter((each) => each !== undefined).join("."));
  const condition = fc
    .tuple(fc.constantFrom("", "=", "!=", ">", ">=", "<", "<=", "~>"), fc.constantFrom("", " "), version)
    .map((parts) => parts.join(""));
  const constraint = fc.array(condition, { minLength: 1, maxLength: 4 }).map((all) => all.join(", "));
  const three = [0, 1, 2, 3, 4, 5, 6, 7];
  const grid = three.flatMap((x) => three.flatMap((y) => three.map((z) => `${x}.${y}.${z}`)));

  it("finds the lowest version that is admitted, whatever the conditions", () => {
    fc.assert(
      fc.property(constraint, fc.constantFrom(...grid.slice(0, 256)), (text, from) => {
        const all = parsed(text);
        expect(all.lowest(from)).toBe(grid.find((each) => !lt(each, from) && all.admits(each)));
      }),
      { numRuns: 1000 },
    );
  });

  it("means the same with its conditions in another order, and admits what each of them admits", () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...grid),
        (all, at) => {
          const each = all.every((text) => parsed(text).admits(at));
          expect(parsed(all.join(",")).admits(at)).toBe(each);
          expect(parsed(all.toReversed().join(" , ")).admits(at)).toBe(each);
        },
      ),
    );
  });

  it("never throws, and names a place and a fix of whatever it refuses", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789.<>=!~,^*-+ vx|".split("")) })),
        (text) => {
          const result = VersionConstraint.parse(text);
          if (!("fix" in result)) return;
          expect(result.what).toMatch(/at character \d+|It is empty/);
          expect(result.what + result.fix).not.toMatch(/undefined|\[object/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("the versions that are allowed", () => {
  const allow = (name: ProviderName, text: string) =>
    allowedVersions({ [name]: text }, "dev.json: providers.")[name];
  const refused = (name: ProviderName, text: string) => refusal(() => allow(name, text));

  it("are a range that has the recorded version in it, where nobody says otherwise", () => {
    for (const name of PROVIDER_NAMES) {
      const range = allowedVersions(undefined, "")[name];
      expect(parsed(range).admits(PROVIDERS[name].recorded)).toBe(true);
      expect(parsed(range).admits(PROVIDERS[name].below)).toBe(false);
      expect(range).not.toBe(PROVIDERS[name].recorded);
      expect(allow(name, range)).toBe(range);
    }
  });

  it.each<[ProviderName, string]>([
    ["genesyscloud", "~> 1.82"],
    ["genesyscloud", ">= 1.68.5, < 2"],
    ["genesyscloud", "1.84.1"],
    ["vault", ">= 5.6, < 6"],
    ["vault", ">= 5"],
    ["vault", "5.7.0-beta1"],
  ])("may be, of %s: %s", (name, text) => {
    expect(allow(name, text)).toBe(text);
  });

  it.each<[ProviderName, string, string]>([
    ["vault", "< 6", "providers/too-old"],
    ["vault", "~> 4.8", "providers/too-old"],
    ["vault", "!= 5.6.0", "providers/too-old"],
    ["vault", "4.8.0", "providers/too-old"],
    ["vault", "5.0.0-beta1", "providers/too-old"],
    ["vault", "> 4.8, < 5", "providers/too-old"],
    // There may be a 4.99.100.
    ["vault", "> 4.99.99", "providers/too-old"],
    ["genesyscloud", ">= 1.68, < 2", "providers/too-old"],
    ["genesyscloud", "1.68.4", "providers/too-old"],
    ["vault", ">= 6", "providers/unsupported"],
    ["vault", "6.0.0-beta1", "providers/unsupported"],
    ["vault", ">= 5.6, < 5.6", "providers/unsupported"],
    ["vault", "> 5.6.0, < 5.6.1", "providers/unsupported"],
    ["vault", "5.6.0, != 5.6.0", "providers/unsupported"],
    ["genesyscloud", "~> 2.0", "providers/unsupported"],
    ["genesyscloud", "latest", "providers/constraint"],
  ])("may not be, of %s: %s (%s)", (name, text, id) => {
    expect(refused(name, text)).toMatchObject({ id, where: `dev.json: providers.${name}` });
  });

  it("may be what the fix says of those that are too old", () => {
    for (const text of ["< 6", "!= 5.6.0", "~> 4.8", ">= 4", "4.8.0", "<= 5.7, != 5.1.0"]) {
      const { fix } = refused("vault", text);
      const written = JSON.parse(/"[^"]*"/.exec(fix)?.[0] ?? '""');
      expect(allow("vault", written)).toBe(written);
    }
  });

  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ["~> 1.83", undefined],
    ["1.84.1", undefined],
    ["~> 1.82", ">= 1.83.0, ~> 1.82"],
    [">= 1.70, < 2", ">= 1.83.0, >= 1.70, < 2"],
    ["1.82.0", "~> 1.83"],
  ])("know the region of the file: %s in the sovereign one", (genesyscloud, written) => {
    const file = (region: string) =>
      JSON.stringify({
        genesys: { region },
        vault: { address: "https://v", mount: { path: "kv", managed: false } },
        backend: { type: "local", path: "s" },
        rotation: { live: [1], current: 1 },
        providers: { genesyscloud },
      });
    expect(parseEnvironment("dev.json", file("eu-central-1")).providers).toEqual({ genesyscloud });
    if (written === undefined)
      expect(parseEnvironment("dev.json", file("eusc-de-east-1")).providers).toEqual({ genesyscloud });
    else
      expect(refusal(() => parseEnvironment("dev.json", file("eusc-de-east-1")))).toMatchObject({
        id: "providers/too-old",
        what: expect.stringMatching(/before 1\.83\.0, which do not know the region eusc-de-east-1\.$/),
        fix: `Write ${JSON.stringify(written)}.`,
      });
  });

  it("are refused of both providers at once, with all else that is wrong with the file", () => {
    const file = {
      genesys: { region: "eu-west-1" },
      vault: { address: "https://v", mount: { path: "kv", managed: false } },
      backend: { type: "local", path: "s" },
      rotation: { live: [1], current: 2 },
      providers: { genesyscloud: "^1", vault: "< 6" },
    };
    const { id, others } = refusal(() => parseEnvironment("dev.json", JSON.stringify(file)));
    expect([id, ...others.map((each) => each.id)].slice(-2)).toEqual([
      "providers/constraint",
      "providers/too-old",
    ]);
    expect([id, ...others.map((each) => each.id)]).toHaveLength(3);
    const both = refusal(() => parseEnvironment("dev.json", JSON.stringify({ ...file, x: 1 })));
    expect([both.id, ...both.others.map((each) => each.id)]).toHaveLength(4);
  });
});
