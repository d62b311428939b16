import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpClient } from "../../src/doctor/http-client";
import { Proxies } from "../../src/doctor/proxy";
import { SecretText } from "../../src/doctor/secret-text";

const PASSWORD = "canary-5d1f";

let server: Server;
let proxy: Server;
/** What the proxy was asked to connect to, and by whom. */
let tunnels: IncomingMessage[];
/** What the proxy does with a request for a tunnel. */
let tunnel: (request: IncomingMessage, socket: Socket) => void;
/** What arrived at the proxy first, inside of a tunnel. */
let sent: Buffer[];

const listen = async (listening: Server) => {
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  return (listening.address() as AddressInfo).port;
};
const port = (listening: Server) => (listening.address() as AddressInfo).port;
const through = (_: IncomingMessage, socket: Socket) => {
  const target = connect(port(server), "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(target).pipe(socket);
  });
  for (const each of [socket, target]) each.on("error", () => each.destroy());
};

beforeEach(async () => {
  [tunnels, sent, tunnel] = [[], [], through];
  server = createServer((_, response) => response.end('{"fine":true}'));
  proxy = createServer().on("connect", (request, socket) => {
    tunnels.push(request);
    tunnel(request, socket as Socket);
  });
  await listen(server);
  await listen(proxy);
});
afterEach(() => {
  for (const each of [server, proxy]) {
    each.close();
    each.closeAllConnections();
  }
});

const ask = (url: string, environment: Record<string, string>) =>
  new HttpClient({ sleep: async () => {} }, new Proxies(environment)).send({ method: "GET", url });

describe("the doctor behind a proxy", () => {
  it("asks what only the proxy can reach, with the proxy's password in the tunnel's request alone", async () => {
    const heard = await ask("http://vault.example.test/v1/kv", {
      HTTP_PROXY: `http://jo:${PASSWORD}@127.0.0.1:${port(proxy)}`,
    });
    expect(heard).toMatchObject({ reply: { status: 200 }, body: { fine: true } });
    expect(tunnels.map(({ url, headers }) => [url, headers["proxy-authorization"]])).toEqual([
      ["vault.example.test:80", `Basic ${Buffer.from(`jo:${PASSWORD}`).toString("base64")}`],
    ]);
  });

  it("speaks TLS inside the tunnel", async () => {
    tunnel = (_, socket) => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.once("data", (chunk: Buffer) => {
        sent.push(chunk);
        socket.destroy();
      });
    };
    const { reply } = await ask("https://vault.example.test:8200/v1/kv", {
      https_proxy: `127.0.0.1:${port(proxy)}`,
    });
    expect(tunnels[0]?.url).toBe("vault.example.test:8200");
    // A handshake's record, of which the first message is the client's.
    expect([sent[0]?.[0], sent[0]?.[5]]).toEqual([0x16, 0x01]);
    expect(reply).toMatchObject({ kind: "failure", reason: "unreachable" });
    expect(reply).toHaveProperty("detail", expect.stringContaining(`127.0.0.1:${port(proxy)} (https_proxy)`));
  });

  it("says that the proxy refuses, without its password", async () => {
    tunnel = (_, socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const { reply } = await ask("http://vault.example.test/", {
      HTTP_PROXY: `http://jo:${PASSWORD}@127.0.0.1:${port(proxy)}`,
    });
    expect(reply).toMatchObject({
      kind: "failure",
      reason: "unreachable",
      detail: `status 407 of the proxy 127.0.0.1:${port(proxy)} (HTTP_PROXY)`,
    });
    expect(JSON.stringify(reply)).not.toContain(PASSWORD);
  });

  it("says that nobody answers there", async () => {
    const { reply } = await ask("http://vault.example.test/", { HTTP_PROXY: "http://127.0.0.1:1" });
    expect(reply).toMatchObject({ detail: "ECONNREFUSED, by the proxy 127.0.0.1:1 (HTTP_PROXY)" });
  });

  it("asks this machine itself", async () => {
    const environment = { HTTP_PROXY: `http://127.0.0.1:${port(proxy)}` };
    const heard = await ask(`http://127.0.0.1:${port(server)}/`, environment);
    expect(heard).toMatchObject({ body: { fine: true } });
    expect(tunnels).toEqual([]);
  });
});

