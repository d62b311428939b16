import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request, as it comes in. Its body may hold a secret: kept in memory only. */
export interface Request {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

/** A request that was answered. */
export interface Asked extends Request {
  readonly status: number;
}

/** Does something at a request, which waits for it. `cut`: the connection ends there, and nobody is answered. */
export type Hook<Moment> = (moment: Moment) => Promise<"cut" | undefined>;

/** Stands in front of an HTTP server on this machine and keeps what it is asked, in order of the answers. */
export class RecordingProxy {
  /** Called before a request is passed on. */
  onArrival: Hook<Request> = async () => undefined;
  /** Called when a request was answered, before the answer is passed on. */
  onAnswer: Hook<Asked> = async () => undefined;
  private readonly server: Server;

  /** @param asked where to keep; proxies that share one list share one order @default - a list of its own */
  constructor(
    private readonly target: string,
    readonly asked: Asked[] = [],
  ) {
    this.server = createServer(async (incoming, response) => {
      let body = "";
      for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
      const { method = "", url: path = "", headers } = incoming;
      if ((await this.onArrival({ method, path, body })) === "cut") return incoming.destroy();
      const passed = ["authorization", "content-type", "x-vault-token"].flatMap((name) => {
        const value = headers[name];
        return typeof value === "string" ? [[name, value] as [string, string]] : [];
      });
      const answer = await fetch(`${target}${path}`, {
        method,
        headers: passed,
        ...(body !== "" && { body }),
      });
      const text = await answer.text();
      const asked = { method, path, body, status: answer.status };
      this.asked.push(asked);
      if ((await this.onAnswer(asked)) === "cut") return incoming.destroy();
      response
        .writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "text/plain" })
        .end(text);
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Sends a request past the record. */
  send(headers: Record<string, string>, method: string, path: string, body = ""): Promise<Response> {
    return fetch(`${this.target}${path}`, { method, headers, ...(body !== "" && { body }) });
  }
}
