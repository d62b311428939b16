import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { basic, bearer, bodyAs, HttpClient } from "../../src/doctor/http-client";
import { Proxies } from "../../src/doctor/proxy";
import { replyText } from "../../src/doctor/reply";
import { SecretText } from "../../src/doctor/secret-text";

const CANARY = "canary-91c2";

let server: Server;
let url: string;
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];
let asked: IncomingMessage[];
let slept: number[];
const asker = new HttpClient(
  {
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  },
  new Proxies({}),
);
const get = () => asker.send({ method: "GET", url });
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  ((_, response) => response.writeHead(status, headers).end(JSON.stringify(body))) as (typeof answers)[0];

beforeEach(async () => {
  [answers, asked, slept] = [[], [], []];
  server = createServer((request, response) => {
    asked.push(request);
    (answers.shift() ?? json(200, { fine: true }))(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

describe("a question", () => {
  it("is asked again when the server is overloaded, as late as it asks for", async () => {
    answers = [json(429, {}, { "Retry-After": "7" }), json(503, {})];
    expect(await get()).toMatchObject({ reply: { status: 200 }, body: { fine: true } });
    expect(slept).toEqual([7_000, 2_000]);
  });

  it("is given up after three times", async () => {
    answers = [1, 2, 3].map(() => json(500, { message: "no" }));
    expect((await get()).reply).toMatchObject({ status: 500 });
    expect(asked).toHaveLength(3);
  });

  it("does not wait for as long as a server likes", async () => {
    answers = [json(429, {}, { "Retry-After": "86400" })];
    await get();
    expect(slept).toEqual([30_000]);
  });

  it.each([401, 403, 404, 501])("is not asked again after %d", async (status) => {
    answers = [json(status, {})];
    expect((await get()).reply).toMatchObject({ status });
    expect(asked).toHaveLength(1);
  });

  it("that changes something is asked once", async () => {
    answers = [json(503, {})];
    expect((await asker.send({ method: "POST", url, body: "{}" })).reply).toMatchObject({ status: 503 });
    expect(asked).toHaveLength(1);
  });

  it("follows no redirect: the token would follow", async () => {
    answers = [json(307, {}, { Location: url })];
    expect((await get()).reply).toMatchObject({ status: 307 });
    expect(asked).toHaveLength(1);
  });

  it("says that nobody listens, by the system's code", async () => {
    server.close();
    server.closeAllConnections();
    const { reply } = await get();
    expect(replyText(reply)).toBe("no connection (ECONNREFUSED)");
  });
});

describe("a secret", () => {
  const token = new SecretText(CANARY);
  const ask = (secret = token) =>
    asker.send({ method: "POST", url, secretHeaders: { Authorization: bearer(secret) } });

  it("is sent, and taken out of an answer that repeats it", async () => {
    answers = [
      (request, response) => {
        const echo = request.headers.authorization;
        json(400, { code: `no ${echo}`, message: `got ${CANARY}`, details: [{ errorCode: CANARY }] })(
          request,
          response,
        );
      },
    ];
    const { reply } = await ask();
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(reply).toEqual({
      kind: "response",
      status: 400,
      code: "no [secret]",
      message: "got [secret]",
      details: ["[secret]"],
    });
  });

  it("is taken out in whatever form it was sent, and later too", async () => {
    const encoded = Buffer.from(`id:${CANARY}`).toString("base64");
    answers = [json(400, { message: encoded }), json(400, { message: encoded })];
    const secretHeaders = { Authorization: basic("id", token) };
    const { reply } = await asker.send({ method: "POST", url, secretHeaders });
    expect([reply, (await get()).reply].map(replyText)).toEqual(['400 "[secret]"', '400 "[secret]"']);
  });

  it("that cannot be a header is in no message", async () => {
    const { reply } = await ask(new SecretText(`${CANARY}\n${CANARY}`));
    expect(JSON.stringify(reply)).not.toContain(CANARY);
    expect(asked).toEqual([]);
  });
});

describe("what a server says", () => {
  it.each([
    [{ errors: ["1 error occurred:\n\t* permission denied\n\n"] }, "1 error occurred: * permission denied "],
    [{ error: "invalid_client", error_description: "client not found" }, "client not found"],
    [{ message: "a\u001b[2Jb", code: "c" }, "a [2Jb"],
    [{ message: "x".repeat(2_000) }, "x".repeat(500)],
    [{ message: 7, errors: "no list" }, undefined],
    ["a text", undefined],
    [null, undefined],
  ])("%j becomes one line", async (body, message) => {
    answers = [json(400, body)];
    expect((await get()).reply).toMatchObject({ status: 400, message });
  });

  it("that is not of the form is not taken for an answer, and its content is not repeated", async () => {
    const form = z.object({ id: z.string() });
    answers = [json(200, { id: { canary: CANARY } }), (_, response) => response.end(`<html>${CANARY}`)];
    for (const at of ["id", "its whole"]) {
      const outcome = bodyAs(await get(), form);
      expect(outcome).toEqual({
        ok: false,
        reply: { kind: "failure", reason: "unusable", detail: `${at} is not as expected` },
      });
    }
  });
});
