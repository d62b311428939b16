import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_BODY_BYTES } from "../../../packages/sandbox/src/genesys/server";
import { type Harness, start } from "./harness";

const ORGANIZATION = "/api/v2/organizations/me";
const ROLES = "/api/v2/authorization/roles";
let genesys: Harness;
let impatient: Harness;
let token: string;
beforeAll(async () => {
  genesys = await start();
  impatient = await start({ patience: { headers: 300, request: 600 } });
  token = (await genesys.token()).body.access_token;
});
afterAll(async () => {
  await genesys.close();
  await impatient.close();
});

const portOf = ({ url }: Harness) => Number(new URL(url).port);

/** Sends bytes as they are, and reads all that comes back. */
const raw = (...parts: string[]) => rawTo(genesys, ...parts);

async function rawTo(harness: Harness, ...parts: string[]): Promise<string> {
  const socket = connect(portOf(harness), "127.0.0.1");
  // A server that ends a connection while a client still writes: what it answered counts.
  socket.on("error", () => {});
  for (const part of parts) socket.write(part);
  return text(socket).catch(() => "");
}

/** The statuses of all answers on a connection. */
const statuses = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** A request with a valid token: what is wrong with it is the only reason to refuse it. */
function request(line: string, headers: Record<string, string> = {}, body = ""): string {
  const all = { Host: "127.0.0.1", Authorization: `Bearer ${token}`, Connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${[`${line} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

const post = (body: string, headers: Record<string, string> = {}) =>
  request(`POST ${ROLES}`, { "Content-Length": String(Buffer.byteLength(body)), ...headers }, body);
const chunked = (line: string, body: string) => request(line, { "Transfer-Encoding": "chunked" }, body);
const HUGE = "x".repeat(10 * 1024 * 1024);
const manyHeaders = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, "1"]));

const HOSTILE: readonly [what: string, bytes: () => string, status: number][] = [
  ["a body of 10 MB", () => post(HUGE), 413],
  [
    "a body of 10 MB in chunks",
    () => chunked(`POST ${ROLES}`, `${HUGE.length.toString(16)}\r\n${HUGE}\r\n0\r\n\r\n`),
    413,
  ],
  [
    "a body of 10 MB to a GET",
    () => request(`GET ${ORGANIZATION}`, { "Content-Length": String(HUGE.length) }, HUGE),
    413,
  ],
  ["a GET with a body", () => request(`GET ${ORGANIZATION}`, { "Content-Length": "2" }, "{}"), 400],
  ["broken JSON", () => post('{"name": '), 400],
  ["an empty body", () => post(""), 400],
  ["JSON of another form", () => post('["name"]'), 400],
  ["JSON that is nested a million times", () => post("[".repeat(1_000_000)), 400],
  ["JSON that reaches for the prototype", () => post('{"__proto__": {"name": "x"}}'), 400],
  ["a compressed body", () => post("{}", { "Content-Encoding": "gzip" }), 415],
  ["..", () => request("GET /api/v2/../v2/organizations/me"), 400],
  ["an encoded ..", () => request("GET /api/v2/%2e%2E/v2/organizations/me"), 400],
  ["an encoded ../", () => request("GET /api/v2/organizations/..%2forganizations/me"), 400],
  ["a backslash", () => request("GET /api\\v2\\organizations\\me"), 400],
  ["an encoded NUL", () => request(`GET ${ORGANIZATION}%00`), 400],
  ["two slashes in front", () => request(`GET /${ORGANIZATION}`), 400],
  ["broken percent encoding", () => request("GET /api/v2/authorization/roles/%zz"), 400],
  ["a fragment", () => request(`GET ${ORGANIZATION}#me`), 400],
  ["a path without its slash", () => request("GET api/v2/organizations/me"), 400],
  ["an asterisk", () => request("OPTIONS *"), 400],
  ["an absolute URL of another host", () => request(`GET http://example.com${ORGANIZATION}`), 421],
  ["an absolute URL that is not http", () => request(`GET ftp://127.0.0.1${ORGANIZATION}`), 400],
  ["the name of another host", () => request(`GET ${ORGANIZATION}`, { Host: "rebound.example.com" }), 421],
  [
    "a name that begins like this machine's",
    () => request(`GET ${ORGANIZATION}`, { Host: "localhost.example.com" }),
    421,
  ],
  ["two names of a host", () => request(`GET ${ORGANIZATION}`, { host: "example.com" }), 400],
  ["an expectation that there is not", () => request(`GET ${ORGANIZATION}`, { Expect: "a-miracle" }), 417],
  ["a verb that there is not", () => request(`FETCH ${ORGANIZATION}`), 400],
  ["a verb of WebDAV", () => request(`PROPFIND ${ORGANIZATION}`), 405],
  ["TRACE", () => request(`TRACE ${ORGANIZATION}`), 405],
  ["CONNECT", () => request("CONNECT example.com:443"), 405],
  ["HEAD of what has none", () => request(`HEAD ${ORGANIZATION}`), 404],
  ["5,000 headers", () => request(`GET ${ORGANIZATION}`, manyHeaders(5_000)), 431],
  ["300 headers", () => request(`GET ${ORGANIZATION}`, manyHeaders(300)), 431],
  ["a header of 100 KB", () => request(`GET ${ORGANIZATION}`, { a: "x".repeat(100_000) }), 431],
  ["a path of 100 KB", () => request(`GET /${"x".repeat(100_000)}`), 431],
  ["a header with a line break in it", () => request(`GET ${ORGANIZATION}`, { a: "1\rb: 2" }), 400],
  [
    "a length and chunks",
    () => request(`POST ${ROLES}`, { "Content-Length": "2", "Transfer-Encoding": "chunked" }, "{}"),
    400,
  ],
  ["two lengths", () => post("{}", { "content-length": "3" }), 400],
  ["a length that is not a number", () => request(`POST ${ROLES}`, { "Content-Length": "-1" }), 400],
  [
    "a chunk that is longer than it claims",
    () => chunked(`GET ${ORGANIZATION}`, "1\r\nabc\r\n0\r\n\r\n"),
    400,
  ],
  ["a chunk without a size", () => chunked(`GET ${ORGANIZATION}`, "lies\r\n"), 400],
  ["a chunk with an endless extension", () => chunked(`POST ${ROLES}`, `1;${"x".repeat(100_000)}\r\n`), 413],
  ["an HTTP version that there is not", () => `GET ${ORGANIZATION} HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n`, 400],
  ["HTTP/2 without asking", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
  [
    "HTTP/1.1 without Host",
    () => `GET ${ORGANIZATION} HTTP/1.1\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    400,
  ],
  ["TLS", () => "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001", 400],
  ["garbage", () => "\u0000\u0001\u0002 hello\r\n\r\n", 400],
];

describe("the stand-in answers an error, and goes on, for", () => {
  it.each(HOSTILE)("%s", async (_, bytes, status) => {
    const answer = await raw(bytes());
    expect(statuses(answer)).toEqual([status]);
    expect(answer).not.toMatch(/node_modules|\.ts:\d/);
    expect((await genesys.call("GET", ORGANIZATION)).status).toBe(200);
  });
});

const SLOW: readonly [what: string, bytes: () => string][] = [
  ["headers that never end", () => `GET ${ORGANIZATION} HTTP/1.1\r\nHost: 127.0.0.1\r\n`],
  ["a body that never ends", () => request(`POST ${ROLES}`, { "Content-Length": "100" }, "{")],
  ["chunks that never end", () => chunked(`GET ${ORGANIZATION}`, "1\r\n{\r\n")],
];

describe("the stand-in waits no longer than it must for", () => {
  it.each(SLOW)("%s", async (_, bytes) => {
    expect(statuses(await rawTo(impatient, bytes()))).toEqual([408]);
    expect((await impatient.call("GET", ORGANIZATION)).status).toBe(200);
  });

  it("connections that send nothing, and answers others meanwhile", async () => {
    const idle = Array.from({ length: 50 }, () => rawTo(impatient));
    expect((await impatient.call("GET", ORGANIZATION)).status).toBe(200);
    expect(new Set((await Promise.all(idle)).flatMap(statuses))).toEqual(new Set([408]));
  });
});

describe("the stand-in", () => {
  it("answers with the vendor's error body whatever the reason is", async () => {
    for (const bytes of [post(HUGE), request(`FETCH ${ORGANIZATION}`), request(`TRACE ${ORGANIZATION}`)]) {
      const [, body = ""] = (await raw(bytes)).split("\r\n\r\n");
      expect(JSON.parse(body)).toMatchObject({
        status: expect.any(Number),
        code: expect.any(String),
        message: expect.any(String),
        contextId: expect.any(String),
      });
    }
  });

  it("answers a sound request, and refuses the garbage that is pipelined behind it", async () => {
    const sound = request(`GET ${ORGANIZATION}`, { Connection: "keep-alive" });
    expect(statuses(await raw(sound, "garbage\r\n\r\n"))).toEqual([200, 400]);
    expect(statuses(await raw(`${sound}${sound}garbage\r\n\r\n`))).toEqual([200, 200, 400]);
  });

  it("takes what is longer than its length for another request", async () => {
    const body = request(
      `POST ${ROLES}`,
      { Connection: "keep-alive", "Content-Length": "2" },
      "{} and more\r\n\r\n",
    );
    expect(statuses(await raw(body))).toEqual([400, 400]);
  });

  it("speaks HTTP/1.0, and takes an absolute URL of its own", async () => {
    const bearer = `Authorization: Bearer ${token}`;
    expect(statuses(await raw(`GET ${ORGANIZATION} HTTP/1.0\r\n${bearer}\r\n\r\n`))).toEqual([200]);
    expect(statuses(await raw(`GET ${ORGANIZATION} HTTP/1.0\r\n\r\n`))).toEqual([401]);
    expect(statuses(await raw(request(`GET ${genesys.url}${ORGANIZATION}`)))).toEqual([200]);
  });

  it("takes a body that is as large as it may be", async () => {
    const filler = "x".repeat(MOST_BODY_BYTES - Buffer.byteLength('{"name":"a","description":""}'));
    expect(statuses(await raw(post(`{"name":"a","description":"${filler}"}`)))).toEqual([200]);
  });

  it("survives clients that leave at any moment", async () => {
    const bytes = post('{"name": "left"}');
    for (let sent = 0; sent < bytes.length; sent += 20) {
      const socket = connect(portOf(genesys), "127.0.0.1");
      socket.on("error", () => {});
      socket.write(bytes.slice(0, sent), () => socket.destroy());
      await new Promise((closed) => socket.once("close", closed));
    }
    expect((await genesys.call("GET", ORGANIZATION)).status).toBe(200);
    expect([...genesys.store.roles.values()].filter(({ name }) => name === "left")).toEqual([]);
  });

  it("survives a reset of a connection that it hands over", async () => {
    const socket = connect(portOf(genesys), "127.0.0.1");
    socket.on("error", () => {});
    socket.write("CONNECT example.com:443 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await new Promise((answered) => socket.once("data", answered));
    socket.resetAndDestroy();
    await new Promise((closed) => socket.once("close", closed));
    expect((await genesys.call("GET", ORGANIZATION)).status).toBe(200);
  });

  it("does not change its protocol", async () => {
    const upgrade = { Connection: "Upgrade, close", Upgrade: "websocket" };
    expect(statuses(await raw(request(`GET ${ORGANIZATION}`, upgrade)))).toEqual([200]);
  });

  it("has what it refused in its journal, if it could read it", async () => {
    const before = genesys.requests.length;
    await raw(post(HUGE));
    expect(genesys.requests.slice(before)).toContainEqual(
      expect.objectContaining({ method: "POST", path: ROLES, status: 413 }),
    );
  });

  it("listens on the loopback address only", () => {
    expect(new URL(genesys.url).hostname).toBe("127.0.0.1");
  });
});
