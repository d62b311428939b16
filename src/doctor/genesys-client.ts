import { z } from "zod";
import type { Endpoints } from "../core/request";
import { type Asker, basic, bearer, bodyAs, type Heard } from "./ask";
import type { Outcome } from "./reply";
import { SecretText } from "./secret-text";

/** A client id with its secret. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: SecretText;
}

/** What is sent to the API. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Entities of a page. Source: Genesys Cloud API, 100 is the most that every listing takes. */
const PAGE_SIZE = 100;
/** Where a listing that never ends is given up. */
const MOST_PAGES = 1_000;

const token = z.object({ access_token: z.string().min(1) });
const page = z.object({ entities: z.array(z.unknown()).nullish(), pageCount: z.number().nullish() });

/** Calls the Genesys Cloud API with one token. */
export class GenesysClient {
  private constructor(
    private readonly asker: Asker,
    private readonly apiUrl: string,
    private readonly token: SecretText,
  ) {}

  /** Gets a token with client credentials. */
  static async login(
    asker: Asker,
    { tokenUrl, apiUrl }: Endpoints,
    { clientId, clientSecret }: Credentials,
  ): Promise<Outcome<GenesysClient>> {
    asker.guard(clientSecret);
    const heard = await asker.ask({
      method: "POST",
      url: tokenUrl,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      secretHeaders: { Authorization: basic(clientId, clientSecret) },
      body: "grant_type=client_credentials",
      repeatable: true,
    });
    const outcome = bodyAs(heard, token);
    if (!outcome.ok) return outcome;
    const held = new SecretText(outcome.value.access_token);
    return { ok: true, value: new GenesysClient(asker, apiUrl, held) };
  }

  /** Sends one request. */
  send({ method, path, headers = {}, body }: ApiRequest): Promise<Heard> {
    return this.asker.ask({
      method,
      url: `${this.apiUrl}${path}`,
      headers: { "Content-Type": "application/json", ...headers },
      secretHeaders: { Authorization: bearer(this.token) },
      body,
    });
  }

  /** One object. */
  async get<T extends z.ZodType>(path: string, form: T): Promise<Outcome<z.output<T>>> {
    return bodyAs(await this.send({ method: "GET", path }), form);
  }

  /** Every entity of a listing. */
  async list<T extends z.ZodType>(
    path: string,
    form: T,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Outcome<z.output<T>[]>> {
    const found: z.output<T>[] = [];
    for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber += 1) {
      const asked = new URLSearchParams({
        pageSize: String(PAGE_SIZE),
        pageNumber: String(pageNumber),
        ...query,
      });
      const heard = await this.send({ method: "GET", path: `${path}?${asked}` });
      const outcome = bodyAs(heard, page);
      if (!outcome.ok) return outcome;
      const entities = bodyAs({ ...heard, body: outcome.value.entities ?? [] }, z.array(form));
      if (!entities.ok) return entities;
      found.push(...entities.value);
      if (entities.value.length === 0 || pageNumber >= (outcome.value.pageCount ?? MOST_PAGES)) break;
    }
    return { ok: true, value: found };
  }
}
