import { z } from "zod";
import type { Endpoints } from "../core/request";
import { basic, bearer, bodyAs, type HttpClient, type HttpRequest, type ReplyWithBody } from "./http-client";
import { map, type Outcome } from "./reply";
import { SecretText } from "./secret-text";

/** A client id with its secret. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: SecretText;
}

/** What is sent to the API. */
export interface ApiRequest extends Pick<HttpRequest, "method" | "headers" | "body" | "timeout"> {
  /** Path and query. */
  readonly path: string;
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
    private readonly http: HttpClient,
    private readonly apiUrl: string,
    private readonly token: SecretText,
  ) {}

  /** Gets a token with client credentials. */
  static async login(
    http: HttpClient,
    { tokenUrl, apiUrl }: Endpoints,
    { clientId, clientSecret }: Credentials,
  ): Promise<Outcome<GenesysClient>> {
    http.redact(clientSecret);
    const answer = await http.send({
      method: "POST",
      url: tokenUrl,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      secretHeaders: { Authorization: basic(clientId, clientSecret) },
      body: "grant_type=client_credentials",
      repeatable: true,
    });
    return map(
      bodyAs(answer, token),
      ({ access_token }) => new GenesysClient(http, apiUrl, new SecretText(access_token)),
    );
  }

  /** Sends one request. */
  send({ path, headers, ...request }: ApiRequest): Promise<ReplyWithBody> {
    return this.http.send({
      ...request,
      url: `${this.apiUrl}${path}`,
      headers: { "Content-Type": "application/json", ...headers },
      secretHeaders: { Authorization: bearer(this.token) },
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
      const parameters = new URLSearchParams({
        pageSize: String(PAGE_SIZE),
        pageNumber: String(pageNumber),
        ...query,
      });
      const answer = await this.send({ method: "GET", path: `${path}?${parameters}` });
      const outcome = bodyAs(answer, page);
      if (!outcome.ok) return outcome;
      const entities = bodyAs({ ...answer, body: outcome.value.entities ?? [] }, z.array(form));
      if (!entities.ok) return entities;
      found.push(...entities.value);
      if (entities.value.length === 0 || pageNumber >= (outcome.value.pageCount ?? MOST_PAGES)) break;
    }
    return { ok: true, value: found };
  }
}
