import { cut, type Diagnostic, enumeration, ScopelockError } from "../../diagnostic";
import type { Json } from "../data-action";
import { type Fields, fields, jsonValue, unknownKeys } from "./fields";
import {
  CONTRACT_UNKNOWN,
  DEEPEST,
  type ImportedAction,
  importedAction,
  refuseDepth,
  TEMPLATE_UNKNOWN,
  type UnknownPart,
} from "./imported-action";
import { FUNCTIONS, functionAction, otherService } from "./other-actions";
import { partsOf, readSource } from "./terraform-template";

/** Source of the names: provider mypurecloud/genesyscloud 1.82.0, resource genesyscloud_integration_action. */
const KNOWN = [
  "id",
  "name",
  "category",
  "integration_id",
  "secure",
  "action_type",
  "config_timeout_seconds",
  "contract_input",
  "contract_output",
  "config_request",
  "config_response",
  "function_config",
  "provider",
  "depends_on",
  "lifecycle",
  "count",
  "for_each",
  "connection",
  "provisioner",
  "timeouts",
  "dynamic",
  "//",
];

/** What is known of an action from elsewhere than its attributes. */
export interface TerraformContext {
  /** Type of the integration that it belongs to. @default - not known, and taken to be Genesys Cloud's own */
  readonly integrationType?: string | undefined;
  /** Whether the attributes are source, where Velocity's references have to be escaped. @default false */
  readonly isSource?: boolean;
}

/**
 * Reads the attributes of a `genesyscloud_integration_action`, from Terraform's JSON syntax, a state, a plan, or HCL that
 * was turned into an object: contracts as text or objects, blocks as objects or lists of one.
 *
 * @throws {@link ScopelockError} `import/not-an-action` when there is no request; `import/function`; `import/too-deep`.
 */
export function readTerraformAction(
  attributes: unknown,
  fallbackName: string,
  { integrationType, isSource = false }: TerraformContext = {},
): ImportedAction {
  // The attribute, and the list around a block.
  refuseDepth(2 * DEEPEST + 2, [attributes]);
  const action = fields(attributes);
  if (block(action?.function_config) || integrationType === FUNCTIONS) throw functionAction();
  const request = block(action?.config_request);
  const response = block(action?.config_response) ?? {};
  const found = new Reader();
  // Without a block that can be read, what stands in its place may be an expression.
  const instead = block(action?.dynamic)?.config_request ? DYNAMIC : action?.config_request;
  const url = found.template("url", request ? request.request_url_template : instead);
  if (isBlank(url) && isFunctionCategory(action?.category)) throw functionAction();
  if (!action || typeof url !== "string" || isBlank(url))
    throw new ScopelockError({
      id: "import/not-an-action",
      what: "These are not the attributes of a genesyscloud_integration_action with a request.",
      why: "Permissions follow from config_request.request_url_template, and there is none.",
      fix: "Give it a config_request with request_type and request_url_template, as the other attributes of the resource.",
    });
  const method = found.template("method", request ? request.request_type : instead);
  const { expressions } = found;
  const templates = {
    headers: found.template("headers", request?.headers),
    body: found.template("body", request?.request_template),
    translationMap: found.template("translationMap", response.translation_map),
    translationMapDefaults: found.template("translationMapDefaults", response.translation_map_defaults),
    successTemplate: found.template("successTemplate", response.success_template),
  };
  const input = found.contract("contract_input", action.contract_input);
  const output = found.contract("contract_output", action.contract_output);
  const other =
    integrationType === undefined
      ? undefined
      : otherService(
          integrationType,
          found.unknown.includes("url") && !url.includes("/api/v2/") ? undefined : url,
        );
  const extra: Record<string, Json> = {};
  unknownKeys(action, KNOWN, "", extra);
  return importedAction(
    {
      name: named(action.name),
      category: named(action.category),
      secure: action.secure,
      // The provider has 0 for none.
      timeoutSeconds: action.config_timeout_seconds === 0 ? undefined : action.config_timeout_seconds,
      input,
      output,
      method,
      url,
      ...templates,
      extra,
      problems: [...found.problems(isSource), ...(other ? [other] : [])],
      expressions,
      unknown: found.unknown,
    },
    fallbackName,
  );
}

const isBlank = (url: unknown) => typeof url !== "string" || url.trim() === "";

