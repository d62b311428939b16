import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type GenesysSandbox, startGenesys } from "../../packages/sandbox/src/genesys";
import { ROOT, start, temporaryDirectory } from "../process";

const INPUT = '{"phoneNumber":"+15550199"}';
const LOOKUP = "actions/get-external-contact.ts";
const ACTION = {
  name: "Get queue",
  integrationType: "purecloud-data-actions",
  config: {
    request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues/${input.id}/members" },
    response: { successTemplate: "${rawResult}" },
  },
  contract: {
    input: { inputSchema: { type: "object", properties: { id: { type: "string" } } } },
    output: { successSchema: { type: "object", properties: {} } },
  },
};

let temporary: ReturnType<typeof temporaryDirectory>;
let genesys: GenesysSandbox;
let credentials: Record<string, string>;

beforeAll(async () => {
  temporary = temporaryDirectory();
  genesys = await startGenesys();
  const { hostname, port } = new URL(genesys.url);
  credentials = {
    GENESYSCLOUD_OAUTHCLIENT_ID: genesys.deployer.clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: genesys.deployer.clientSecret,
    GENESYSCLOUD_GATEWAY_PROTOCOL: "http",
    GENESYSCLOUD_GATEWAY_HOST: hostname,
    GENESYSCLOUD_GATEWAY_PORT: port,
  };
});
afterAll(async () => {
  await genesys.close();
  temporary.remove();
});

