import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { packageRoot } from "scopelock/sandbox-support";
import { sandboxRoot } from "../../package-root";
import { plan, settle } from "./plan";
import { type Provider, ProviderError, type Resource } from "./resource";
import { conform, type ProviderSchema, type Schema, schemaMessage } from "./schema";
import { type Attributes, type DynamicValue, known, read, write } from "./value";

/** A request's fields, as they travel. */
interface Message {
  readonly [field: string]: unknown;
}
type Handler = (request: Message) => Promise<object> | object;

/** As the real providers: built with the SDK, which tolerates what a strict provider must not answer. */
const LEGACY = { legacy_type_system: true };

/** One provider behind Terraform's plugin protocol. Keeps nothing of its own: every answer comes from the API. */
export class ProviderServer<Client> {
  private readonly schema: ProviderSchema;
  private client: Client | undefined;
  private readonly server = new Server({ "grpc.max_receive_message_length": -1 });

  constructor(private readonly provider: Provider<Client>) {
    const file = JSON.parse(readFileSync(join(packageRoot(), "schemas", provider.schemaFile), "utf8"));
    // As Terraform prints them: by the address in its own registry.
    this.schema = file.provider_schemas[`registry.terraform.io/${provider.address}`];
  }

  /**
   * Serves on a unix socket; resolves to what Terraform must be told to attach.
   * @param credentials @default - none, as for what is attached
   * @param shutdown what Terraform asks of a provider that it started, or kills it for after 2 s @default - it did not start this one
   */
  async listen(
    socket: string,
    credentials = ServerCredentials.createInsecure(),
    shutdown?: () => void,
  ): Promise<object> {
    this.server.addService(service(), guarded(this.handlers()));
    if (shutdown) this.server.addService(CONTROLLER, { Shutdown: shutdown });
    await new Promise<void>((resolve, reject) =>
      this.server.bindAsync(`unix:${socket}`, credentials, (error) => (error ? reject(error) : resolve())),
    );
    // Without the Pid of a living process Terraform gives every request up a second after it has attached (go-plugin looks
    // for Pid 0). Test: true, so that it does not kill the process when it is done.
    return {
      Protocol: "grpc",
      ProtocolVersion: 5,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: socket },
    };
  }

  close(): void {
    this.server.forceShutdown();
  }

  private handlers(): Record<string, Handler> {
    const schemaOf = (request: Message): Schema =>
      this.schema.resource_schemas[String(request.type_name)] as Schema;
    const valueIn = (request: Message, field: string) => read(request[field] as DynamicValue);
    const messages = (schemas: Readonly<Record<string, Schema>>) =>
      Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaMessage(schema)]));
    // Built once: gRPC serialises it anew for every call as it is.
    const everything = {
      provider: schemaMessage(this.schema.provider),
      resource_schemas: messages(this.schema.resource_schemas),
      data_source_schemas: messages(this.schema.data_source_schemas),
      server_capabilities: { get_provider_schema_optional: true },
    };

    return {
      GetSchema: () => everything,
      PrepareProviderConfig: (request) => ({ prepared_config: request.config }),
      Configure: async (request) => {
        this.client = await this.provider.connect((known(valueIn(request, "config")) ?? {}) as Attributes);
        return {};
      },
      ValidateResourceTypeConfig: (request) => {
        const config = valueIn(request, "config") ?? {};
        const problems = this.provider.resources[String(request.type_name)]?.validate?.(config) ?? [];
        return {
          diagnostics: problems.map(({ attribute, message }) => ({
            severity: 1,
            summary: message,
            attribute: path(attribute),
          })),
        };
      },
      ValidateDataSourceConfig: () => ({}),
      UpgradeResourceState: (request) => {
        const raw = (request.raw_state as { json: Uint8Array }).json;
        const state = JSON.parse(Buffer.from(raw).toString("utf8")) as Attributes;
        return { upgraded_state: write(conform(schemaOf(request).block, state)) };
      },
      ReadResource: async (request) => {
        const { block } = schemaOf(request);
        const before = valueIn(request, "current_state") ?? {};
        const now = await this.resource(request).read(this.connected(), before);
        return { new_state: write(now && settle(block, before, conform(block, now), "refresh")) };
      },
      PlanResourceChange: (request) => {
        const proposed = valueIn(request, "proposed_new_state");
        if (proposed === null) return { planned_state: write(null), ...LEGACY };
        const config = valueIn(request, "config") ?? {};
        const resource = this.resource(request) as Resource<never>;
        const prior = valueIn(request, "prior_state");
        const { state, replaces } = plan(schemaOf(request).block, resource, prior, proposed, config);
        return { planned_state: write(state), requires_replace: replaces.map(path), ...LEGACY };
      },
      ApplyResourceChange: (request) => this.apply(request, schemaOf(request), valueIn),
      ImportResourceState: async (request) => {
        const { block } = schemaOf(request);
        const found = await this.resource(request).read(this.connected(), { id: request.id });
        if (!found) throw new ProviderError(`There is no ${request.type_name} ${request.id}`);
        return {
          imported_resources: [{ type_name: request.type_name, state: write(conform(block, found)) }],
        };
      },
      ReadDataSource: async (request) => {
        const name = String(request.type_name);
        const source = this.provider.dataSources[name];
        if (!source) throw notImplemented(name);
        const { block } = this.schema.data_source_schemas[name] as Schema;
        return {
          state: write(conform(block, await source(this.connected(), valueIn(request, "config") ?? {}))),
        };
      },
      Stop: () => ({}),
    };
  }

  private async apply(
    request: Message,
    { block }: Schema,
    valueIn: (request: Message, field: string) => Attributes | null,
  ): Promise<object> {
    const resource = this.resource(request);
    const [prior, planned] = [valueIn(request, "prior_state"), valueIn(request, "planned_state")];
    const config = valueIn(request, "config") ?? {};
    const record = (attributes: Attributes | null) =>
      write(attributes && conform(block, known(attributes) as Attributes));
    try {
      if (planned === null) {
        if (prior) await resource.delete(this.connected(), prior);
        return { new_state: record(null), ...LEGACY };
      }
      const wanted = known(planned) as Attributes;
      const made = prior
        ? await resource.update(this.connected(), prior, wanted, config)
        : await resource.create(this.connected(), wanted, config);
      // Against the plan with its unknowns: those take whatever was made, an empty text too.
      const state = settle(block, planned, conform(block, { ...wanted, ...made }), "apply");
      return { new_state: record(state), ...LEGACY };
    } catch (error) {
      // What is there is recorded with the error, so that nothing that was made gets lost.
      const recorded = error instanceof ProviderError ? error.recorded : undefined;
      return { new_state: record(recorded ?? prior), diagnostics: [diagnostic(error)], ...LEGACY };
    }
  }

  private resource(request: Message): Resource<Client> {
    const name = String(request.type_name);
    const resource = this.provider.resources[name];
    if (!resource) throw notImplemented(name);
    return resource;
  }

  private connected(): Client {
    if (this.client === undefined) throw new ProviderError("The provider is not configured");
    return this.client;
  }
}

