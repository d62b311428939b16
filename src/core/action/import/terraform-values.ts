import { type Fields, fields } from "./fields";
import { objects } from "./terraform-action";
import {
  INTEGRATION,
  integrationOf,
  KINDS,
  type TerraformFile,
  type TerraformResource,
} from "./terraform-file";
import { escapedValue } from "./terraform-template";

/** A resource of a plan or a state. */
interface Instance {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** As source: what Terraform has evaluated stands for itself. */
  readonly attributes: Fields;
}

/** Stands for what only the apply makes known. */
const AFTER_APPLY = "${(known after apply)}";

/** What a JSON value is, if Terraform wrote it. */
export type Written = "plan" | "state";

/** Whether a JSON value is the output of `terraform show -json`, or a state file. */
export function writtenByTerraform(value: unknown): Written | undefined {
  const { format_version, planned_values, resource_changes, values, terraform_version, resources, lineage } =
    fields(value) ?? {};
  if (typeof format_version === "string" && (planned_values || resource_changes)) return "plan";
  // One without resources has nothing else.
  if (
    typeof format_version === "string" &&
    (values || terraform_version || Object.keys(value as object).length === 1)
  )
    return "state";
  return Array.isArray(resources) && (terraform_version || lineage) ? "state" : undefined;
}

/** Whether a plan says of itself that it is not all of it: it failed, or leaves changes for another plan. */
export function isIncomplete(value: unknown): boolean {
  const { complete, errored } = fields(value) ?? {};
  return complete === false || errored === true;
}

/**
 * Reads the actions of a plan or a state, as `terraform show -json` prints them or a state file has them, those of child
 * modules too.
 */
export function readValues(value: unknown): TerraformFile {
  const all = fields(value) ?? {};
  const planned = fields(fields(all.planned_values)?.root_module);
  const instances = planned
    ? withUnknown(instancesOf(planned), all.resource_changes)
    : Array.isArray(all.resource_changes)
      ? withUnknown(changed(all.resource_changes), all.resource_changes)
      : Array.isArray(all.resources)
        ? stored(all.resources)
        : instancesOf(fields(fields(all.values)?.root_module));
  const configured = configuredIntegrations(all.configuration);
  const integrations = new Map<string, unknown>();
  for (const { address, type, attributes } of instances)
    if (type === INTEGRATION)
      for (const key of [unindexed(address), attributes.id])
        if (typeof key === "string") integrations.set(key, attributes.integration_type);
  return {
    resources: instances.flatMap(({ address, type, name, attributes }): TerraformResource[] => {
      const kind = KINDS[type as keyof typeof KINDS];
      if (kind === undefined) return [];
      // An integration that is made together with the action has no id yet: the configuration says which it is.
      const integration = integrationOf(attributes) ?? configured.get(unindexed(address));
      return [{ address, name, kind, attributes, integration }];
    }),
    elsewhere: [],
    integrations,
    locals: new Map(),
    variables: new Map(),
    addresses: [],
  };
}

/** Managed resources of a module and of all below it, as `terraform show -json` prints them. */
function instancesOf(module: Fields | undefined): Instance[] {
  const found: Instance[] = [];
  for (
    let open = objects(module);
    open.length > 0;
    open = open.flatMap((each) => objects(each.child_modules))
  )
    for (const { mode, type, name, address, values } of open.flatMap((each) => objects(each.resources)))
      if (mode === "managed" && typeof type === "string" && isNeeded(type))
        found.push({
          address: String(address),
          type,
          name: String(name),
          attributes: escapedValue(fields(values) ?? {}) as Fields,
        });
  return found;
}

/** Those that a plan changes, or leaves as they are: of plans that somebody has cut. */
function changed(changes: readonly unknown[]): Instance[] {
  return objects(changes).flatMap(({ mode, type, name, address, change }): Instance[] => {
    const after = fields(fields(change)?.after);
    if (mode !== "managed" || typeof type !== "string" || !isNeeded(type) || !after) return [];
    return [
      { address: String(address), type, name: String(name), attributes: escapedValue(after) as Fields },
    ];
  });
}

