import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GenesysSession } from "../../examples/read-the-secret/genesys-session";
import { ROOT } from "../process";

/** A Vault and a Genesys Cloud in one server, with a generation that can be rotated. */
let server: Server;
let address: string;
let generation: number;
let alive: Set<number>;
let asked: string[];

beforeEach(async () => {
  [generation, alive, asked] = [1, new Set([1]), []];
  server = createServer((request, response) => {
    const { url = "", headers } = request;
    asked.push(url);
    const answer = (status: number, body: object) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    };
    if (url.startsWith("/v1/")) {
      if (headers["x-vault-token"] !== "reader") return answer(403, { errors: ["permission denied"] });
      const secret = {
        client_id: `c${generation}`,
        client_secret: "s",
        token_url: `${address}/oauth/token`,
        api_url: address,
      };
      return answer(200, { data: { data: secret } });
    }
    if (url === "/oauth/token") {
      const [id = ""] = Buffer.from(String(headers.authorization).slice(6), "base64").toString().split(":");
      return alive.has(Number(id.slice(1))) ? answer(200, { access_token: `t${id}` }) : answer(400, {});
    }
    return alive.has(Number(String(headers.authorization).slice("Bearer tc".length)))
      ? answer(200, { generation, kept: headers["x-kept"] })
      : answer(401, {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const session = (token = "reader") =>
  new GenesysSession({
    vault: address,
    mount: "genesys-cloud",
    path: "dev/data-actions",
    vaultToken: async () => token,
  });
const count = (url: string) => asked.filter((each) => each === url).length;

describe("the example that reads the secret", () => {
  it("reads it once for many calls, and keeps their headers", async () => {
    const genesys = session();
    const answers = await Promise.all(
      [1, 2, 3].map(async () =>
        (await genesys.call("/api/v2/users/me", { headers: { "X-Kept": "yes" } })).json(),
      ),
    );
    expect(answers).toEqual([1, 2, 3].map(() => ({ generation: 1, kept: "yes" })));
    expect([count("/v1/genesys-cloud/data/dev/data-actions"), count("/oauth/token")]).toEqual([1, 1]);
  });

  it("reads it again on 401, once for all callers, and the calls succeed", async () => {
    const genesys = session();
    await genesys.call("/api/v2/users/me");
    [generation, alive] = [2, new Set([2])];
    const answers = await Promise.all([1, 2, 3, 4].map(() => genesys.call("/api/v2/users/me")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(count("/v1/genesys-cloud/data/dev/data-actions")).toBe(2);
  });

  it("gives 401 back when the secret that was read again is refused too, and does not go on asking", async () => {
    const genesys = session();
    await genesys.call("/api/v2/users/me");
    alive = new Set();
    await expect(genesys.call("/api/v2/users/me")).rejects.toThrow("refuses the client: 400");
    expect(count("/oauth/token")).toBe(2);
    // The next call begins anew.
    [generation, alive] = [3, new Set([3])];
    expect((await genesys.call("/api/v2/users/me")).status).toBe(200);
  });

  it("names the path, and no secret, when Vault refuses", async () => {
    await expect(session("other").call("/x")).rejects.toThrow(
      "Vault refuses genesys-cloud/dev/data-actions: 403",
    );
  });

  it("stands in the guide as it is", () => {
    const source = readFileSync(join(ROOT, "examples/read-the-secret/genesys-session.ts"), "utf8");
    expect(readFileSync(join(ROOT, "docs/guides/reading-the-secret.md"), "utf8")).toContain(source.trim());
  });
});
