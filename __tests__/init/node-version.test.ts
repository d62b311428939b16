import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies, subset } from "semver";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mergedPackageJson } from "../../src/init/package-json";
import { refuseNodeWithoutCdktf, refuseOldNode, startsCdktfCli } from "../../src/process/node-version";
import { refusal } from "../core/errors";
import { ROOT, temporaryDirectory } from "../process";

const manifest = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
const engines: string = manifest("package.json").engines.node;

let app: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  app = temporaryDirectory();
});
afterEach(() => app.remove());
const installCdktn = () => {
  mkdirSync(join(app.path, "node_modules/cdktn-cli"), { recursive: true });
  writeFileSync(join(app.path, "node_modules/cdktn-cli/package.json"), "{}");
};

describe("the Node that scopelock runs on", () => {
  it.each(["18.20.8", "20.8.1", "0.12.18"])("is not %s", (version) => {
    expect(satisfies(version, engines)).toBe(false);
    expect(refusal(() => refuseOldNode(version))).toMatchObject({
      id: "node/too-old",
      what: `Node ${version} is too old.`,
      why: expect.stringContaining("20.9"),
      fix: expect.stringContaining("Node 22"),
    });
  });

  it.each(["20.9.0", "20.20.2", "22.19.0", "24.9.0", "26.10.0"])("may be %s", (version) => {
    expect(satisfies(version, engines)).toBe(true);
    refuseOldNode(version);
  });

  it("is one that the new app and the sandbox take, too", () => {
    for (const path of ["templates/app/package.json", "packages/sandbox/package.json"])
      expect(subset(manifest(path).engines.node, engines), path).toBe(true);
  });
});

describe("the Node that cdktf-cli starts on", () => {
  it("is each that its native module has a build for, and no other", () => {
    // Versions of V8's interface: 115 is that of Node 20, 127 that of Node 22, 137 that of Node 24. Source: nodejs/node,
    // doc/abi_version_registry.json.
    const prebuilds = "node_modules/@cdktf/node-pty-prebuilt-multiarch/prebuilds/linux-x64";
    const builds = readdirSync(join(ROOT, prebuilds)).filter((name) => !name.includes("musl"));
    expect(builds.at(-1)).toBe("node.abi127.node");
    expect(builds).toContain("node.abi115.node");
    expect(["20.9.0", "22.23.3", "23.0.0", "24.21.0"].map((version) => startsCdktfCli(version))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("is refused with both ways out, unless the other command line is installed", () => {
    expect(refusal(() => refuseNodeWithoutCdktf(app.path, "24.21.0"))).toMatchObject({
      id: "node/cdktf-cli",
      what: "cdktf-cli 0.21 does not start on Node 24.21.0.",
      why: expect.stringContaining("native module"),
      fix: expect.stringMatching(/Node 20 or 22.*cdktn-cli@0\.24/),
    });
    refuseNodeWithoutCdktf(app.path, "22.19.0");
    installCdktn();
    refuseNodeWithoutCdktf(app.path, "24.21.0");
  });

  it("has an app with one command line of cdktf, not two", () => {
    const file = join(app.path, "package.json");
    const merged = () => JSON.parse(mergedPackageJson("{}", file).text);
    expect(merged().devDependencies).toHaveProperty("cdktf-cli");
    installCdktn();
    expect(merged().devDependencies).not.toHaveProperty("cdktf-cli");
    expect(merged().scripts.synth).toBe("cdktn synth");
  });
});
