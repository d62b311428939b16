import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  block,
  type Elsewhere,
  type ImportedAction,
  knownText,
  readConfiguration,
  readResource,
  readSource,
  type TerraformFile,
  type TerraformResource,
} from "../core/action";
import { type Diagnostic, isObject, ScopelockError } from "../core/diagnostic";
import { decode, parseJson, readBytes } from "../files";
import { parseHcl } from "./hcl";
import { isConfiguration, isHcl, isVariables } from "./terraform-names";
import { expand, type Scope } from "./terraform-scope";

/** What a configuration, a plan or a state holds. */
export interface TerraformActions {
  readonly actions: readonly ImportedAction[];
  /** Actions that cannot be used, each with the reason. */
  readonly unusable: readonly ScopelockError[];
  readonly elsewhere: readonly Elsewhere[];
}

/** The value that a file of Terraform's is; HCL in Terraform's JSON syntax. */
export async function parseTerraform(file: string): Promise<unknown> {
  const bytes = readBytes(file);
  return isHcl(file) ? parseHcl(decode(bytes), file) : parseJson(bytes, file);
}

/** Reads the actions of plans and states, where every value is known. */
export function readEvaluated(file: string, content: TerraformFile): TerraformActions {
  return gathered(file, content, content.resources, (resource) =>
    readResource(resource, knownText(content.integrations.get(resource.integration ?? "")), false),
  );
}

/** Reads the actions of configurations, with what the files beside them define. */
export class Configurations {
  private readonly known = new Map<string, TerraformFile>();
  private readonly modules = new Map<string, Promise<TerraformFile | undefined>>();

  /** Reads the actions of a file. @param value what is in it */
  async read(file: string, value: unknown): Promise<TerraformActions> {
    const content = readConfiguration(value);
    this.known.set(resolve(file), content);
    const { locals, variables, integrations } = needsMore(content)
      ? await this.module(file, content)
      : content;
    const scope: Scope = { locals, variables };
    const instances: TerraformResource[] = [];
    const decided = new Map<TerraformResource, readonly string[]>();
    for (const resource of content.resources)
      for (const instance of await expanded(resource, scope)) {
        instances.push(instance.resource);
        decided.set(instance.resource, instance.variables);
      }
    const types = new Map<string, unknown>();
    for (const [address, type] of integrations) types.set(address, await expand(type, scope));
    return gathered(file, content, instances, (resource) =>
      withNotes(
        readResource(resource, knownText(types.get(resource.integration ?? "")), true),
        decided.get(resource) ?? [],
      ),
    );
  }

  /** What a file's directory defines: for Terraform, all of it is one module. */
  private async module(file: string, own: TerraformFile): Promise<TerraformFile> {
    if (!isConfiguration(file)) return own;
    const directory = dirname(resolve(file));
    const known = this.modules.get(directory) ?? this.together(directory);
    this.modules.set(directory, known);
    return (await known) ?? own;
  }

  /** What the files of a directory define together; `undefined` when they are no module. */
  private async together(directory: string): Promise<TerraformFile | undefined> {
    const names = namesIn(directory);
    const files: TerraformFile[] = [];
    for (const name of names.filter(isConfiguration)) {
      const found = await this.found(join(directory, name));
      if (found) files.push(found);
    }
    const addresses = files.flatMap((each) => each.addresses);
    // What is defined twice is no one module: examples that happen to be side by side.
    if (new Set(addresses).size < addresses.length) return undefined;
    const variables = new Map(files.flatMap((each) => [...each.variables]));
    for (const name of names.filter(isVariables))
      for (const [variable, value] of await given(join(directory, name)))
        if (variables.has(variable)) variables.set(variable, value);
    return {
      resources: files.flatMap((each) => each.resources),
      elsewhere: files.flatMap((each) => each.elsewhere),
      locals: new Map(files.flatMap((each) => [...each.locals])),
      integrations: new Map(files.flatMap((each) => [...each.integrations])),
      variables,
      addresses,
    };
  }

