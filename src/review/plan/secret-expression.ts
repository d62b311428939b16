import { isObject, type JsonObject } from "../../core/diagnostic";

/** What the configuration writes into a secret of an integration. */
export type SecretExpression =
  /** As scopelock's constructs write it. */
  | {
      /** Address of the OAuth client. */
      readonly client: string;
      readonly generation: number;
      /** Where a reader gets a token, and calls the API; to be compared, never shown. */
      readonly addresses: readonly string[];
    }
  /** Anything else. */
  | "other";

/** Written by `ClientSecret` and `Secret`. */
const WRITTEN =
  /^\$\{(?:try\()?jsonencode\(merge\(\{ client_id = ([\w.-]+)\["(\d+)"\]\.client_id, client_secret = (?:file\("[^"$%]*\/\$\{\1\["\2"\]\.client_id\}"\)|\1\["\2"\]\.client_secret), token_url = "([^"$%]*)", api_url = "([^"$%]*)" \}, \{ \w+ = "" \}\)\)(?:, (?:"\{\}"|jsonencode\("no secret to write"\))\))?\}$/;

/**
 * Reads the expression of a secret's content. Terraform shows the text of an expression where the configuration is JSON, as cdktf
 * writes it.
 * @returns `undefined` where the plan has no text
 */
export function secretExpression(expressions: JsonObject | undefined): SecretExpression | undefined {
  const content = [expressions?.data_json_wo, expressions?.data_json].find(isObject);
  if (typeof content?.constant_value !== "string") return undefined;
  const [, client, generation, tokenUrl = "", apiUrl = ""] = WRITTEN.exec(content.constant_value) ?? [];
  if (client === undefined) return "other";
  return { client, generation: Number(generation), addresses: [tokenUrl, apiUrl] };
}
