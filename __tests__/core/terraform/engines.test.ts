import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  engineRefusal,
  REFUSED_RELEASES,
  REQUIRED_VERSION,
} from "../../../src/core/terraform/engines/engines";
import { VersionConstraint } from "../../../src/core/terraform/providers/constraint";
import { ROOT } from "../../process";

describe("the table of refused engines", () => {
  it.each([
    ["Terraform", "1.16.0", "broken"],
    ["Terraform", "1.16.0-rc2", "broken"],
    ["Terraform", "1.10.5", "old"],
    ["OpenTofu", "1.10.6", "old"],
  ] as const)("refuses %s %s: %s", (engine, version, verdict) => {
    expect(engineRefusal(engine, version)).toMatchObject({
      verdict,
      what: expect.stringContaining(`${engine} ${version} is `),
      why: expect.stringMatching(/\.$/),
      fix: expect.stringMatching(/^Install /),
    });
  });

  it.each([
    ["Terraform", "1.11.4"],
    ["Terraform", "1.15.9"],
    ["Terraform", "1.16.1"],
    ["Terraform", "1.17.0"],
    ["OpenTofu", "1.11.0-rc1"],
    ["OpenTofu", "1.12.6"],
    ["OpenTofu", "1.16.0"],
  ] as const)("lets %s %s pass", (engine, version) => {
    expect(engineRefusal(engine, version)).toBeUndefined();
  });

  it("is required_version, in Terraform's words", () => {
    expect(REQUIRED_VERSION).toBe(">= 1.11, != 1.16.0");
    const required = VersionConstraint.parse(REQUIRED_VERSION);
    if ("fix" in required) throw new Error(required.what);
    for (const version of ["1.10.9", "1.11.0", "1.15.9", "1.16.0", "1.16.1", "2.0.0"])
      expect([version, required.admits(version)]).toEqual([
        version,
        engineRefusal("Terraform", version) === undefined,
      ]);
  });

  it.each([
    [".github/actions/setup/action.yml", /terraform_version: (\S+)/],
    ["templates/gitlab/gitlab-ci.yml", /TERRAFORM_VERSION: "(\S+)"/],
  ])("lets the version pass that %s installs", (file, pinned) => {
    const [, version = ""] = pinned.exec(readFileSync(join(ROOT, file), "utf8")) ?? [];
    expect(version).toMatch(/^1\./);
    expect(engineRefusal("Terraform", version)).toBeUndefined();
  });

  it("has versions that Terraform can read, and a source for each row", () => {
    for (const { versions, source } of REFUSED_RELEASES) {
      expect(VersionConstraint.parse(versions)).toBeInstanceOf(VersionConstraint);
      expect(source).not.toBe("");
    }
  });
});
