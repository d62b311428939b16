import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { ScopelockError } from "scopelock/sandbox-support";
import { ApiError, type ErrorStatus } from "./api-error";
import { METHODS, refusalOf } from "./request-checks";

/** Most bytes of a body. */
export const MOST_BODY_BYTES = 2 * 1024 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_CONNECTIONS = 1_000;
/** How long a client may take to send the headers, and all of a request. Milliseconds. */
const SLOWEST = { headers: 10_000, request: 30_000 };
/** How long a connection may be idle. Milliseconds. */
const IDLE = 60_000;
/** How long a refused request is read on, so that its client sends it all and reads the answer. Milliseconds. */
const DRAIN = 2_000;
/** How long requests may take to end when the server closes. Milliseconds. */
const GRACE = 1_000;

/** How long a slow client is waited for. Milliseconds. */
export type Patience = typeof SLOWEST;

/** A server, and its end. */
export interface Listening {
  readonly url: string;
  /** Ends idle connections, waits a second for requests that are being answered, and ends those too. */
  close(): Promise<void>;
}

/**
 * Listens on a loopback port. A request is handled only when all of it has arrived and is sound; what is not gets an error.
 * @param refused called for each request that is refused before it is handled
 * @throws {@link ScopelockError} `sandbox/port-taken`, `sandbox/port-refused`
 */
export async function listen(
  handle: Parameters<typeof getRequestListener>[0],
  refused: (request: IncomingMessage, error: ApiError) => void,
  port: number,
  patience: Patience = SLOWEST,
): Promise<Listening> {
  // The adapter takes the body from `rawBody`. The globals of a consumer's process stay as they are. HTTP/1.0 needs no Host header.
  const pass = getRequestListener(handle, { overrideGlobalObjects: false, hostname: "127.0.0.1" });
  /** The answer that a connection waits for. */
  const answers = new WeakMap<Duplex, ServerResponse>();

  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      connectionsCheckingInterval: Math.min(1_000, patience.headers / 2),
    },
    (incoming, outgoing) => {
      answers.set(incoming.socket, outgoing);
      receive(incoming)
        .then(({ body, error }) => {
          if (!error) return pass(Object.assign(incoming, { rawBody: body }), outgoing);
          refused(incoming, error);
          return refuse(outgoing, error);
        })
        // An answer that cannot be written ends its connection, and not the process.
        .catch(() => outgoing.destroy());
    },
  );
  // None is left out of what is counted: the size of the headers is limited, and their number in the checks.
  server.maxHeadersCount = 0;
  server.maxConnections = MOST_CONNECTIONS;
  // A client ends an idle connection before the server does: on a busy machine a request would meet the end of it.
  server.keepAliveTimeout = IDLE;
  server.on("connect", (_, socket) => endWith(socket, new ApiError(405, "method.not.allowed", METHODS)));
  server.on("clientError", (problem: NodeJS.ErrnoException, socket) => {
    if (problem.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    const error = ApiError.of(STATUS_OF_PROBLEM[problem.code ?? ""] ?? 400);
    const before = answers.get(socket);
    // A sound request on the connection gets its answer first.
    if (before?.req.complete && !before.writableFinished) before.once("close", () => endWith(socket, error));
    else endWith(socket, error);
  });

  await start(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), GRACE);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Of what Node finds wrong with a request. */
const STATUS_OF_PROBLEM: Readonly<Record<string, ErrorStatus>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** All of a request's body, or what is wrong with the request. */
function receive(incoming: IncomingMessage): Promise<{ body: Buffer; error: ApiError | undefined }> {
  return new Promise((resolve) => {
    let error = refusalOf(incoming);
    let timer: NodeJS.Timeout | undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    const end = () => {
      clearTimeout(timer);
      if (size > 0 && /^(GET|HEAD)$/.test(incoming.method ?? ""))
        error ??= ApiError.of(400, `A ${incoming.method} request has no body.`);
      resolve({ body: Buffer.concat(chunks), error });
    };
    const readOn = () => {
      timer ??= setTimeout(end, DRAIN).unref();
    };
    if (error) readOn();
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BODY_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        error ??= tooLarge();
        readOn();
      }
    });
    incoming.once("end", end);
    // The client is gone, or sent what is not a body: Node has answered that.
    incoming.once("error", () => {
      error ??= ApiError.of(400);
      end();
    });
  });
}

const tooLarge = () =>
  new ApiError(413, "too.large", `The request is over the size limit. Maximum bytes: ${MOST_BODY_BYTES}`);

function refuse(outgoing: ServerResponse, error: ApiError): void {
  const { text, headers } = answerOf(error);
  outgoing.writeHead(error.status, headers).end(text);
}

/** Answers on a connection whose request could not be read, and ends it. */
function endWith(socket: Duplex, error: ApiError): void {
  // Node no longer listens to a connection that it has handed over.
  socket.on("error", () => socket.destroy());
  const { text, headers } = answerOf(error);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`, ...lines, "", text].join("\r\n"));
  // What the client still sends is read, so that the answer reaches it.
  socket.resume();
  setTimeout(() => socket.destroy(), DRAIN).unref();
}

function answerOf(error: ApiError) {
  const contextId = randomUUID();
  const text = JSON.stringify(error.body(contextId));
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(text)),
    "ININ-Correlation-Id": contextId,
    Connection: "close",
    ...error.extras.headers,
  };
  return { text, headers };
}

function start(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code = "" }: NodeJS.ErrnoException) => {
      const taken = code === "EADDRINUSE";
      reject(
        new ScopelockError({
          id: taken ? "sandbox/port-taken" : "sandbox/port-refused",
          what: taken ? `Port ${port} is taken.` : `The system refuses port ${port}: ${code}.`,
          where: "--port",
          why: "The Genesys Cloud stand-in listens there.",
          fix: `${taken ? "End what listens there, choose" : "Choose"} another port, or leave --port out to have a free one chosen.`,
        }),
      );
    });
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