/** Source: mypurecloud/genesyscloud 1.82.0, which uploads code for such a category. */
const isFunctionCategory = (category: unknown) =>
  typeof category === "string" && /function data action/i.test(category.replace(/[_-]/g, " "));

/** Stands for a block that Terraform makes when it plans. */
const DYNAMIC = "${(a dynamic block)}";

/** A name as it is written; one that Terraform alone knows is none. */
function named(source: unknown): unknown {
  const parts = typeof source === "string" ? partsOf(source) : [];
  return parts.some((part) => "text" in part) ? readSource(source).value : undefined;
}

/** Reads values of Terraform's, and gathers what is not known of them. */
class Reader {
  readonly unknown: UnknownPart[] = [];
  /** Of everything that was read so far. */
  expressions: readonly string[] = [];
  private readonly contracts: string[] = [];
  private bare = false;

  template(part: UnknownPart, source: unknown): unknown {
    const { value, expressions, bare } = readSource(source);
    if (expressions.length > 0) this.unknown.push(part);
    this.expressions = [...this.expressions, ...expressions];
    this.bare ||= bare;
    return value;
  }

  contract(name: string, source: unknown): unknown {
    const { value, expressions, bare } = readSource(source);
    this.bare ||= bare;
    // Text that is no JSON is an expression too, as converters of HCL write it.
    if (expressions.length === 0 && typeof jsonValue(value) !== "string") return value;
    this.contracts.push(name);
    return undefined;
  }

  problems(isSource: boolean): Diagnostic[] {
    return [
      ...(this.contracts.length > 0 ? [contractsUnknown(this.contracts)] : []),
      ...(this.unknown.length > 0 ? [templatesUnknown(this.unknown, this.expressions)] : []),
      ...(this.bare && isSource ? [NOT_ESCAPED] : []),
    ];
  }
}

/**
 * Attributes of every `genesyscloud_integration_action` in a file of Terraform's JSON syntax, by resource name. Each
 * level may be an object or a list of them.
 */
export function terraformActions(value: unknown): readonly (readonly [string, unknown])[] {
  return blocks(value, "resource", "genesyscloud_integration_action");
}

/** The blocks of some labels, by the last one. What stands under `//` is a comment. */
export function blocks(
  value: unknown,
  ...labels: readonly string[]
): readonly (readonly [string, unknown])[] {
  return labels
    .reduce((found, label) => found.flatMap((each) => objects(each[label])), objects(value))
    .flatMap(Object.entries)
    .filter(([name]) => name !== "//")
    .flatMap(([name, attributes]) => [attributes].flat().map((each) => [name, each] as const));
}

/** The objects of a level of Terraform's JSON syntax: one, or a list of them. */
export function objects(value: unknown): readonly Fields[] {
  return [value]
    .flat()
    .map(fields)
    .filter((each) => each !== undefined);
}

/** A nested block is an object or, in a state, a list of one. */
export function block(value: unknown): Fields | undefined {
  return fields(Array.isArray(value) ? value[0] : value);
}

function contractsUnknown(names: readonly string[]): Diagnostic {
  return {
    id: CONTRACT_UNKNOWN,
    severity: "note",
    what: `${names.join(" and ")} ${names.length > 1 ? "are expressions" : "is an expression"} of Terraform, whose value is not known here.`,
    fix: "Give the contract itself, as an object or as JSON text: from a plan or a state, or written out.",
  };
}

const WORDS: Readonly<Record<UnknownPart, string>> = {
  method: "the method",
  url: "the URL",
  headers: "the headers",
  body: "the body",
  translationMap: "the translation map",
  translationMapDefaults: "the defaults of the translation map",
  successTemplate: "the success template",
};

function templatesUnknown(parts: readonly UnknownPart[], expressions: readonly string[]): Diagnostic {
  const names = enumeration([...new Set(expressions)].map((each) => cut(each, 60)));
  return {
    id: TEMPLATE_UNKNOWN,
    severity: "note",
    what: `Terraform puts values into ${parts.map((part) => WORDS[part]).join(", ")} that are not known here: ${names}.`,
    why: "What they make of it is not checked.",
    fix: "To have it checked, give the output of terraform show -json for a plan, which has the values.",
  };
}

const NOT_ESCAPED: Diagnostic = {
  id: "import/not-escaped",
  severity: "warning",
  what: "A reference of Velocity's is written ${...} and is read as such, but Terraform takes it for one of its own, and refuses it.",
  fix: "Write $${...}: Terraform makes ${...} of it.",
};
