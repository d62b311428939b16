import { fields } from "./fields";
import type { ImportedAction } from "./imported-action";
import { customAuthAction, draftAction, functionAction } from "./other-actions";
import { blocks, objects, readTerraformAction } from "./terraform-action";
import { partsOf } from "./terraform-template";

/** An action of Terraform's, whatever it is. */
export interface TerraformResource {
  /** `genesyscloud_integration_action "lookup"`, or its address in a plan or a state. */
  readonly address: string;
  /** Its name, for want of another. */
  readonly name: string;
  readonly kind: "action" | "draft" | "function" | "customAuth";
  /** As Terraform's JSON syntax has them. */
  readonly attributes: unknown;
  /** Its integration, by a key of {@link TerraformFile.integrations}. `undefined` when it is not told. */
  readonly integration: string | undefined;
}

/** What a configuration has that is not in it. */
export interface Elsewhere {
  /** `module "queues"`. */
  readonly address: string;
  /** Of a module: where its files are. */
  readonly source?: string;
}

/** What of a configuration plays a part for the actions in it. */
export interface TerraformFile {
  readonly resources: readonly TerraformResource[];
  readonly elsewhere: readonly Elsewhere[];
  /** Types of integrations, as source: by address, or by id. */
  readonly integrations: ReadonlyMap<string, unknown>;
  /** Values of locals, as source. */
  readonly locals: ReadonlyMap<string, unknown>;
  /** Values of variables; `undefined` for one that has to be given. */
  readonly variables: ReadonlyMap<string, unknown>;
  /** Addresses of everything that may be defined once only. */
  readonly addresses: readonly string[];
}

/** Source of the names: documentation of the provider mypurecloud/genesyscloud, of one version or another. */
export const KINDS = {
  genesyscloud_integration_action: "action",
  genesyscloud_integration_action_draft: "draft",
  genesyscloud_integration_function_action: "function",
  genesyscloud_integration_custom_auth_action: "customAuth",
} as const;

/** The type of the resource that an action belongs to. */
export const INTEGRATION = "genesyscloud_integration";

/** Whether a JSON value is a configuration that has to do with actions, whatever its file is called. */
export function looksConfigured(value: unknown): boolean {
  const { resources, elsewhere } = readConfiguration(value);
  return resources.length > 0 || elsewhere.some(({ source }) => source !== undefined);
}

/** Reads a configuration in Terraform's JSON syntax. Each level may be an object or a list of them. */
export function readConfiguration(value: unknown): TerraformFile {
  const integrations = blocks(value, "resource", INTEGRATION);
  const resources = Object.entries(KINDS).flatMap(([type, kind]) =>
    blocks(value, "resource", type).map(([name, attributes]) => ({
      address: `${type} "${name}"`,
      name,
      kind,
      attributes,
      integration: integrationOf(attributes),
    })),
  );
  const modules = blocks(value, "module");
  const lookedUp = blocks(value, "data", "genesyscloud_integration_action");
  const locals = objects(value)
    .flatMap(({ locals }) => objects(locals))
    .flatMap(Object.entries);
  return {
    resources,
    elsewhere: [
      ...modules.map(([name, module]) => {
        const { source } = fields(module) ?? {};
        return { address: `module "${name}"`, ...(typeof source === "string" && { source }) };
      }),
      ...lookedUp.map(([name]) => ({ address: `data "genesyscloud_integration_action" "${name}"` })),
    ],
    integrations: new Map(
      integrations.map(([name, attributes]) => [
        `${INTEGRATION}.${name}`,
        fields(attributes)?.integration_type,
      ]),
    ),
    locals: new Map(locals),
    variables: new Map(
      blocks(value, "variable")
        // A secret is not to be shown, as a part of a URL.
        .filter(([, variable]) => fields(variable)?.sensitive !== true)
        .map(([name, variable]) => [name, fields(variable)?.default]),
    ),
    addresses: [
      ...resources.map(({ address }) => address),
      ...integrations.map(([name]) => `${INTEGRATION} "${name}"`),
      ...modules.map(([name]) => `module "${name}"`),
      ...locals.map(([name]) => `local.${name}`),
    ],
  };
}

/**
 * Reads an action of Terraform's.
 * @param integrationType of its integration; `undefined` when it is not known
 * @param isSource whether its attributes were written by hand, and are not those of a plan or a state
 * @throws {@link ScopelockError} as {@link readTerraformAction}; `import/draft`, `import/function` and
 * `import/custom-auth` for what is one.
 */
export function readResource(
  { kind, name, attributes }: TerraformResource,
  integrationType: string | undefined,
  isSource: boolean,
): ImportedAction {
  if (kind === "draft") throw draftAction();
  if (kind === "function") throw functionAction();
  if (kind === "customAuth") throw customAuthAction();
  return readTerraformAction(attributes, name, { integrationType, isSource });
}

/** The integration that an `integration_id` names, as {@link TerraformFile.integrations} does; or a literal id. */
export function integrationOf(attributes: unknown): string | undefined {
  const { integration_id: id } = fields(attributes) ?? {};
  const [only, ...others] = typeof id === "string" ? partsOf(id) : [];
  if (!only || others.length > 0) return undefined;
  if ("text" in only) return only.text;
  return /^(genesyscloud_integration\.[\w-]+)(?:\[[^\]]*\])?\.id$/.exec(only.expression)?.[1];
}
