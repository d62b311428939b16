import { isObject, type JsonObject, table } from "../../core/diagnostic";
import { ephemeralAttributes } from "./ephemeral";
import { isIdentifier } from "./identifier";
import { type ProviderSettings, readProvider } from "./provider-settings";
import { ownNames, traced } from "./references";

/**
 * What is read of a plan's configuration: names, and which resource refers to which. No value is shown. Source:
 * Terraform's JSON output format, "Configuration Representation".
 */
export interface Configuration {
  readonly providers: readonly ProviderSettings[];
  /** Resources that run commands, `<type>.<name>`, with what Terraform's language says of them. */
  readonly commands: ReadonlyMap<string, readonly Command[]>;
  /** Data sources and ephemeral resources, by address. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** Names of outputs, with what they refer to in the end, through the outputs of modules. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  /** Resources of the stack itself, `<type>.<name>`, with what each of their attributes refers to. */
  readonly references: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The provider configuration of each resource, `<type>.<name>`, where the plan names one. */
  readonly providerOf: ReadonlyMap<string, string>;
  /** Attributes as Terraform's language has them, by resource of the stack itself; to be compared, never shown. */
  readonly expressions: ReadonlyMap<string, JsonObject>;
  /** See {@link ephemeralAttributes}. */
  readonly ephemeral: ReadonlyMap<string, readonly string[]>;
}

/** What a provisioner does. */
export interface Command {
  /** `local-exec`. */
  readonly type: string;
  /** To be compared and hashed, never shown. */
  readonly expressions: JsonObject;
}

/** A data source, or an ephemeral resource. */
export interface Reading {
  readonly type: string;
  readonly isEphemeral: boolean;
  /** To be compared and hashed, never shown. */
  readonly expressions: JsonObject;
}

/** Reads a configuration; what is missing, or has another form, counts as nothing. @param variables of the plan */
export function readConfiguration(json: unknown, variables: unknown): Configuration {
  const { provider_config, root_module } = isObject(json) ? json : {};
  const root = isObject(root_module) ? root_module : {};
  const resources = resourcesOf(root);
  const own = resources.filter(({ isRoot }) => isRoot);
  return {
    providers: Object.entries(isObject(provider_config) ? provider_config : {})
      .flatMap(([key, provider]) => readProvider(key, provider, variables) ?? [])
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    commands: new Map(
      resources
        .map(({ address, body }) => [address, commandsOf(body)] as const)
        .filter(([, commands]) => commands.length > 0),
    ),
    readings: new Map(
      resources
        .filter(({ body }) => body.mode !== "managed")
        .map(({ address, body }) => [
          address,
          {
            type: String(body.type),
            isEphemeral: body.mode === "ephemeral",
            expressions: expressionsOf(body),
          },
        ]),
    ),
    outputs: new Map(
      Object.entries(isObject(root.outputs) ? root.outputs : {}).map(([name, output]) => [
        name,
        isObject(output) ? traced(output.expression, root) : [],
      ]),
    ),
    references: new Map(
      own.map(({ address, body }) => [
        address,
        new Map(Object.entries(expressionsOf(body)).map(([key, expression]) => [key, ownNames(expression)])),
      ]),
    ),
    providerOf: new Map(
      resources.flatMap(({ address, body }) =>
        typeof body.provider_config_key === "string" ? [[address, body.provider_config_key] as const] : [],
      ),
    ),
    expressions: new Map(own.map(({ address, body }) => [address, expressionsOf(body)])),
    ephemeral: ephemeralAttributes(root),
  };
}

interface ConfiguredResource {
  readonly address: string;
  readonly isRoot: boolean;
  readonly body: JsonObject;
}

const PREFIX: Readonly<Record<string, string>> = table({ data: "data.", ephemeral: "ephemeral." });

function resourcesOf(module: JsonObject, isRoot = true): readonly ConfiguredResource[] {
  const own = listOf(module.resources).flatMap((body) =>
    isIdentifier(body.type) && isIdentifier(body.name)
      ? [{ address: `${PREFIX[String(body.mode)] ?? ""}${body.type}.${body.name}`, isRoot, body }]
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

const expressionsOf = (body: JsonObject): JsonObject => (isObject(body.expressions) ? body.expressions : {});

const commandsOf = (body: JsonObject): readonly Command[] =>
  listOf(body.provisioners).map(({ type, expressions }) => ({
    type: isIdentifier(type) ? type : "provisioner",
    expressions: isObject(expressions) ? expressions : {},
  }));

const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
