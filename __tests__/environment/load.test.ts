import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endpointsOf } from "../../src/environment/environment";
import { environmentFile } from "../../src/environment/file";
import { loadEnvironment, loadEnvironments } from "../../src/environment/load";
import { refusal } from "../core/errors";

const good = {
  genesys: { region: "eu-west-1" },
  vault: { address: "https://vault.example.com:8200", mount: { path: "genesys-cloud", managed: true } },
  backend: { type: "local", path: "state/dev.tfstate" },
  rotation: { live: [1, 2], current: 2 },
};

const gateway = { protocol: "http", host: "127.0.0.1", port: 8099 };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-environment-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const write = (content: unknown, name = "dev.json") => {
  const file = join(directory, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

describe("an environment file", () => {
  it("is read under its own name, and knows its addresses", () => {
    const environment = loadEnvironment(write(good));
    expect(environment.name).toBe("dev");
    expect(endpointsOf(environment)).toEqual({
      tokenUrl: "https://login.mypurecloud.ie/oauth/token",
      apiUrl: "https://api.mypurecloud.ie",
    });
  });

  it("can name a gateway in place of a region", () => {
    const genesys = { gateway: { protocol: "http", host: "127.0.0.1", port: 8099 } };
    expect(endpointsOf(loadEnvironment(write({ ...good, genesys })))).toEqual({
      tokenUrl: "http://127.0.0.1:8099/oauth/token",
      apiUrl: "http://127.0.0.1:8099",
    });
  });

  it("can name a gateway that tells the login host and the API host apart by the path", () => {
    const gateway = { protocol: "https", host: "gateway.example.com", port: 8443 };
    const genesys = { gateway: { ...gateway, pathPrefixes: { login: "/login", api: "/apigw/eu" } } };
    expect(endpointsOf(loadEnvironment(write({ ...good, genesys })))).toEqual({
      tokenUrl: "https://gateway.example.com:8443/login/oauth/token",
      apiUrl: "https://gateway.example.com:8443/apigw/eu",
    });
  });

  it.each<[string, object, RegExp]>([
    [
      "an unknown key",
      { ...good, rotatoin: good.rotation },
      /Unknown key "rotatoin" in the file.*Did you mean "rotation"/s,
    ],
    [
      "an unknown key below",
      { ...good, vault: { ...good.vault, adress: "x" } },
      /"adress" in vault.*"address"/s,
    ],
    [
      "an unknown key of one alternative",
      { ...good, backend: { type: "s3", bucke: "b" } },
      /"bucke".*"bucket"/s,
    ],
    [
      "an unknown key far below",
      { ...good, genesys: { gateway: { ...gateway, pathPrefixes: { logni: "/x" } } } },
      /"logni" in genesys\.gateway\.pathPrefixes.*"login"/s,
    ],
    [
      "an unknown key in place of the one that tells alternatives apart",
      { ...good, genesys: { regoin: "eu-west-1" } },
      /^Unknown key "regoin" in genesys\. .*Did you mean "region"/s,
    ],
    [
      "an unknown key of an override, whatever the action is called",
      { ...good, actions: { constructor: { timeoutSecond: 5, because: "x" } } },
      /"timeoutSecond" in actions\.constructor.*Did you mean "timeoutSeconds"/s,
    ],
    [
      "a key of another alternative",
      { ...good, backend: { type: "gcs", bucket: "b", prefix: "p", key: "k" } },
      /"key" in backend does not go with "type": "gcs"\./,
    ],
    [
      "limits of a secrets engine that is another's",
      { ...good, vault: { ...good.vault, mount: { path: "kv", managed: false, maxVersions: 3 } } },
      /"maxVersions" in vault\.mount does not go with "managed": false\./,
    ],
    [
      "two that exclude each other",
      { ...good, genesys: { region: "eu-west-1", gateway } },
      /"gateway" in genesys does not go with "region"\./,
    ],
    [
      "an unknown region",
      { ...good, genesys: { region: "eu-west-9" } },
      /"genesys\.region" is "eu-west-9": must be one of "ap-northeast-1", .*Did you mean "eu-west-1"\?/s,
    ],
    ["neither of two", { ...good, genesys: {} }, /"genesys": must have "region" or "gateway"\./],
    [
      "an unknown kind",
      { ...good, backend: { type: "S3", bucket: "b" } },
      /"backend\.type" is "S3": must be "local", "s3", /,
    ],
    [
      "a division that is none",
      { ...good, genesys: { region: "eu-west-1", division: "Sales" } },
      /"genesys\.division" is "Sales": must be "home", "all", \{ "name"/,
    ],
    [
      "every division under another name",
      { ...good, genesys: { region: "eu-west-1", division: { id: "*" } } },
      /"genesys\.division\.id" is "\*": must be the id of a division/,
    ],
    [
      "a bad URL",
      { ...good, vault: { ...good.vault, address: "vault" } },
      /"vault\.address" is "vault": must be a URL/,
    ],
    [
      "an override without a reason",
      { ...good, actions: { A: { enabled: false, because: " " } } },
      /"actions\.A\.because" is " ": must state why/,
    ],
    [
      "an override that changes nothing",
      { ...good, actions: { A: { because: "x" } } },
      /"actions\.A": must have "because", and "enabled": false or "timeoutSeconds"/,
    ],
    [
      "an override that is none",
      { ...good, actions: { A: { enabled: true, because: "x" } } },
      /"actions\.A\.enabled" is true: must be false\./,
    ],
    ["a missing value", { ...good, backend: undefined }, /"backend" is missing\./],
  ])("refuses %s", (_, content, message) => {
    const error = refusal(() => loadEnvironment(write(content)));
    expect(error.id).toBe("environment/invalid");
    expect(error.where).toBe(`${join(directory, "dev.json")}:1`);
    expect(error.message.replaceAll("\n", " ")).toMatch(message);
  });

  it.each([
    ["genesys", "secret"],
    ["genesys", "oauthclient_secret"],
    ["genesys", "accessToken"],
    ["vault", "token"],
    ["vault", "secretId"],
    ["backend", "password"],
    ["backend", "sasToken"],
    ["backend", "access_key"],
    ["backend", "credentials"],
  ] as const)("has no place for a secret: %s.%s, and says what to do with it", (part, key) => {
    const error = refusal(() =>
      loadEnvironment(write({ ...good, [part]: { ...good[part], [key]: "hunter2" } })),
    );
    expect(error.id).toBe("environment/secret");
    expect(error.what).toContain(`"${part}.${key}"`);
    expect(error.fix).toMatch(/environment variable.*revoke it/);
    expect(error.message).not.toContain("hunter2");
    expect(error.message).not.toContain("Did you mean");
  });

  it.each([
    ["vault", { ...good.vault, address: "https://user:hunter2@vault.example.com" }],
    ["vault", { ...good.vault, address: "https://vault.example.com?x=hunter2" }],
    ["vault", { ...good.vault, namespace: "hvs.hunter2" }],
    ["backend", { type: "pg", schemaName: "s", connStr: "postgres://user:hunter2@db/terraform" }],
    ["backend", { type: "pg", schemaName: "s", connStr: "postgres://db/terraform?password=hunter2" }],
    ["backend", { type: "pg", schemaName: "s", connStr: "host=db password=hunter2" }],
    ["backend", { type: "http", address: "https://user:hunter2@state.example.com" }],
    ["backend", { token: { value: "hunter2" } }],
    ["genesys", { region: { secret: "hunter2" } }],
  ])("never prints a secret that stands in a value: %s %j", (part, value) => {
    const error = refusal(() => loadEnvironment(write({ ...good, [part]: value })));
    expect(error.id).toMatch(/^environment\/(invalid|secret)$/);
    expect(error.message).toContain(part);
    expect(error.message).not.toContain("hunter2");
  });

  it("is refused without quoting it when it is no JSON", () => {
    const error = refusal(() => loadEnvironment(write('{\n  "vault": { "token": "hunter2" hunter2 }\n}')));
    expect(error.id).toBe("environment/json");
    expect(error.what).toMatch(/: a word stands there that is none of JSON's, line 2, column 33\.$/);
    expect(error.where).toBe(`${join(directory, "dev.json")}:2`);
    expect(error.message).not.toContain("hunter2");
  });

  it("is refused when a key stands in it twice: nobody sees that only the last one counts", () => {
    const text = JSON.stringify(good).replace('"current":2', '"current":1,"current":2');
    const error = refusal(() => loadEnvironment(write(text.replace("{", '{"backend":null,'))));
    expect(error.id).toBe("environment/ambiguous");
    expect(error.message).toMatch(/"backend" twice.*"rotation\.current" twice/s);
  });

  it.each<[string, string, number, RegExp]>([
    [
      "a trailing comma",
      '{\n  "a": 1,\n}',
      3,
      /a key in double quotes must stand there.*comma before a closing brace/s,
    ],
    ["a comment", '{\n  // note\n  "a": 1\n}', 2, /a comment stands there.*JSON has no comments/s],
    ["a text that is not closed", '{\n  "a": "b\n}', 2, /a text is not closed/],
    ["YAML", "genesys:\n  region: eu-west-1\n", 1, /a word stands there/],
    ["two texts", "{}\n{}", 2, /text follows behind the end/],
  ])("is refused in words when it has %s", (_, text, line, message) => {
    const error = refusal(() => loadEnvironment(write(text)));
    expect(error.id).toBe("environment/json");
    expect(error.where).toBe(`${join(directory, "dev.json")}:${line}`);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/Expected|Invalid[A-Z]|undefined/);
  });

  it("says what goes into it when it is empty", () => {
    expect(refusal(() => loadEnvironment(write(" \n"))).fix).toContain('"genesys"');
  });

  it("is refused in words when it is not UTF-8, a directory or not there", () => {
    const file = join(directory, "dev.json");
    writeFileSync(file, Buffer.from("{}", "utf16le"));
    writeFileSync(join(directory, "latin.json"), Buffer.from([0x7b, 0xe9, 0x7d]));
    expect(refusal(() => loadEnvironment(join(directory, "latin.json")))).toMatchObject({
      id: "environment/unreadable",
      what: "The environment file is not UTF-8.",
    });
    expect(refusal(() => loadEnvironment(directory)).what).toBe(
      "The environment file cannot be read: it is a directory.",
    );
    expect(refusal(() => loadEnvironment(join(directory, "x.json"))).id).toBe("environment/unreadable");
  });

  it("tells each value with its key, its line, its own reason, and no word of the schema's library", () => {
    const text = JSON.stringify(
      {
        ...good,
        genesys: { gateway: { protocol: "http", host: "", port: "80" } },
        vault: { ...good.vault, address: 5, namespace: "" },
        backend: { type: "s3", bucket: "", key: 1, region: null, encrypt: "yes" },
        rotation: { live: "1", current: 2, everyDays: 90_000, overlapHours: 1.5 },
        providers: [],
        actions: { A: 5 },
      },
      null,
      2,
    );
    const error = refusal(() => loadEnvironment(write(text)));
    const all = [error, ...error.others];
    const lines = text.split("\n");
    for (const { id, what, where = "", why, fix } of all) {
      expect(id).toBe("environment/invalid");
      const [, line] = /dev\.json:(\d+)$/.exec(where) ?? [];
      const [, key = ""] = /^"(?:[\w.]+\.)?(\w+)"/.exec(what) ?? [];
      expect(lines[Number(line) - 1], what).toContain(`"${key}":`);
      expect(what).toMatch(/: must (be|not be|have) /);
      const [, content = "none"] = /Its content: (.*)$/.exec(fix) ?? [];
      expect(why, what).not.toContain(content);
    }
    expect(new Set(all.map(({ why }) => why)).size).toBeGreaterThan(5);
    expect(error.message).not.toMatch(/Invalid|expected|received|zod|Too (big|small)|undefined|\[object/);
    expect(all.map(({ what }) => what)).toContain('"genesys.gateway.port" is "80": must be a number.');
  });

  it("names all that is wrong at once", () => {
    const error = refusal(() => loadEnvironment(write({ ...good, genesys: { region: "x" }, extra: 1 })));
    expect(error.message).toMatch(/genesys\.region/);
    expect(error.message).toMatch(/"extra"/);
  });

  it("judges the rotation whatever else is wrong, once it can be read", () => {
    const refused = (rotation: unknown) => {
      const { id, others } = refusal(() => loadEnvironment(write({ ...good, rotation, extra: 1 })));
      return [id, ...others.map((other) => other.id)];
    };
    expect(refused({ live: [1, 1], current: 1 })).toEqual(["environment/invalid", "rotation/generation"]);
    expect(refused(good.rotation)).toEqual(["environment/invalid"]);
    expect(refused({ live: [1, 1] })).toEqual(["environment/invalid", "environment/invalid"]);
    expect(refusal(() => loadEnvironment(write([]))).id).toBe("environment/invalid");
  });

  it.each([
    [{ live: [], current: 1 }, /No generation is live/],
    [{ live: [1], current: 2 }, /current generation 2 is not among the live ones \[1\]/],
    [{ live: [1, 1], current: 1 }, /repeat one/],
    [{ live: [1.5], current: 1.5 }, /1\.5 is not a positive integer/],
    [{ live: [1, 2], current: 1 }, /current generation 1 is not the highest live one, 2/],
  ])("refuses the generations %j", (rotation, message) => {
    const error = refusal(() => loadEnvironment(write({ ...good, rotation })));
    expect(error.id).toBe("rotation/generation");
    expect(error.where).toContain("dev.json: rotation");
    expect(error.message).toMatch(message);
  });

  it("may say when it was rotated, how often, and how long tokens and overlaps last", () => {
    const rotation = {
      ...good.rotation,
      rotatedOn: "2026-11-25",
      everyDays: 90,
      overlapHours: 72,
      accessTokenValiditySeconds: 3600,
    };
    expect(loadEnvironment(write({ ...good, rotation })).rotation).toEqual(rotation);
  });

  it.each([
    [
      { rotatedOn: "2026-02-30" },
      /"rotation\.rotatedOn" is "2026-02-30": must be a day such as "2026-11-25"/,
    ],
    [{ rotatedOn: "25.11.2026" }, /"rotation\.rotatedOn" is "25\.11\.2026"/],
    [{ rotatedOn: 20261125 }, /"rotation\.rotatedOn" is 20261125/],
    [{ rotatedOn: "2026-11-25", everyDays: 0 }, /"rotation\.everyDays" is 0/],
    [{ rotatedOn: "2026-11-25", everyDays: 1.5 }, /"rotation\.everyDays" is 1\.5/],
    [{ overlapHours: "48" }, /"rotation\.overlapHours" is "48"/],
    [{ accessTokenValiditySeconds: 299 }, /"rotation\.accessTokenValiditySeconds" is 299/],
    [{ accessTokenValiditySeconds: 172_801 }, /"rotation\.accessTokenValiditySeconds" is 172801/],
    [{ rotateOn: "2026-11-25" }, /"rotateOn" in rotation.*Did you mean "rotatedOn"/s],
  ])("refuses the schedule %j", (schedule, message) => {
    const rotation = { ...good.rotation, ...schedule };
    const error = refusal(() => loadEnvironment(write({ ...good, rotation })));
    expect(error.id).toBe("environment/invalid");
    expect(error.message).toMatch(message);
  });

  it("refuses an overlap that is shorter than a token lives, with the place", () => {
    const rotation = { ...good.rotation, overlapHours: 12 };
    const error = refusal(() => loadEnvironment(write({ ...good, rotation })));
    expect(error.id).toBe("rotation/overlap");
    expect(error.where).toContain("dev.json: rotation");
  });

  it("does not ask the clock: a day in the future is for commands to judge", () => {
    const rotation = { ...good.rotation, rotatedOn: "2999-01-01" };
    expect(loadEnvironment(write({ ...good, rotation })).rotation.rotatedOn).toBe("2999-01-01");
  });

  it("may begin with a byte order mark", () => {
    expect(loadEnvironment(write(`\uFEFF${JSON.stringify(good)}`)).rotation).toEqual(good.rotation);
  });

  it("refuses what is no JSON, and a name that cannot name a stack", () => {
    expect(refusal(() => loadEnvironment(write("{ nope"))).id).toBe("environment/json");
    expect(refusal(() => loadEnvironment(write(good, "My Env.json"))).id).toBe("environment/name");
  });
});

describe("a directory of environments", () => {
  it("is read sorted by name", () => {
    const mount = { path: "genesys-cloud", managed: false };
    const backend = { type: "local", path: "state/prod.tfstate" };
    write({ ...good, vault: { ...good.vault, mount }, backend }, "prod.json");
    write(good, "dev.json");
    expect(loadEnvironments(directory).map(({ name }) => name)).toEqual(["dev", "prod"]);
  });

  it("is refused with all that is wrong in all of its files", () => {
    write({ ...good, genesys: { region: "x" } }, "a.json");
    write({ ...good, vault: { ...good.vault, token: "x", x: 1 } }, "b.json");
    write({ ...good, rotation: { live: [], current: 1 } }, "c.json");
    write("{", "d.json");
    write(good, "e.json");
    write(good, "f.json");
    const error = refusal(() => loadEnvironments(directory));
    expect([error, ...error.others].map(({ id }) => id)).toEqual([
      "environment/invalid",
      "environment/secret",
      "environment/invalid",
      "rotation/generation",
      "environment/json",
      "environment/shared-state",
      "environment/shared-mount",
    ]);
    for (const file of ["a.json:1", "b.json:1", "c.json", "d.json:1"])
      expect(error.message).toContain(`where: ${join(directory, file)}`);
    expect(error.message).toContain("The environments e and f keep their state in the same place.");
  });

  it("says what goes into a file when there is none; and that is one", () => {
    const { fix, where } = refusal(() => loadEnvironments(directory));
    expect(where).toBe(directory);
    const [example] = /\{.*\}/.exec(fix) ?? [];
    expect(fix).toContain(join(directory, "dev.json"));
    expect(loadEnvironment(write(example)).name).toBe("dev");
  });

  it("names files of other forms, which are not read", () => {
    write("genesys: {}", "stage.yaml");
    expect(refusal(() => loadEnvironments(directory)).what).toContain("stage.yaml is not JSON, and not read");
    write(good, "dev.json");
    expect(loadEnvironments(directory).map(({ name }) => name)).toEqual(["dev"]);
    for (const name of ["stage", "stage.yaml"])
      expect(refusal(() => environmentFile(directory, name))).toMatchObject({
        id: "environment/unknown",
        why: "stage.yaml is not read: an environment file is JSON.",
        fix: expect.stringContaining(join(directory, "stage.json")),
      });
    expect(refusal(() => environmentFile(directory, "dev.json")).fix).toBe(
      'Did you mean "dev"? Give the name alone.',
    );
  });

  it("is refused when it is empty or not there", () => {
    expect(refusal(() => loadEnvironments(directory)).id).toBe("environment/none");
    expect(refusal(() => loadEnvironments(join(directory, "nope"))).id).toBe("environment/none");
  });
});
