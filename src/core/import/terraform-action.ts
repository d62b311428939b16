import type { Json } from "../data-action";
import { ScopelockError } from "../errors";
import type { Problem } from "../problem";
import { type Fields, fields, jsonValue, unknownKeys } from "./fields";
import { CONTRACT_UNKNOWN, type ImportedAction, importedAction } from "./imported-action";

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
 * @throws {@link ScopelockError} `import/not-an-action` when there is no request; `import/too-deep`.
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
  const unknown = ["contract_input", "contract_output"].filter((name) => isExpression(action[name]));
  return unescaped(
    importedAction(
      {
        name: action.name,
        category: action.category,
        secure: action.secure,
        timeoutSeconds: action.config_timeout_seconds,
        input: isExpression(action.contract_input) ? undefined : action.contract_input,
        output: isExpression(action.contract_output) ? undefined : action.contract_output,
        method: request?.request_type,
        url,
        headers: request?.headers,
        body: request?.request_template,
        translationMap: response.translation_map,
        translationMapDefaults: response.translation_map_defaults,
        successTemplate: response.success_template,
        extra,
        problems: unknown.length > 0 ? [expressions(unknown)] : [],
      },
      fallbackName,
    ),
  );
}

/**
 * Attributes of every `genesyscloud_integration_action` in a file of Terraform's JSON syntax, by resource name. Each
 * level may be an object or a list of them.
 */
export function terraformActions(value: unknown): readonly (readonly [string, unknown])[] {
  return objects(value)
    .flatMap(({ resource }) => objects(resource))
    .flatMap((resource) => objects(resource.genesyscloud_integration_action))
    .flatMap(Object.entries)
    .flatMap(([name, attributes]) => [attributes].flat().map((each) => [name, each] as const));
}

function objects(value: unknown): readonly Fields[] {
  return [value]
    .flat()
    .map(fields)
    .filter((each) => each !== undefined);
}

/** A nested block is an object or, in a state, a list of one. */
function block(value: unknown): Fields | undefined {
  return fields(Array.isArray(value) ? value[0] : value);
}

/** Whether a contract is an expression (`jsonencode(...)` kept as text), and not known here. */
function isExpression(value: unknown): boolean {
  return typeof jsonValue(value) === "string";
}

function expressions(names: readonly string[]): Problem {
  return {
    id: CONTRACT_UNKNOWN,
    severity: "note",
    message: `${names.join(" and ")} ${names.length > 1 ? "are expressions" : "is an expression"} of Terraform, whose value is not known here.`,
    fix: "Give the contract itself, as an object or as JSON text: from a plan or a state, or written out.",
  };
}

/** Terraform's source writes `$${` and `%%{` where Genesys Cloud is to get `${` and `%{`. */
function unescaped<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value)
      .replace(/\$\$\{/g, () => "${")
      .replace(/%%\{/g, "%{"),
  ) as T;
}
