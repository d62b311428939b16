import { type Diagnostic, isObject, type JsonObject } from "../core/diagnostic";
import { type Block, blocksOf, named } from "../core/terraform";

/** A message about a construct, from its synthesis. */
export interface Finding extends Pick<Diagnostic, "severity" | "what"> {
  readonly severity: "error" | "warning";
  /** Path of the construct. */
  readonly where: string;
}

/** What a {@link Synthesized} is made of. */
export interface SynthesizedParts {
  readonly name: string;
  readonly json: JsonObject;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Finding[];
  readonly errors: readonly Finding[];
}

/** What Terraform is given of a stack, or of one construct in it, and the messages of its synthesis. */
export class Synthesized {
  /** Path of what was synthesized. */
  readonly name: string;
  /** The configuration, without cdktf's own metadata (version, construct paths, unique ids). */
  readonly json: JsonObject;
  /** Values of the outputs, by the path of their construct below what was synthesized. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Annotations. */
  readonly warnings: readonly Finding[];
  /** Failed validations, and annotations at error level: `cdktf synth` refuses each of them. */
  readonly errors: readonly Finding[];

  constructor(parts: SynthesizedParts) {
    this.name = parts.name;
    this.json = parts.json;
    this.outputs = parts.outputs;
    this.warnings = parts.warnings;
    this.errors = parts.errors;
  }

  /** Attributes of every resource of a type, for example `vault_policy`. */
  resources(type: string): readonly JsonObject[] {
    return attributes(this.json.resource, type);
  }

  /** Attributes of every data source of a type. */
  dataSources(type: string): readonly JsonObject[] {
    return attributes(this.json.data, type);
  }

  /**
   * Attributes of the only resource of a type.
   * @throws Error when there is none, or more than one.
   */
  resource(type: string): JsonObject {
    return only(this.resources(type), `${type} in ${this.name}`);
  }

  /**
   * Attributes of the only data source of a type.
   * @throws Error when there is none, or more than one.
   */
  dataSource(type: string): JsonObject {
    return only(this.dataSources(type), `data.${type} in ${this.name}`);
  }

  /** Everything in the configuration that has an address, providers included. */
  get blocks(): readonly Block[] {
    return blocksOf(this.json);
  }
}

const attributes = (kind: unknown, type: string) =>
  named(isObject(kind) ? kind[type] : undefined).map(([, body]) => body);

function only(found: readonly JsonObject[], what: string): JsonObject {
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`There should be one ${what}; there are ${found.length}.`);
  return first;
}
