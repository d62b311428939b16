import type { Attributes } from "./value";

/** Why a provider could not do what it was told. Its message is what Terraform shows. */
export class ProviderError extends Error {
  constructor(
    summary: string,
    readonly detail = "",
    /** What is recorded in state all the same. @default - what was there before */
    readonly recorded?: Attributes,
  ) {
    super(summary);
  }
}

/** What is wrong with a configuration. */
export interface Problem {
  readonly attribute: string;
  readonly message: string;
}

/** A resource type: what drives the API, and how its attributes behave where the schema does not say. */
export interface Resource<Client> {
  /** Values of optional attributes that are not set. @default - none */
  readonly defaults?: Attributes;
  /** Attributes whose change replaces the object. @default - none */
  readonly forceNew?: readonly string[];
  /** Attributes that hold JSON, compared by meaning. @default - none */
  readonly json?: readonly string[];
  /** Blocks that are computed, which no schema can say: where nobody configures one, the state's stays. @default - none */
  readonly computedBlocks?: readonly string[];
  /** Computed attributes that a change of the planned object makes unknown. @default - none */
  changes?(prior: Attributes, planned: Attributes): readonly string[];
  /** Checks known values of a configuration. @default - nothing to check */
  validate?(config: Attributes): readonly Problem[];
  /** Makes the object; resolves to its attributes. `config` alone holds the write-only ones. */
  create(client: Client, planned: Attributes, config: Attributes): Promise<Attributes>;
  /** The object as it is; `null` when it is gone. */
  read(client: Client, state: Attributes): Promise<Attributes | null>;
  update(client: Client, prior: Attributes, planned: Attributes, config: Attributes): Promise<Attributes>;
  delete(client: Client, state: Attributes): Promise<void>;
}

/** A data source: reads. */
export type DataSource<Client> = (client: Client, config: Attributes) => Promise<Attributes>;

/** A provider: how to connect, and what it has. */
export interface Provider<Client> {
  /** Without a registry's host, for example `hashicorp/vault`. */
  readonly address: string;
  /** File of the recorded schema. */
  readonly schemaFile: string;
  connect(config: Attributes): Promise<Client>;
  readonly resources: Readonly<Record<string, Resource<Client>>>;
  readonly dataSources: Readonly<Record<string, DataSource<Client>>>;
}

/** An attribute that is a text, or "" when it is not set. */
export function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === "string" ? value : "";
}

/** The elements of a list, a set or a block. */
export function elements<T = Attributes>(attributes: Attributes, name: string): T[] {
  const value = attributes[name];
  return Array.isArray(value) ? (value as T[]) : [];
}
