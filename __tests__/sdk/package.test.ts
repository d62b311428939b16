import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSdkPackage } from "../../src/sdk/package";
import { refusal } from "../core/errors";
import { temporaryDirectory } from "../process";
import {
  pythonClass,
  pythonFiles,
  sdkClass,
  sdkFiles,
  writePacked,
  writeUnpacked,
  writeWheel,
} from "./package";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());
const readPacked = (file: string) => readSdkPackage(file, readFileSync(file));
const path = (name: string) => join(temporary.path, name);

const files = sdkFiles({ "UsersApi.js": sdkClass("UsersApi"), "ChatApi.js": sdkClass("ChatApi") });

describe("the SDK's npm package", () => {
  it("is read the same packed and unpacked, in order of its files' names, and nothing else of it", () => {
    const packed = readPacked(writePacked(path("sdk.tgz"), files));
    expect(packed).toEqual(readSdkPackage(writeUnpacked(path("sdk"), files)));
    writeUnpacked(path("unpacked/package"), files);
    expect(packed).toEqual(readSdkPackage(path("unpacked")));
    expect(packed.version).toBe("4.5.6");
    expect([...packed.apis]).toEqual([
      ["ChatApi.js", sdkClass("ChatApi")],
      ["UsersApi.js", sdkClass("UsersApi")],
    ]);
  });

  it("of Python is read the same as sdist, wheel and directory, with the version that its metadata names", () => {
    const apis = { "users_api.py": pythonClass("UsersApi"), "chat_api.py": pythonClass("ChatApi") };
    const wheel = pythonFiles(apis);
    const { "purecloudplatformclientv2-4.5.6.dist-info/METADATA": about = "", ...sources } = wheel;
    const sdist = { "PKG-INFO": about, ...sources };
    const packed = readPacked(writeWheel(path("sdk.whl"), wheel));
    expect(packed).toMatchObject({ language: "python", version: "4.5.6" });
    expect([...packed.apis.keys()]).toEqual(["chat_api.py", "users_api.py"]);
    for (const other of [
      readPacked(writePacked(path("sdk.tar.gz"), sdist, "purecloudplatformclientv2-4.5.6")),
      readSdkPackage(writeUnpacked(path("wheel"), wheel)),
      readSdkPackage(writeUnpacked(path("sdist"), sdist)),
    ])
      expect(other).toEqual(packed);
  });

  it.each([
    ["another package", "Name: requests\nVersion: 1.0\n", /names "requests"/],
    ["metadata without a version", "Name: PureCloudPlatformClientV2\n", /no version/],
  ])("of Python refuses %s", (_, about, message) => {
    const wheel = writeWheel(path("x.whl"), pythonFiles({ "users_api.py": "" }, about));
    const refused = refusal(() => readPacked(wheel));
    expect(refused).toMatchObject({ id: "sdk/package", where: wheel });
    expect(refused.what).toMatch(message);
  });

  it("of Python refuses a wheel that is cut off", () => {
    const whole = readFileSync(writeWheel(path("sdk.whl"), pythonFiles({ "users_api.py": "" })));
    writeFileSync(path("cut.whl"), whole.subarray(0, whole.length / 2));
    expect(refusal(() => readPacked(path("cut.whl")))).toMatchObject({ id: "sdk/archive" });
  });

  it("has a hash of its API files: name, and every byte", () => {
    const hashOf = (more: Record<string, string>) =>
      readPacked(writePacked(path("sdk.tgz"), { ...files, ...more })).sha256;
    const api = "src/purecloud-platform-client-v2/api";
    expect(hashOf({})).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf({ "README.md": "other" })).toBe(hashOf({}));
    expect(hashOf({ [`${api}/UsersApi.js`]: `${sdkClass("UsersApi")} ` })).not.toBe(hashOf({}));
    expect(hashOf({ [`${api}/Users2Api.js`]: "" })).not.toBe(hashOf({}));
  });

  it.each([
    ["another package", { "package.json": '{"name": "left-pad", "version": "1.0.0"}' }, /names "left-pad"/],
    [
      "a package without a version",
      { "package.json": '{"name": "purecloud-platform-client-v2"}' },
      /no version/,
    ],
    ["a package.json that is not JSON", { "package.json": "{" }, /not JSON/],
    ["an empty directory", { "README.md": "nothing" }, /without package\.json/],
    ["a package without sources", { "package.json": files["package.json"] }, /no API file in src/],
  ])("refuses %s, packed and unpacked", (_, content, message) => {
    const [file, directory] = [writePacked(path("x.tgz"), content), writeUnpacked(path("x"), content)];
    for (const [source, read] of [
      [file, readPacked],
      [directory, readSdkPackage],
    ] as const) {
      const refused = refusal(() => read(source));
      expect(refused).toMatchObject({ id: "sdk/package", where: source });
      expect(refused.what).toMatch(message);
    }
  });

  it("refuses an archive that is cut off, or is none", () => {
    const whole = readFileSync(writePacked(path("sdk.tgz"), files));
    writeFileSync(path("cut.tgz"), whole.subarray(0, whole.length / 2));
    expect(refusal(() => readPacked(path("cut.tgz")))).toMatchObject({ id: "sdk/archive" });
    writeFileSync(path("text.gz"), gzipSync("{}"));
    expect(refusal(() => readPacked(path("text.gz"))).id).toMatch(/^sdk\//);
  });
});
