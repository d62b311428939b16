import type { RenderedRequest } from "scopelock/sandbox-support";
import type { Sandbox } from "./index";

/** An answer of the Genesys Cloud API. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Calls the sandbox's Genesys Cloud API as its deployer, over HTTP like anybody. */
export class GenesysClient {
  private token: string | undefined;

  constructor(private readonly genesys: Pick<Sandbox["genesys"], "url" | "deployer">) {}

  /** Sends one request. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const { status, text } = await this.send({
      method,
      path,
      headers: {},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** Sends one request, with its body as it is. */
  async send({ method, path, headers, body }: RenderedRequest): Promise<{ status: number; text: string }> {
    this.token ??= await this.login();
    const response = await fetch(`${this.genesys.url}${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...headers, Authorization: `Bearer ${this.token}` },
      ...(body !== undefined && body !== "" && { body }),
    });
    return { status: response.status, text: await response.text() };
  }

  /**
   * Creates an entity.
   * @throws Error with the answer, where it is not created
   */
  async create(path: string, body: object): Promise<{ readonly id: string; readonly secret?: string }> {
    const answer = await this.call("POST", path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as { readonly id: string; readonly secret?: string };
  }

  /** All entities of a listing, page by page. */
  async list<T>(listing: string): Promise<readonly T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await this.call("GET", `${listing}?pageSize=100&pageNumber=${page}`);
      const { entities, pageCount } = body as { readonly entities: readonly T[]; readonly pageCount: number };
      all.push(...entities);
      if (page >= pageCount) return all;
    }
  }

  /** The one entity of a listing that has this name. */
  async named<T extends { name: string }>(listing: string, name: string): Promise<T> {
    const found = (await this.list<T>(listing)).filter((entity) => entity.name === name);
    if (found.length !== 1) throw new Error(`${listing} has ${found.length} called "${name}"`);
    return found[0] as T;
  }

  /** Executes a data action, as an Architect flow does. */
  async execute(actionName: string, input: unknown): Promise<Answer> {
    const { id } = await this.named<{ id: string; name: string }>("/api/v2/integrations/actions", actionName);
    return this.executeById(id, input);
  }

  /** Executes a data action by its id, which no deploy changes. */
  executeById(id: string, input: unknown): Promise<Answer> {
    return this.call("POST", `/api/v2/integrations/actions/${id}/execute`, input);
  }

  private async login(): Promise<string> {
    const { clientId, clientSecret } = this.genesys.deployer;
    const response = await fetch(`${this.genesys.url}/oauth/token`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}
