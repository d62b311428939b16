import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadEnvironments } from "../../src/environment/load";
import { refusal } from "../core/errors";
import { temporaryDirectory } from "../process";
import { VALID } from "./valid";

const temporary = temporaryDirectory();
afterAll(() => temporary.remove());

const TEXT = JSON.stringify(VALID);
const rotation = (change: object) => ({ ...VALID, rotation: { ...VALID.rotation, ...change } });
const genesys = (value: unknown) => ({ ...VALID, genesys: value });
const region = (value: unknown) => genesys({ region: value });
const division = (value: unknown) => genesys({ region: "eu-west-1", division: value });
const address = (value: unknown) => ({ ...VALID, vault: { ...VALID.vault, address: value } });
const mount = (value: unknown) => ({ ...VALID, vault: { ...VALID.vault, mount: value } });
const backend = (value: unknown) => ({ ...VALID, backend: value });

/** What is wrong, the content of the file, and what the message must speak of. */
const FILES: readonly (readonly [what: string, content: unknown, message: RegExp])[] = [
  ["generations as texts", rotation({ live: ["1"] }), /rotation\.live/],
  ["a negative generation", rotation({ live: [-1], current: -1 }), /-1/],
  ["half a generation", rotation({ live: [1.5], current: 1.5 }), /1\.5/],
  ["a generation twice", rotation({ live: [1, 1] }), /rotation/],
  ["no live generation", rotation({ live: [] }), /rotation/],
  ["a current generation that is not live", rotation({ current: 2 }), /rotation/],
  ["a number beyond all numbers", TEXT.replace("[1]", "[1e400]"), /rotation/],
  ["a day that no month has", rotation({ rotatedOn: "2026-02-30" }), /2026-02-30/],
  ["a day in another notation", rotation({ rotatedOn: "25.11.2026" }), /25\.11\.2026/],
  ["a day as a number", rotation({ rotatedOn: 20261125 }), /rotatedOn/],
  ["a day with an hour", rotation({ rotatedOn: "2026-11-25T00:00:00Z" }), /rotatedOn/],
  ["a schedule of no days", rotation({ everyDays: 0 }), /everyDays/],
  ["a schedule as a text", rotation({ everyDays: "90" }), /everyDays/],
  ["__proto__ as a key", `${TEXT.slice(0, -1)},"__proto__":{"a":1}}`, /__proto__/],
  ["constructor as a key", { ...VALID, constructor: 1 }, /constructor/],
  ["a region with underscores", region("eu_west_1"), /eu-west-1/],
  ["a region in capitals", region("EU-WEST-1"), /eu-west-1/],
  ["a region by its city", region("Frankfurt"), /eu-central-1/],
  ["a region by its page", region("https://apps.mypurecloud.de/"), /eu-central-1/],
  ["a region with a blank", region("eu-west-1 "), /eu-west-1/],
  ["a region with a letter of another alphabet", region("\u0435u-west-1"), /eu-west-1/],
  ["no region", region(""), /region/],
  ["neither region nor gateway", genesys({}), /region/],
  ["a gateway's port as a text", genesys({ gateway: { host: "a", port: "1", protocol: "https" } }), /port/],
  ["an address without a scheme", address("vault.example.com"), /https:\/\//],
  ["an address of FTP", address("ftp://vault.example.com"), /vault\.address/],
  ["an address with a password", address("https://u:hunter2@vault.example.com"), /credentials/],
  ["an address with a port beyond all ports", address("https://vault.example.com:99999"), /65535/],
  ["an address of nothing", address("https://"), /vault\.address/],
  ["a mount with slashes", mount({ path: "/kv/", managed: true }), /mount\.path/],
  ["a mount with a blank", mount({ path: "kv data", managed: true }), /mount\.path/],
  ["a mount with an invisible character", mount({ path: "kv\u200b", managed: true }), /mount\.path/],
  ["a mount that leads upwards", mount({ path: "kv/../x", managed: true }), /mount\.path/],
  ["a mount that is a text", mount("kv"), /mount/],
  ["a mount that nobody says is managed", mount({ path: "kv" }), /managed/],
  ["yes for true", mount({ path: "kv", managed: "yes" }), /true or false/],
  ["a backend in capitals", backend({ type: "S3", bucket: "b", key: "k", region: "r" }), /s3/],
  ["a backend without its key", backend({ type: "s3", bucket: "b", region: "r" }), /key/],
  ["a backend with a secret", backend({ type: "pg", conn_str: "postgres://hunter2@db" }), /conn_str/],
  ["a backend that there is not", backend({ type: "consul" }), /consul/],
  ["a backend that is a text", backend("s3"), /backend/],
  ["a division of two kinds", division({ name: "a", id: "b" }), /division/],
  ["a division in a list", division(["home"]), /division/],
  ["a division without a name", division({ name: "" }), /division/],
  ["an override without a reason", { ...VALID, actions: { x: { enabled: false } } }, /because/],
  ["an override as a text", { ...VALID, actions: { x: { timeoutSeconds: "5", because: "y" } } }, /timeout/],
  ["a provider that there is not", { ...VALID, providers: { valut: "5.6.0" } }, /vault/],
  ["a hand-off directory of a number", { ...VALID, handoffDirectory: 5 }, /handoffDirectory/],
  ["a list of environments", [VALID], /must be an object/],
  ["a number", 5, /must be an object/],
  ["YAML", "genesys:\n  region: eu-west-1\n", /not JSON/],
  ["quotes of a text processor", TEXT.replaceAll('"', "\u201c"), /not JSON/],
  ["a comma before the end", `${TEXT.slice(0, -1)}, }`, /comma/],
  ["undefined", '{"genesys": undefined}', /not JSON/],
  ["a hundred thousand brackets", "[".repeat(100_000), /nested too deep/],
  ["UTF-16", Buffer.from(`\ufeff${TEXT}`, "utf16le"), /UTF-8/],
  ["bytes of nothing", Buffer.alloc(3), /not JSON/],
  ["a byte order mark and nothing else", "\ufeff", /is empty/],
  ["blank lines", " \n\n", /is empty/],
];

/** Directories that hold no environment file that can be read. */
const PLACES: readonly (readonly [what: string, make: (directory: string) => void, message: RegExp])[] = [
  ["a directory in place of the file", (at) => mkdirSync(join(at, "dev.json")), /it is a directory/],
  ["a link to itself", (at) => symlinkSync(join(at, "dev.json"), join(at, "dev.json")), /round in a circle/],
  ["a link to nothing", (at) => symlinkSync(join(at, "no"), join(at, "dev.json")), /symbolic link/],
  ["a link to a device", (at) => symlinkSync("/dev/zero", join(at, "dev.json")), /a device/],
  [
    "a file beyond all memory",
    (at) => {
      writeFileSync(join(at, "dev.json"), "");
      truncateSync(join(at, "dev.json"), 3 * 1024 ** 3);
    },
    /too large/,
  ],
  ["a name with a capital", (at) => writeFileSync(join(at, "Dev.json"), TEXT), /"Dev"/],
  ["a name with a dot", (at) => writeFileSync(join(at, "dev.eu.json"), TEXT), /"dev\.eu"/],
  ["a name with an accent", (at) => writeFileSync(join(at, "d\u00e9v.json"), TEXT), /"d\u00e9v"/],
  ["a name with two hyphens", (at) => writeFileSync(join(at, "a--b.json"), TEXT), /"a--b"/],
  [
    "two that share their state",
    (at) => {
      writeFileSync(join(at, "dev.json"), TEXT);
      writeFileSync(join(at, "prod.json"), TEXT);
    },
    /state/,
  ],
];

function refused(make: (directory: string) => void): string {
  const directory = join(temporary.path, "environments");
  mkdirSync(directory);
  try {
    make(directory);
    const error = refusal(() => loadEnvironments(directory));
    for (const each of [error, ...error.others])
      expect(each).toEqual(
        expect.objectContaining({
          what: expect.stringMatching(/[.?!]$/),
          where: expect.stringContaining(directory),
          why: expect.stringMatching(/./),
          fix: expect.stringMatching(/./),
        }),
      );
    expect(error.message).not.toMatch(/zod|undefined(?!")|\[object|NaN|E[A-Z]{4,}|hunter2|Invalid|expected/);
    return error.message;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("an environment file is refused with what, where, why and fix", () => {
  it.each(FILES)("with %s", (_, content, message) => {
    const text = typeof content === "string" || content instanceof Buffer ? content : JSON.stringify(content);
    expect(refused((directory) => writeFileSync(join(directory, "dev.json"), text))).toMatch(message);
  });

  it.each(PLACES)("as %s", (_, make, message) => {
    expect(refused(make)).toMatch(message);
  });
});