function file(name: string, content: unknown): string {
  const path = join(temporary.path, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const changed = (change: object) => ({ ...ACTION, config: { ...ACTION.config, ...change } });

async function run(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const none = Object.fromEntries(Object.keys(credentials).map((name) => [name, undefined]));
  const command = start("src/cli/main.ts", ["run", ...args], { ...none, ...env });
  return { code: await command.ended, output: command.output() };
}

describe("scopelock run", () => {
  const answer = () => file("response.json", { contacts: [{ id: "a1", firstName: "Ada", lastName: "L" }] });

  it("takes an action by its name, once, where a module of the folder exports it again", async () => {
    // index.ts of the folder exports what the others declare.
    const actions = join(ROOT, "templates/app/actions");
    const { code, output } = await run([
      "Get external contact by phone",
      "--in",
      actions,
      "--input",
      INPUT,
      "--response",
      answer(),
      "--trace",
    ]);
    expect(output).toContain("GET /api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199");
    expect(output).toContain('"firstName": "Ada"');
    expect(output).toContain("✓ translation map");
    expect(code).toBe(0);
  });

  it("names the action that was probably meant, and all of them where none is near", async () => {
    const near = await run(["Get external contact by phon"]);
    expect(near).toMatchObject({ code: 1, output: expect.stringContaining("Did you mean") });
    const far = await run(["zzz"]);
    expect(far).toMatchObject({ code: 1, output: expect.stringContaining("Known actions: Get external") });
  });

  it("has the embedded stand-in answer, after the permission check", async () => {
    const { code, output } = await run([LOOKUP, "--input", INPUT, "--format", "json"]);
    expect(JSON.parse(output)).toMatchObject({
      answeredBy: "stand-in",
      permission: { granted: ["externalContacts:contact:view"] },
      output: { found: 1, firstName: "Robin" },
    });
    expect(code).toBe(0);
  });

  it("has the permission refused that an action states wrongly", async () => {
    const module = file(
      "wrong.mjs",
      `import { getExternalContact } from ${JSON.stringify(join(ROOT, LOOKUP))};
       export const wrong = Object.assign(Object.create(Object.getPrototypeOf(getExternalContact)), getExternalContact,
         { permissions: { anyOf: ["routing:queue:view"], because: "a test" } });`,
    );
    const { code, output } = await run([module, "--input", INPUT]);
    expect(output).toMatch(/Failed at: response\n.*permission.*externalContacts:contact:view/);
    expect(code).toBe(2);
  });

  it("asks for an answer where the stand-in has no such operation", async () => {
    const { code, output } = await run([file("queue.custom.json", ACTION), "--input", '{"id": "1"}']);
    expect(output).toMatch(
      /stand-in does not have GET \/api\/v2\/routing\/queues\/1\/members.*\[run\/no-response\]/,
    );
    expect(code).toBe(1);
  });

  it("has an organization answer, and shows no secret", async () => {
    const { code, output } = await run([LOOKUP, "--input", INPUT, "--live"], credentials);
    expect(output).toContain("The answer is that of the organization.");
    expect(output).toContain('"firstName": "Robin"');
    expect(output).not.toContain(genesys.deployer.clientSecret);
    expect(code).toBe(0);
  });

  it("names what an organization refuses, and shows no secret", async () => {
    const secret = "not-the-secret-of-this-client";
    const wrong = { ...credentials, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret };
    const { code, output } = await run([LOOKUP, "--input", INPUT, "--live"], wrong);
    expect(output).toMatch(/127\.0\.0\.1:\d+: 400 invalid_client.*\[run\/login\]/);
    expect(output).not.toContain(secret);
    expect(code).toBe(1);
  });

  it.each<[string, () => readonly string[], Record<string, string>, RegExp]>([
    [
      "a request that may change something",
      () => [
        file("post.custom.json", changed({ request: { ...ACTION.config.request, requestType: "POST" } })),
        "--live",
      ],
      {},
      /sends POST, and no probe declares that it changes nothing.*\[run\/not-harmless\]/,
    ],
    [
      "--live without credentials",
      () => [LOOKUP, "--input", INPUT, "--live"],
      {},
      /OAUTHCLIENT_ID is not set.*\[run\/credentials\]/,
    ],
    [
      "--live with an unknown region",
      () => [LOOKUP, "--input", INPUT, "--live"],
      { GENESYSCLOUD_OAUTHCLIENT_ID: "a", GENESYSCLOUD_OAUTHCLIENT_SECRET: "b", GENESYSCLOUD_REGION: "mars" },
      /"mars" is not a region.*\[region\/unknown\]/,
    ],
    ["an input that is no JSON", () => [LOOKUP, "--input", "{"], {}, /\[file\/(json|truncated)\]/],
    [
      "an input that is a list",
      () => [LOOKUP, "--input", "[]"],
      {},
      /The input is not an object.*\[run\/input\]/,
    ],
    ["a file that is no action", () => [file("other.json", { a: 1 })], {}, /\[import\/not-an-action\]/],
    ["a file that is no JSON", () => [file("broken.json", "{")], {}, /\[file\/(json|truncated)\]/],
    [
      "a name that two files have",
      () => {
        file("one.custom.json", ACTION);
        file("two.custom.json", ACTION);
        return ["Get queue", "--in", temporary.path];
      },
      {},
      /data actions are called "Get queue": in .*one\.custom\.json.*two\.custom\.json.*\[run\/several-actions\]/,
    ],
    [
      "an answer that is not there",
      () => [LOOKUP, "--input", INPUT, "--response", "nowhere.json"],
      {},
      /\[file\/missing\]/,
    ],
  ])("refuses %s in a sentence", async (_, args, env, message) => {
    const { code, output } = await run(args(), env);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  it("sends what a probe declares harmless, with the probe's input only", async () => {
    genesys.seed({ "POST /api/v2/analytics/conversations/details/query": { totalHits: 7 } });
    const action = file(
      "probed.ts",
      `import { DataAction } from ${JSON.stringify(join(ROOT, "src"))};
export const probed = DataAction.define({
  name: "Count conversations",
  input: { type: "object", properties: { interval: { type: "string" } } },
  output: { type: "object", properties: { totalHits: { type: "integer" } } },
  request: {
    method: "POST",
    url: "/api/v2/analytics/conversations/details/query",
    body: '{ "interval": "\${input.interval}" }',
  },
  response: { translationMap: { totalHits: "$.totalHits" }, successTemplate: '{ "totalHits": \${totalHits} }' },
  probe: { input: { interval: "2026-01-01/2026-01-02" }, harmlessBecause: "It reads." },
});
`,
    );
    const given = (interval: string) => [action, "--live", "--input", JSON.stringify({ interval })];
    const other = await run(given("2026-01-01/2026-01-03"), credentials);
    expect(other.output).toMatch(/--input is not the input of its probe.*\[run\/not-harmless\]/);
    const { code, output } = await run(given("2026-01-01/2026-01-02"), credentials);
    expect(output).toContain('"totalHits": 7');
    expect(code).toBe(0);
  });

  it("runs again when the file changes, until it is ended", async () => {
    const template = (text: string) => changed({ response: { successTemplate: `{ "is": "${text}" }` } });
    const directory = temporaryDirectory();
    const path = join(directory.path, "watched.custom.json");
    const write = (text: string) => writeFileSync(path, JSON.stringify(template(text)));
    const response = file("empty.json", {});
    write("before");
    const command = start(
      "src/cli/main.ts",
      ["run", path, "--input", '{"id": "1"}', "--response", response, "--watch"],
      {},
    );
    try {
      await vi.waitFor(() => expect(command.output()).toContain('"is": "before"'), 30_000);
      write("after");
      await vi.waitFor(() => expect(command.output()).toContain('"is": "after"'), 30_000);
    } finally {
      command.kill("SIGINT");
      await command.ended;
      directory.remove();
    }
  });

  it("names the step of an answer of 50 MB", async () => {
    const answer = file("large.json", `"${"x".repeat(50_000_000)}"`);
    const { code, output } = await run([LOOKUP, "--input", INPUT, "--response", answer]);
    expect(output).toMatch(/Failed at: response\n.*50,000,002 characters/);
    expect(code).toBe(2);
  });
});
