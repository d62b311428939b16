import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Process, start, temporaryDirectory } from "../process";

const SECRET = "seeded-secret-of-the-environment";
let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const genesys = (args: string[], env: Record<string, string> = {}) =>
  start("src/cli/main.ts", ["sandbox", "genesys", ...args], { TMPDIR: directory.path, ...env });

const seedFile = (seed: unknown) => {
  const file = join(directory.path, "seed.json");
  writeFileSync(file, typeof seed === "string" ? seed : JSON.stringify(seed));
  return file;
};

async function running(command: Process): Promise<string> {
  while (!command.output().includes("Ctrl-C stops it;")) {
    if ((await Promise.race([command.ended, new Promise((wait) => setTimeout(wait, 50))])) !== undefined)
      throw new Error(command.output());
  }
  return command.output();
}

/** The file that the command prints, read. */
function secretsIn(output: string) {
  const [, file = ""] = /secrets: (\S+)/.exec(output) ?? [];
  const content = JSON.parse(readFileSync(file, "utf8")) as {
    url: string;
    clients: { name: string; clientId: string; clientSecret: string }[];
  };
  return { file, ...content };
}

async function login(url: string, clientId: string, clientSecret: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe("scopelock sandbox genesys", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "serves a seeded organization until %s, and prints no secret",
    async (signal) => {
      const seed = seedFile({
        clients: [
          { name: "flow", permissions: ["routing:queue:view"], secretFrom: "FLOW_SECRET" },
          { name: "other", permissions: [] },
        ],
        "GET /api/v2/routing/queues/{queueId}": { name: "Support" },
      });
      const command = genesys(["--seed", seed], { FLOW_SECRET: SECRET });
      const { file, url, clients } = secretsIn(await running(command));
      expect(clients.map(({ name }) => name)).toEqual(["Terraform", "flow", "other"]);
      expect(command.output()).toContain(url);
      for (const { clientId } of clients) expect(command.output()).toContain(clientId);
      // Its owner alone may read it, and the directory around it.
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);

      const { clientId = "" } = clients.find(({ name }) => name === "flow") ?? {};
      const headers = { Authorization: `Bearer ${await login(url, clientId, SECRET)}` };
      const answer = await fetch(`${url}/api/v2/routing/queues/1`, { headers });
      expect(await answer.json()).toEqual({ name: "Support" });

      command.kill(signal);
      expect(await command.ended).toBe(0);
      for (const { clientSecret } of clients) expect(command.output()).not.toContain(clientSecret);
      expect(directory.left()).toEqual(["seed.json"]);
    },
  );

  it("writes the secrets to the file that is named, and never to one that exists", async () => {
    const file = join(directory.path, "clients.json");
    const command = genesys(["--secrets-file", file]);
    const { url, clients } = secretsIn(await running(command));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await login(url, clients[0]?.clientId ?? "", clients[0]?.clientSecret ?? "")).toEqual(
      expect.any(String),
    );
    const second = genesys(["--secrets-file", file]);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("[sandbox/secrets-file]");
    command.kill("SIGTERM");
    expect(await command.ended).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ["{", "file/truncated"],
    [{ "GET /api/v2/routng": {} }, "sandbox/seed"],
    [{ clients: [{ name: "a", permissions: [], secret: SECRET }] }, "sandbox/seed"],
  ])("refuses the seed %j in sentences", async (seed, id) => {
    const file = seedFile(seed);
    const command = genesys(["--seed", file]);
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain(`[${id}]`);
    expect(command.output()).toContain(file);
    expect(command.output()).not.toMatch(/\n\s+at /);
    expect(command.output()).not.toContain(SECRET);
    expect(directory.left()).toEqual(["seed.json"]);
  });

  it("refuses a port that is taken, and takes --port for its own", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => server.once("listening", listening));
    const { port } = server.address() as { port: number };
    const command = genesys(["--port", String(port)]);
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain(`Port ${port} is taken. [sandbox/port-taken]`);
    server.close();
  });
});
