import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScopelockError } from "../../src/core/errors";
import { endpointsOf } from "../../src/environment/environment";
import { loadEnvironment, loadEnvironments } from "../../src/environment/load";

const good = {
  genesys: { region: "eu-west-1" },
  vault: { address: "https://vault.example.com:8200", mount: { path: "genesys-cloud", managed: true } },
  backend: { type: "local", path: "state/dev.tfstate" },
  rotation: { live: [1, 2], current: 2 },
};

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
const refusal = (act: () => unknown): ScopelockError => {
  try {
    act();
  } catch (error) {
    if (ScopelockError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
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

  it.each([
    [
      "an unknown key",
      { ...good, rotatoin: good.rotation },
      /Unknown key "rotatoin".*Did you mean "rotation"/s,
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
    ["an unknown region", { ...good, genesys: { region: "eu-west-9" } }, /"genesys\.region" is "eu-west-9"/],
    [
      "a bad URL",
      { ...good, vault: { ...good.vault, address: "vault" } },
      /"vault\.address" is "vault": must be a URL/,
    ],
    ["a missing value", { ...good, backend: undefined }, /"backend" is missing/],
    [
      "a secret where there is no place for one",
      { ...good, genesys: { region: "eu-west-1", secret: "x" } },
      /"secret"/,
    ],
  ])("refuses %s", (_, content, message) => {
    const error = refusal(() => loadEnvironment(write(content)));
    expect(error.id).toBe("environment/invalid");
    expect(error.where).toBe(join(directory, "dev.json"));
    expect(error.message).toMatch(message);
  });

  it("names all that is wrong at once", () => {
    const error = refusal(() => loadEnvironment(write({ ...good, genesys: { region: "x" }, extra: 1 })));
    expect(error.message).toMatch(/genesys\.region/);
    expect(error.message).toMatch(/"extra"/);
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
    write(good, "prod.json");
    write(good, "dev.json");
    expect(loadEnvironments(directory).map(({ name }) => name)).toEqual(["dev", "prod"]);
  });

  it("is refused when it is empty or not there", () => {
    expect(refusal(() => loadEnvironments(directory)).id).toBe("environment/none");
    expect(refusal(() => loadEnvironments(join(directory, "nope"))).id).toBe("environment/none");
  });
});