function notImplemented(name: string): ProviderError {
  return new ProviderError(
    `${name} is not implemented by the sandbox's provider stand-in`,
    "Only what scopelock's own resources need is. Use the real provider (--providers real).",
  );
}

const path = (attribute: string) => ({ steps: [{ attribute_name: attribute }] });

function diagnostic(error: unknown): object {
  const summary = error instanceof Error ? error.message : String(error);
  return { severity: 1, summary, detail: error instanceof ProviderError ? error.detail : "" };
}

/** Answers a failure as a diagnostic: Terraform shows it with the resource. */
const asItIs = (bytes: Buffer) => bytes;

/** Source: hashicorp/go-plugin, internal/plugin/grpc_controller.proto and client.go (`Kill`). Its messages are empty. */
const CONTROLLER: ServiceDefinition = {
  Shutdown: {
    path: "/plugin.GRPCController/Shutdown",
    requestStream: false,
    responseStream: false,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  },
};

function guarded(handlers: Record<string, Handler>) {
  type Callback = (error: object | null, response?: object) => void;
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (call: { request: Message }, callback: Callback) => {
        Promise.resolve()
          .then(() => handler(call.request))
          .catch((error: unknown) => ({ diagnostics: [diagnostic(error)] }))
          .then((response) => callback(null, response))
          .catch((error: Error) => callback({ code: status.INTERNAL, message: error.message }));
      },
    ]),
  );
}

function service(): ServiceDefinition {
  const definition = loadSync(join(sandboxRoot(), "tfplugin5.proto"), {
    keepCase: true,
    longs: Number,
  });
  const { tfplugin5 } = loadPackageDefinition(definition) as unknown as {
    tfplugin5: { Provider: { service: ServiceDefinition } };
  };
  return tfplugin5.Provider.service;
}