/** Those of a state file. Source: Terraform, internal/states/statefile/version4.go. */
function stored(resources: readonly unknown[]): Instance[] {
  return objects(resources).flatMap(({ mode, type, name, module, instances }): Instance[] => {
    if (mode !== "managed" || typeof type !== "string" || !isNeeded(type)) return [];
    return objects(instances)
      .filter(({ deposed }) => deposed === undefined)
      .map(({ index_key: key, attributes }) => ({
        address: `${module === undefined ? "" : `${module}.`}${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
        type,
        name: String(name),
        attributes: escapedValue(fields(attributes) ?? {}) as Fields,
      }));
  });
}

const isNeeded = (type: string) => type in KINDS || type === INTEGRATION;

/** Plans leave out what is not known yet, and say so beside. */
function withUnknown(instances: readonly Instance[], changes: unknown): Instance[] {
  const unknown = new Map(
    objects(changes).map(({ address, change }) => [address, fields(change)?.after_unknown] as const),
  );
  return instances.map((instance) => ({
    ...instance,
    attributes: filled(instance.attributes, unknown.get(instance.address)) as Fields,
  }));
}

function filled(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return AFTER_APPLY;
  if (Array.isArray(unknown) && unknown.length > 0)
    return unknown.map((each, at) => filled((value as readonly unknown[] | undefined)?.[at], each));
  const keys = Object.entries(fields(unknown) ?? {}).filter(([, each]) => each !== false);
  if (keys.length === 0) return value;
  const known = fields(value) ?? {};
  return { ...known, ...Object.fromEntries(keys.map(([key, each]) => [key, filled(known[key], each)])) };
}

/** An address as the configuration has it: without the keys of instances. */
const unindexed = (address: string) => address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");

/** A module of a plan's configuration, and where it is called. */
interface Module {
  readonly path: string;
  readonly config: Fields;
  readonly call: Fields;
  readonly parent: Module | undefined;
}

/** Addresses of actions to those of their integrations, as far as references lead there. */
function configuredIntegrations(configuration: unknown): ReadonlyMap<string, string> {
  const root: Module = {
    path: "",
    config: fields(fields(configuration)?.root_module) ?? {},
    call: {},
    parent: undefined,
  };
  const found = new Map<string, string>();
  for (let open: readonly Module[] = [root]; open.length > 0; open = open.flatMap(childrenOf))
    for (const module of open)
      for (const { address, type, expressions } of objects(module.config.resources)) {
        if (typeof type !== "string" || !(type in KINDS)) continue;
        const integration = referred(module, fields(expressions)?.integration_id);
        if (integration !== undefined) found.set(`${module.path}${address}`, integration);
      }
  return found;
}

function childrenOf(module: Module): Module[] {
  return Object.entries(fields(module.config.module_calls) ?? {}).map(([name, call]) => ({
    path: `${module.path}module.${name}.`,
    config: fields(fields(call)?.module) ?? {},
    call: fields(call) ?? {},
    parent: module,
  }));
}

/** The integration that an expression leads to: by itself, through a variable of its module, or another's output. */
function referred(module: Module, expression: unknown, steps = 50): string | undefined {
  const { references } = fields(expression) ?? {};
  const [first] = Array.isArray(references) ? references : [];
  if (typeof first !== "string" || steps === 0) return undefined;
  const [root = "", name = "", output = ""] = unindexed(first).split(".");
  if (root === INTEGRATION) return `${module.path}${root}.${name}`;
  if (root === "var" && module.parent)
    return referred(module.parent, fields(module.call.expressions)?.[name], steps - 1);
  if (root !== "module") return undefined;
  const child = childrenOf(module).find(({ path }) => path === `${module.path}module.${name}.`);
  return child && referred(child, fields(fields(child.config.outputs)?.[output])?.expression, steps - 1);
}
