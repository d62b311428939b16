import { shown } from "../contract/json";
import type { Json } from "../data-action";
import { ScopelockError } from "../errors";
import type { Problem } from "../problem";
import { urlText } from "../url-text";
import { type Fields, fields, jsonValue, unknownKeys } from "./fields";
import { type ImportedAction, importedAction } from "./imported-action";

/** The integration type whose actions call the Genesys Cloud API with the integration's OAuth client. */
const PLATFORM = "purecloud-data-actions";

/**
 * Reads a data action as Genesys Cloud exports it (`*.custom.json`), as its API returns it, or as its API takes it.
 * Nothing is judged here: odd values are kept, unknown keys reported.
 *
 * @param fallbackName when the export has no name of its own
 * @throws {@link ScopelockError} `import/not-an-action` when it is no data action, or has no request;
 * `import/too-deep`.
 */
export function readExportedAction(value: unknown, fallbackName: string): ImportedAction {
  const action = actionOf(value);
  const config = fields(jsonValue(action?.config));
  if (!action || !config) throw notAnAction("There is no object with a config in it.");
  const request = fields(config.request);
  const url = request?.requestUrlTemplate;
  if (!request || typeof url !== "string" || url.trim() === "")
    throw notAnAction(
      action.integrationType === "function-data-actions" || fields(config.function)
        ? "It is a function data action, which runs code and sends no request."
        : "It has no config.request.requestUrlTemplate.",
    );
  const response = fields(config.response) ?? {};
  const contract = fields(action.contract);
  const input = fields(contract?.input);
  const output = fields(contract?.output);
  const type = action.integrationType;
  return importedAction(
    {
      name: action.name,
      category: action.category,
      secure: action.secure,
      timeoutSeconds: config.timeoutSeconds ?? action.timeoutSeconds,
      input: schemaOf(input, "inputSchema"),
      output: schemaOf(output, "successSchema"),
      method: request.requestType,
      url,
      headers: request.headers,
      body: request.requestTemplate,
      translationMap: response.translationMap,
      translationMapDefaults: response.translationMapDefaults,
      successTemplate: response.successTemplate,
      extra: extraOf({ action, config, request, response, contract, input, output }),
      problems: typeof type === "string" && type !== PLATFORM ? [otherService(type, url)] : [],
    },
    fallbackName,
  );
}

/** A contract's schema: under its key, flattened, or in the key's place. */
function schemaOf(contract: Fields | undefined, key: "inputSchema" | "successSchema"): unknown {
  return contract?.[key] ?? contract?.[`${key}Flattened`] ?? (isSchema(contract) ? contract : undefined);
}

const isSchema = (value: Fields | undefined) =>
  value !== undefined && ("properties" in value || typeof value.type === "string");

/** Whether a JSON value looks like a data action at all: has a request to be called, or a contract. */
export function looksExported(value: unknown): boolean {
  const action = actionOf(value);
  const config = fields(jsonValue(action?.config));
  return config !== undefined && ("request" in config || fields(action?.contract) !== undefined);
}

/** The action itself: some tools wrap it, `{"action": {...}}`. */
function actionOf(value: unknown): Fields | undefined {
  const outer = fields(value);
  const [only, ...others] = Object.values(outer ?? {});
  const inner = others.length === 0 ? fields(only) : undefined;
  return inner?.config === undefined ? outer : inner;
}

/** Keys of an export, of an answer of the API, and of a request to it. */
const KNOWN = {
  action: [
    "id",
    "name",
    "category",
    "integrationId",
    "integrationType",
    "actionType",
    "config",
    "contract",
    "secure",
    "version",
    "selfUri",
    "timeoutSeconds",
  ],
  config: ["request", "response", "timeoutSeconds"],
  request: ["requestUrlTemplate", "requestType", "requestTemplate", "requestTemplateUri", "headers"],
  response: ["translationMap", "translationMapDefaults", "successTemplate", "successTemplateUri"],
  contract: ["input", "output"],
  input: ["inputSchema", "inputSchemaFlattened", "inputSchemaUri"],
  output: [
    "successSchema",
    "successSchemaFlattened",
    "successSchemaUri",
    "errorSchema",
    "errorSchemaFlattened",
    "errorSchemaUri",
  ],
} as const;

function extraOf(parts: Readonly<Record<keyof typeof KNOWN, Fields | undefined>>): Record<string, Json> {
  const extra: Record<string, Json> = {};
  unknownKeys(parts.action, KNOWN.action, "", extra);
  unknownKeys(parts.config, KNOWN.config, "/config", extra);
  unknownKeys(parts.request, KNOWN.request, "/config/request", extra);
  unknownKeys(parts.response, KNOWN.response, "/config/response", extra);
  unknownKeys(parts.contract, KNOWN.contract, "/contract", extra);
  if (!isSchema(parts.input)) unknownKeys(parts.input, KNOWN.input, "/contract/input", extra);
  if (!isSchema(parts.output)) unknownKeys(parts.output, KNOWN.output, "/contract/output", extra);
  return extra;
}

function notAnAction(what: string): ScopelockError {
  return new ScopelockError({
    id: "import/not-an-action",
    what: `This is not a data action that calls an API. ${what}`,
    why: "Permissions follow from the request that an action sends.",
    fix: "Export the action again: Admin > Integrations > Actions, Export in the action's menu.",
  });
}

/** The integration type of any web service; others are made for one service each. */
const WEB_SERVICES = "custom-rest-actions";

/** Actions of other integrations do not call with the integration's OAuth client. */
function otherService(type: string, url: string): Problem {
  // Only the generic one can be pointed at Genesys Cloud, by an address that says so.
  const elsewhere = type !== WEB_SERVICES || !/^(https:\/\/|\$).*\/api\/v2\//i.test(url);
  return {
    id: elsewhere ? "operation/elsewhere" : "import/integration-type",
    severity: elsewhere ? "error" : "warning",
    message: `The action belongs to a ${shown(type)} integration, which brings credentials of its own${elsewhere ? `, and ${urlText(url)} is not the Genesys Cloud API: there is no Genesys Cloud permission to derive.` : ". The permissions hold if it is moved to a Genesys Cloud data actions integration."}`,
    fix: elsewhere
      ? "Leave it out: scopelock manages actions of Genesys Cloud data actions integrations."
      : `Move it to an integration of type "${PLATFORM}", whose credential is the OAuth client.`,
  };
}