  private async found(file: string): Promise<TerraformFile | undefined> {
    const known = this.known.get(file);
    if (known) return known;
    try {
      const content = readConfiguration(await parseTerraform(file));
      this.known.set(file, content);
      return content;
    } catch (error) {
      // Whoever names it is told.
      if (ScopelockError.is(error)) return undefined;
      throw error;
    }
  }
}

/** Whether actions refer to what the file itself does not define. */
function needsMore({ resources, integrations, locals, variables }: TerraformFile): boolean {
  return resources.some(
    ({ attributes, integration }) =>
      (integration !== undefined && !integrations.has(integration)) ||
      readSource(attributes).expressions.some((expression) =>
        [...expression.matchAll(/\b(local|var)\.([A-Za-z_][\w-]*)/g)].some(
          ([, root, name = ""]) => (root === "local" ? locals : variables).get(name) === undefined,
        ),
      ),
  );
}

/** A resource with what is known put in, once for each instance that its `for_each` makes, if that is known. */
async function expanded(
  resource: TerraformResource,
  scope: Scope,
): Promise<readonly { readonly resource: TerraformResource; readonly variables: readonly string[] }[]> {
  const { attributes, address, name } = resource;
  if (!isObject(attributes)) return [{ resource, variables: [] }];
  // The usual case: but for its integration, everything is known.
  const { integration_id: _, for_each: source, ...others } = attributes;
  if (source === undefined && readSource(others).expressions.length === 0)
    return [{ resource, variables: [] }];
  const each = source === undefined ? undefined : instancesOf(await expand(source, scope));
  if (!each) return [await withValues(resource, scope)];
  return Promise.all(
    each.map(([key, value]) =>
      withValues(
        {
          ...resource,
          address: `${address} [${JSON.stringify(key)}]`,
          name: `${name}[${JSON.stringify(key)}]`,
        },
        { ...scope, each: { key, value } },
      ),
    ),
  );
}

async function withValues(resource: TerraformResource, scope: Scope) {
  const attributes = resource.attributes as Readonly<Record<string, unknown>>;
  const request = block(attributes.config_request);
  const used = new Set<string>();
  await expand([request?.request_type, request?.request_url_template], { ...scope, used });
  return { resource: { ...resource, attributes: await expand(attributes, scope) }, variables: [...used] };
}

/** Keys and values of a `for_each`; `undefined` when they are not known. */
function instancesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (Array.isArray(value)) {
    const known = value.every(
      (each) => typeof each === "string" && readSource(each).expressions.length === 0,
    );
    return known ? value.map((each) => [each, each]) : undefined;
  }
  return isObject(value) ? Object.entries(value) : undefined;
}

function gathered(
  file: string,
  { elsewhere }: TerraformFile,
  resources: readonly TerraformResource[],
  read: (resource: TerraformResource) => ImportedAction,
): TerraformActions {
  const actions: ImportedAction[] = [];
  const unusable: ScopelockError[] = [];
  for (const resource of resources)
    try {
      actions.push(read(resource));
    } catch (error) {
      if (!ScopelockError.is(error)) throw error;
      unusable.push(new ScopelockError({ ...error, where: `${file}: ${resource.address}` }, ...error.others));
    }
  return { actions, unusable, elsewhere };
}

function withNotes(action: ImportedAction, variables: readonly string[]): ImportedAction {
  return variables.length === 0 ? action : { ...action, problems: [...action.problems, valued(variables)] };
}

function valued(variables: readonly string[]): Diagnostic {
  return {
    id: "import/variable",
    severity: "note",
    what: `The request is what it is with the values that stand here for ${variables.join(", ")}.`,
    why: "Terraform may be given others.",
    fix: "Where they differ, derive the plan of each environment: terraform show -json.",
  };
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

/** Values that a file gives to variables. */
async function given(file: string): Promise<readonly (readonly [string, unknown])[]> {
  try {
    const value = await parseTerraform(file);
    return isObject(value) ? Object.entries(value) : [];
  } catch (error) {
    if (ScopelockError.is(error)) return [];
    throw error;
  }
}
