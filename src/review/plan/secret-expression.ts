import { isObject, type JsonObject } from "../../core/diagnostic";

/** Written by `ClientSecret` and `Secret`. */
const WRITTEN =
  /^\$\{(?:try\()?jsonencode\(merge\(\{ client_id = ([\w.-]+)\["(\d+)"\]\.client_id, client_secret = (?:file\("[^"$%]*\/\$\{\1\["\2"\]\.client_id\}"\)|\1\["\2"\]\.client_secret), token_url = "([^"$%]*)", api_url = "([^"$%]*)" \}, \{ \w+ = "" \}\)\)(?:, (?:"\{\}"|jsonencode\("no secret to write"\))\))?\}$/;

/**
 * Reads the expression of the content of an integration's secret. Terraform shows the text of an expression where the configuration is
 * JSON, as cdktf writes it.
 * @returns the address of the OAuth client and where a reader gets a token and calls the API, which is to be compared, never shown;
 * `other` for what scopelock's constructs do not write, `undefined` where the plan has no text
 */
export function secretExpression(expressions: JsonObject | undefined) {
  const content = [expressions?.data_json_wo, expressions?.data_json].find(isObject);
  if (typeof content?.constant_value !== "string") return undefined;
  const [, client, , tokenUrl = "", apiUrl = ""] = WRITTEN.exec(content.constant_value) ?? [];
  return client === undefined ? ("other" as const) : { client, addresses: [tokenUrl, apiUrl] };
}
