import { isObject, type JsonObject } from "../../core/diagnostic";

/**
 * What is read of a plan's configuration: names, and which resource refers to which. No value is shown. Source:
 * Terraform's JSON output format, "Configuration Representation".
 */
export interface Configuration {
  readonly providers: readonly ProviderSettings[];
  /** Resources that run commands, `<type>.<name>`, with what Terraform's language says of them. */
  readonly commands: ReadonlyMap<string, readonly Command[]>;
  /** Data sources that run a program, or ask another server, at every plan. */
  readonly programs: readonly string[];
  /** Names of outputs, with the attributes that they refer to. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  /** Resources of the stack itself, `<type>.<name>`, with what each of their attributes refers to. */
  readonly references: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** Settings of one provider. */
export interface ProviderSettings {
  /** Its key in the configuration, which has the alias. */
  readonly key: string;
  /** Names of the settings that are set. */
  readonly settings: readonly string[];
  /** Settings that are `true`, or known only when Terraform runs. */
  readonly flags: readonly string[];
  /** The settings as Terraform's language has them; to be hashed, never shown. */
  readonly expressions: JsonObject;
}

/** What a provisioner does. */
export interface Command {
  /** `local-exec`. */
  readonly type: string;
  /** To be compared and hashed, never shown. */
  readonly expressions: JsonObject;
}

/** Data sources that run code or ask whom they like. Source: hashicorp/external and hashicorp/http. */
const PROGRAMS: ReadonlySet<string> = new Set(["external", "http"]);

/** Reads a configuration; what is not there, or has another form, counts as nothing. */
export function readConfiguration(json: unknown): Configuration {
  const { provider_config, root_module } = isObject(json) ? json : {};
  const root = isObject(root_module) ? root_module : {};
  const resources = resourcesOf(root);
  return {
    providers: providersOf(provider_config),
    commands: new Map(
      resources
        .map(({ address, body }) => [address, commandsOf(body)] as const)
        .filter(([, commands]) => commands.length > 0),
    ),
    programs: resources
      .filter(({ body }) => body.mode === "data" && PROGRAMS.has(String(body.type)))
      .map(({ address }) => address)
      .sort(),
    outputs: new Map(
      Object.entries(isObject(root.outputs) ? root.outputs : {}).map(([name, output]) => [
        name,
        isObject(output) ? referencesIn(output.expression) : [],
      ]),
    ),
    references: new Map(
      resources
        .filter(({ isRoot }) => isRoot)
        .map(({ address, body }) => [
          address,
          new Map(
            Object.entries(isObject(body.expressions) ? body.expressions : {}).map(([key, expression]) => [
              key,
              referencesIn(expression),
            ]),
          ),
        ]),
    ),
  };
}

interface ConfiguredResource {
  readonly address: string;
  readonly isRoot: boolean;
  readonly body: JsonObject;
}

function resourcesOf(module: JsonObject, isRoot = true): readonly ConfiguredResource[] {
  const own = listOf(module.resources).flatMap((body) =>
    isName(body.type) && isName(body.name)
      ? [{ address: `${body.mode === "data" ? "data." : ""}${body.type}.${body.name}`, isRoot, body }]
      : [],
  );
  const calls = Object.values(isObject(module.module_calls) ? module.module_calls : {});
  return [
    ...own,
    ...calls.flatMap((call) =>
      isObject(call) && isObject(call.module) ? resourcesOf(call.module, false) : [],
    ),
  ];
}

function providersOf(config: unknown): readonly ProviderSettings[] {
  return Object.entries(isObject(config) ? config : {})
    .flatMap(([key, provider]): ProviderSettings[] => {
      if (!isObject(provider) || !/^[\w.:-]{1,200}$/.test(key)) return [];
      const expressions = isObject(provider.expressions) ? provider.expressions : {};
      const settings = Object.keys(expressions).filter(isName).sort();
      const flags = settings.filter((name) => {
        const expression = expressions[name];
        return isObject(expression) && (expression.constant_value === true || "references" in expression);
      });
      return [{ key, settings, flags, expressions: { ...expressions, source: provider.full_name ?? "" } }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const commandsOf = (body: JsonObject): readonly Command[] =>
  listOf(body.provisioners).map(({ type, expressions }) => ({
    type: isName(type) ? type : "provisioner",
    expressions: isObject(expressions) ? expressions : {},
  }));

/** Every reference in an expression, however deep: blocks hold expressions of their own. */
function referencesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  return Object.entries(expression).flatMap(([key, value]) => {
    if (key === "constant_value") return [];
    if (key === "references" && Array.isArray(value))
      return value.filter((each): each is string => typeof each === "string");
    return referencesIn(value);
  });
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}-]*$/u.test(value);
const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
