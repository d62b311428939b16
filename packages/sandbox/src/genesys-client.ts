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
    this.token ??= await this.login();
    const response = await fetch(`${this.genesys.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** The one entity of a listing that has this name. */
  async named<T extends { name: string }>(listing: string, name: string): Promise<T> {
    const { body } = await this.call("GET", `${listing}?pageSize=100&pageNumber=1`);
    const found = (body as { entities: T[] }).entities.filter((entity) => entity.name === name);
    if (found.length !== 1) throw new Error(`${listing} has ${found.length} called "${name}"`);
    return found[0] as T;
  }

  /** Executes a data action, as an Architect flow does. */
  async execute(actionName: string, input: unknown): Promise<Answer> {
    return (await this.action(actionName))(input);
  }

  /** What executes a data action, again and again; its id never changes. */
  async action(name: string): Promise<(input: unknown) => Promise<Answer>> {
    const { id } = await this.named<{ id: string; name: string }>("/api/v2/integrations/actions", name);
    return (input) => this.call("POST", `/api/v2/integrations/actions/${id}/execute`, input);
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
