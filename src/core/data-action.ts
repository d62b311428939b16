import type { Permission } from "./permission";

/** Methods a data action may use. Source: provider mypurecloud/genesyscloud 1.82.0, `config_request.request_type`. */
export type HttpMethod = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

/** A JSON value, as contracts are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON Schema (draft 4), as Genesys Cloud takes it for contracts. */
export type JsonSchema = { readonly [key: string]: Json };

/** The request that a data action sends. Texts are Velocity templates as Genesys Cloud renders them. */
export interface DataActionRequest {
  readonly method: HttpMethod;
  /** Path and query below the organization's API host, beginning with `/api/v2/`. Inputs are `${input.name}`. */
  readonly url: string;
  /** @default - no headers of its own */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default "${input.rawRequest}", what Genesys Cloud shows for an empty one */
  readonly body?: string;
}

/** How the response becomes the output. */
export interface DataActionResponse {
  /** Variable name to JSONPath. @default - none */
  readonly translationMap?: Readonly<Record<string, string>>;
  /** Variable name to JSON text, used when the path finds nothing. @default - none */
  readonly translationMapDefaults?: Readonly<Record<string, string>>;
  /** @default "${rawResult}", the untouched response */
  readonly successTemplate?: string;
}

/** The declaration's only way out of derivation: permissions stated by hand. Shows up in every review. */
export type StatedPermissions =
  | { readonly anyOf: readonly [Permission, ...Permission[]]; readonly because: string }
  | { readonly allOf: readonly [Permission, ...Permission[]]; readonly because: string };

/** What {@link DataAction.define} takes. */
export interface DataActionProps {
  /** At most 256 characters; unique within an integration. */
  readonly name: string;
  /** At most 256 characters. @default - the integration's name */
  readonly category?: string;
  /** Input contract: an object of flat values. */
  readonly input: JsonSchema;
  /** Output contract. */
  readonly output: JsonSchema;
  readonly request: DataActionRequest;
  /** @default - the untouched response is the output */
  readonly response?: DataActionResponse;
  /** Usable in secure flows; cannot change later. @default false */
  readonly secure?: boolean;
  /** 1 to 60. @default - Genesys Cloud's own, 60 seconds */
  readonly timeoutSeconds?: number;
  /** @default - derived from the request, as it should be */
  readonly permissions?: StatedPermissions;
}
