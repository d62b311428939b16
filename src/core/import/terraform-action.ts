import type { Json } from "../data-action";
import { ScopelockError } from "../errors";
import { type Fields, fields, jsonValue, unknownKeys } from "./fields";
import { type ImportedAction, importedAction } from "./imported-action";

/** Source of the names: provider mypurecloud/genesyscloud 1.82.0, resource genesyscloud_integration_action. */
const KNOWN = [
  "id",
  "name",
  "category",
  "integration_id",
  "secure",
  "config_timeout_seconds",
  "contract_input",
  "contract_output",
  "config_request",
  "config_response",
  "provider",
  "depends_on",
  "lifecycle",
  "count",
  "for_each",
  "connection",
  "provisioner",
  "//",
];

/**
 * Reads the attributes of a `genesyscloud_integration_action`, from Terraform's JSON syntax, a state, a plan, or HCL that
 * was turned into an object: contracts as text or objects, blocks as objects or lists of one.
 *
 * @throws {@link ScopelockError} `import/not-an-action` when there is no request.
 */
export function readTerraformAction(attributes: unknown, fallbackName: string): ImportedAction {
  const action = fields(attributes);
  const request = block(action?.config_request);
  const url = request?.request_url_template;
  if (!action || typeof url !== "string" || url.trim() === "")
    throw new ScopelockError({
      id: "import/not-an-action",
      what: "These are not the attributes of a genesyscloud_integration_action with a request.",
      why: "Permissions follow from config_request.request_url_template, and there is none.",
      fix: "Give the attributes as an object: { name, category, contract_input, contract_output, config_request: { request_type, request_url_template }, ... }.",
    });
  const response = block(action.config_response) ?? {};
  const extra: Record<string, Json> = {};
  unknownKeys(action, KNOWN, "", extra);
  return unescaped(
    importedAction(
      {
        name: action.name,
        category: action.category,
        secure: action.secure,
        timeoutSeconds: action.config_timeout_seconds,
        input: contract(action.contract_input),
        output: contract(action.contract_output),
        method: request?.request_type,
        url,
        headers: request?.headers,
        body: request?.request_template,
        translationMap: response.translation_map,
        translationMapDefaults: response.translation_map_defaults,
        successTemplate: response.success_template,
        extra,
        problems: [],
      },
      fallbackName,
    ),
  );
}

/** Attributes of every `genesyscloud_integration_action` in a file of Terraform's JSON syntax, by resource name. */
export function terraformActions(value: unknown): readonly (readonly [string, unknown])[] {
  const resources = fields(fields(fields(value)?.resource)?.genesyscloud_integration_action);
  return Object.entries(resources ?? {});
}

/** A nested block is an object or, in a state, a list of one. */
function block(value: unknown): Fields | undefined {
  return fields(Array.isArray(value) ? value[0] : value);
}

/** A contract that is an expression (`jsonencode(...)` kept as text) is not known here. */
function contract(value: unknown): Json | undefined {
  const parsed = jsonValue(value);
  return typeof parsed === "string" ? undefined : parsed;
}

/** Terraform's source writes `$${` and `%%{` where Genesys Cloud is to get `${` and `%{`. */
function unescaped<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value)
      .replace(/\$\$\{/g, () => "${")
      .replace(/%%\{/g, "%{"),
  ) as T;
}