describe("which way a request goes", () => {
  const BOTH = { HTTP_PROXY: "http://plain.example.test:3128", HTTPS_PROXY: "http://tls.example.test:3128" };
  const way = (url: string, more: Record<string, string> = {}) =>
    new Proxies({ ...BOTH, ...more }).for(url)?.label;

  it("depends on the scheme", () => {
    expect(way("http://vault.example.com/")).toBe("plain.example.test:3128 (HTTP_PROXY)");
    expect(way("https://api.mypurecloud.ie/")).toBe("tls.example.test:3128 (HTTPS_PROXY)");
    expect(new Proxies({}).for("https://api.mypurecloud.ie/")).toBeUndefined();
    expect(new Proxies({ HTTPS_PROXY: " " }).for("https://api.mypurecloud.ie/")).toBeUndefined();
  });

  it.each(["http://localhost:8200", "https://127.0.0.1", "https://127.9.9.9:1", "https://[::1]:8200"])(
    "is none to %s",
    (url) => expect(way(url)).toBeUndefined(),
  );

  // The cases of Go's own test of NO_PROXY, and of its documentation.
  it.each([
    ["*", "https://vault.example.com", true],
    ["example.com", "https://example.com", true],
    ["example.com", "https://vault.example.com", true],
    ["example.com", "https://myexample.com", false],
    [".example.com", "https://vault.example.com", true],
    [".example.com", "https://example.com", false],
    ["*.example.com", "https://vault.example.com", true],
    ["other.com, Example.com", "https://VAULT.example.com", true],
    ["vault.example.com:8200", "https://vault.example.com:8200", true],
    ["vault.example.com:8200", "https://vault.example.com", false],
    ["vault.example.com:443", "https://vault.example.com", true],
    ["10.0.0.0/8", "https://10.1.2.3:8200", true],
    ["10.0.0.0/8", "https://11.1.2.3:8200", false],
    ["10.1.2.3", "https://10.1.2.3", true],
    ["fd00::/8", "https://[fd00::1]:8200", true],
    ["[fd00::1]:8200", "https://[fd00::1]:8200", true],
    ["10.0.0.0/99", "https://10.1.2.3", false],
    ["", "https://vault.example.com", false],
  ])("NO_PROXY=%s, %s: asked directly: %s", (exceptions, url, isDirect) => {
    expect(way(url, { NO_PROXY: exceptions }) === undefined).toBe(isDirect);
    expect(way(url, { no_proxy: exceptions }) === undefined).toBe(isDirect);
  });

  it.each([
    ["HTTPS_PROXY", "socks5://127.0.0.1:1080", "socks5 is not a protocol for a proxy."],
    ["https_proxy", "http://", "The proxy is not a URL."],
    ["HTTP_PROXY", `http://jo:${PASSWORD}@:bad`, "The proxy is not a URL."],
    ["HTTPS_PROXY", `http://jo:${PASSWORD}%off@p.example.test:1`, "The proxy is not a URL."],
  ])("is refused: %s=%s", (where, value, what) => {
    const make = () => new Proxies({ [where]: value });
    expect(make).toThrow(expect.objectContaining({ id: "doctor/proxy", where, what }));
    expect(make).not.toThrow(PASSWORD);
  });

  it("keeps a password out of everything that is shown", () => {
    const found = new Proxies({ HTTPS_PROXY: `http://jo:${PASSWORD}@p.example.test:1` }).for(
      "https://a.test",
    );
    expect(new SecretText(PASSWORD).hideIn(found?.label ?? "")).toBe("p.example.test:1 (HTTPS_PROXY)");
  });
});
