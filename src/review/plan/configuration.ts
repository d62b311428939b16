import { isObject, type JsonObject, record, table } from "../../core/diagnostic";
import { ephemeralAttributes } from "./ephemeral";
import { isIdentifier } from "./identifier";
import { readProvider } from "./provider-settings";
import { ownNames, traced } from "./references";

/**
 * What is read of a plan's configuration: names, and which resource refers to which. No value is shown. Source:
 * Terraform's JSON output format, "Configuration Representation".
 */
export type Configuration = ReturnType<typeof readConfiguration>;

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
export function readConfiguration(json: unknown, variables: unknown) {
  const { provider_config, root_module } = record(json);
  const root = record(root_module);
  const resources = resourcesOf(root);
  const own = resources.filter(({ isRoot }) => isRoot);
  /** Of each resource, `<type>.<name>`, that has it. */
  const byAddress = <T>(all: typeof resources, of: (body: JsonObject) => T | undefined) =>
    new Map(
      all.flatMap(({ address, body }): [string, T][] => {
        const found = of(body);
        return found === undefined ? [] : [[address, found]];
      }),
    );
  return {
    providers: Object.entries(record(provider_config))
      .flatMap(([key, provider]) => readProvider(key, provider, variables) ?? [])
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    /** Resources that run commands, with what Terraform's language says of them. */
    commands: byAddress(resources, commandsOf),
    /** Data sources and ephemeral resources. */
    readings: byAddress(resources, (body): Reading | undefined =>
      body.mode === "managed"
        ? undefined
        : {
            type: String(body.type),
            isEphemeral: body.mode === "ephemeral",
            expressions: record(body.expressions),
          },
    ),
    /** Names of outputs, with what they refer to in the end, through the outputs of modules. */
    outputs: new Map(
      Object.entries(record(root.outputs)).map(([name, output]) => [
        name,
        isObject(output) ? traced(output.expression, root) : [],
      ]),
    ),
    /** Resources of the stack itself, with what each of their attributes refers to. */
    references: byAddress(
      own,
      ({ expressions }) =>
        new Map(Object.entries(record(expressions)).map(([key, expression]) => [key, ownNames(expression)])),
    ),
    /** The provider configuration of each resource, where the plan names one. */
    providerOf: byAddress(resources, ({ provider_config_key: key }) =>
      typeof key === "string" ? key : undefined,
    ),
    /** Attributes as Terraform's language has them, of resources of the stack itself; to be compared, never shown. */
    expressions: byAddress(own, ({ expressions }) => record(expressions)),
    /** See {@link ephemeralAttributes}. */
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
  const calls = Object.values(record(module.module_calls));
  return [
    ...own,
    ...calls.flatMap((call) =>
      isObject(call) && isObject(call.module) ? resourcesOf(call.module, false) : [],
    ),
  ];
}

function commandsOf({ provisioners }: JsonObject): readonly Command[] | undefined {
  const commands = listOf(provisioners).map(({ type, expressions }) => ({
    type: isIdentifier(type) ? type : "provisioner",
    expressions: record(expressions),
  }));
  return commands.length > 0 ? commands : undefined;
}

const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
