import { type Diagnostic, ScopelockError } from "../../diagnostic";
import type { Json } from "../data-action";
import { type Fields, fields, jsonValue, unknownKeys } from "./fields";
import { type ImportedAction, importedAction, TEMPLATE_UNKNOWN, type UnknownPart } from "./imported-action";
import { customAuthAction, draftAction, FUNCTIONS, functionAction, otherService } from "./other-actions";

/**
 * Reads a data action as Genesys Cloud exports it (`*.custom.json`), as its API returns it, or as its API takes it.
 * Nothing is judged here: odd values are kept, unknown keys reported.
 *
 * @param fallbackName when the export has no name of its own
 * @throws {@link ScopelockError} `import/not-an-action` when it is no data action, or has no request;
 * `import/no-config` for an answer of the API without it; `import/function`, `import/draft`,
 * `import/custom-auth`, `import/too-deep`.
 */
export function readExportedAction(value: unknown, fallbackName: string): ImportedAction {
  const action = actionOf(value);
  const config = fields(jsonValue(action?.config));
  if (action && isCustomAuth(action)) throw customAuthAction();
  if (action && isDraft(action)) throw draftAction();
  if (action && (action.integrationType === FUNCTIONS || fields(config?.function))) throw functionAction();
  if (action && !config && isAnswer(action)) throw noConfig();
  if (!action || !config) throw notAnAction("There is no object with a config in it.");
  const request = fields(config.request);
  const url = request?.requestUrlTemplate;
  if (!request || typeof url !== "string" || url.trim() === "")
    throw notAnAction("It has no config.request.requestUrlTemplate.");
  const response = fields(config.response) ?? {};
  const contract = fields(action.contract);
  const input = fields(contract?.input);
  const output = fields(contract?.output);
  const unknown = elsewhere(request, response);
  const type = action.integrationType;
  const other = typeof type === "string" ? otherService(type, url) : undefined;
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
      problems: [...(other ? [other] : []), ...(unknown.length > 0 ? [templatesElsewhere(unknown)] : [])],
      unknown,
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

/** Templates that an answer of the API has elsewhere: it gives their address in their place. */
function elsewhere(request: Fields, response: Fields): UnknownPart[] {
  return [
    ...(request.requestTemplate === undefined && typeof request.requestTemplateUri === "string"
      ? ["body" as const]
      : []),
    ...(response.successTemplate === undefined && typeof response.successTemplateUri === "string"
      ? ["successTemplate" as const]
      : []),
  ];
}

/** Whether it was written by the API, of what is one of its actions. */
function isAnswer({ selfUri }: Fields): boolean {
  return typeof selfUri === "string" && selfUri.startsWith("/api/v2/integrations/actions/");
}

function isDraft({ selfUri }: Fields): boolean {
  return typeof selfUri === "string" && /^\/api\/v2\/integrations\/actions\/[^/]+\/draft$/.test(selfUri);
}

/** Source of the names: provider mypurecloud/genesyscloud 1.82.0, resource genesyscloud_integration_custom_auth_action. */
function isCustomAuth({ id, actionType }: Fields): boolean {
  return [id, actionType].some((each) => typeof each === "string" && /^customAuth\b|^customAuth_/.test(each));
}

/** Whether a JSON value looks like a data action at all: has a request to be called, a contract, or the API's address. */
export function looksExported(value: unknown): boolean {
  const action = actionOf(value);
  if (action && isAnswer(action)) return true;
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

function noConfig(): ScopelockError {
  return new ScopelockError({
    id: "import/no-config",
    what: "It is an answer of the API without the action's config, so its request is not in this file.",
    why: "Permissions follow from the request that an action sends.",
    fix: "Ask for each action with its config: GET /api/v2/integrations/actions/{actionId}?expand=contract&includeConfig=true.",
  });
}

function templatesElsewhere(parts: readonly UnknownPart[]): Diagnostic {
  const body = parts.includes("body");
  const success = parts.includes("successTemplate");
  const templates = [body && "body", success && "success template"].filter(Boolean).join(" and ");
  const keys = [body && "requestTemplate", success && "successTemplate"].filter((each) => each !== false);
  return {
    id: TEMPLATE_UNKNOWN,
    severity: "note",
    what: `The ${templates} ${keys.length > 1 ? "are" : "is"} not in this file: the API gives ${keys.map((key) => `${key}Uri`).join(" and ")} in place of the text.`,
    why: `What may be in ${keys.length > 1 ? "them" : "it"} is not checked.`,
    fix: `Get the text (GET of each address), and write it into the file as ${keys.join(" and ")}.`,
  };
}
