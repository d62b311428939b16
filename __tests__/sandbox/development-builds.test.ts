import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mirrorOfDevelopmentBuilds } from "../../packages/sandbox/src/development-builds";
import { providerTarget } from "../../packages/sandbox/src/provider-target";
import { temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

const VERSIONS = { "hashicorp/vault": "5.6.0" };
const mirror = (text: string) => mirrorOfDevelopmentBuilds(text, temporary.path, VERSIONS);

describe("dev_overrides of a Terraform CLI configuration", () => {
  it("become a mirror for both registries, and the registry is not asked for them", () => {
    const text = `provider_installation {
  dev_overrides {
    "registry.terraform.io/hashicorp/vault" = "/builds/vault"
  }
  direct {}
}`;
    const file = mirror(text);
    const written = readFileSync(file ?? "", "utf8");
    expect(written).not.toContain("dev_overrides");
    expect(written).toContain(`path    = "${join(temporary.path, "development-builds")}"`);
    expect(written).toMatch(
      /include = \["hashicorp\/vault"\][\s\S]*direct \{\s+exclude = \["hashicorp\/vault"\]/,
    );
    for (const registry of ["registry.terraform.io", "registry.opentofu.org"]) {
      const link = join(
        temporary.path,
        "development-builds",
        registry,
        "hashicorp/vault/5.6.0",
        providerTarget(),
      );
      expect(readlinkSync(link)).toBe("/builds/vault");
    }
  });

  it.each([
    ["none", 'provider_installation { filesystem_mirror { path = "/m" } }'],
    ["of another provider", 'provider_installation { dev_overrides { "hashicorp/random" = "/r" } }'],
    ["no text", ""],
  ])("stay as they are: %s", (_, text) => {
    expect(mirror(text)).toBeUndefined();
    expect(existsSync(join(temporary.path, "terraform.rc"))).toBe(false);
  });
});

describe("this machine's name in a mirror", () => {
  it.each([
    ["linux", "x64", "linux_amd64"],
    ["darwin", "arm64", "darwin_arm64"],
    ["win32", "ia32", "windows_386"],
  ] as const)("%s %s: %s", (platform, arch, target) => {
    expect(providerTarget({ platform, arch })).toBe(target);
  });
});
