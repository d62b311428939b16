import type { Construct } from "constructs";
import type { Endpoints } from "../core/request";
import { Generations } from "../core/rotation";
import { readerPolicyName } from "../core/stack";
import { type OAuthClient, type OAuthClientProps, providerEndpoints } from "../genesys";
import { defaultHandoffDirectory, Handoff, HandoffGuard } from "../handoff";
import { warn } from "../rules/synth";
import { type IVaultMount, MountCheck, Secret, type SecretAccess, VaultReader } from "../vault";

/** Where the secret of an OAuth client is kept, and who reads it. */
export interface ClientSecretProps {
  /**
   * Live generations of the OAuth client, and the current one.
   * @default Generations.first()
   */
  readonly generations?: Generations;
  /** Where the secret is written. */
  readonly mount: IVaultMount;
  /**
   * Where a reader of the secret gets tokens and calls the API.
   * @default - those of the region that the stack's genesyscloud provider names
   */
  readonly endpoints?: Endpoints;
  /**
   * Who reads the secret in Vault; `secret.grantRead(reader)` adds one later.
   * @default - one policy, `<environment>-<id>-reader`
   */
  readonly readers?: readonly VaultReader[];
  /**
   * How a new secret gets from the provider to Vault.
   * @default Handoff.vaultOnly()
   */
  readonly handoff?: Handoff;
  /**
   * Where new client secrets pass through; see `prepareHandoffs`.
   * @default - `.scopelock/handoff/<stack>` beside the synthesized output
   */
  readonly handoffDirectory?: string;
}

/** What to do about a broken generation, as a sentence. */
export function remedyFor(environment: string): string {
  return `Replace this one: run "scopelock rotate ${environment} --heal", then deploy.`;
}

/** The way of a client's secret into Vault, decided before the client is made. */
export class ClientSecret {
  /** How the client hands its secret over. */
  readonly source: NonNullable<OAuthClientProps["secret"]>;
  readonly mode: Handoff["mode"];
  readonly generations: Generations;
  readonly endpoints: Endpoints;

  /** @throws {@link ScopelockError} `endpoints/unknown` when neither the properties nor the stack's provider name them. */
  constructor(
    private readonly scope: Construct,
    private readonly environment: string,
    private readonly props: ClientSecretProps,
  ) {
    const { mode } = props.handoff ?? Handoff.vaultOnly();
    this.mode = mode;
    this.generations = props.generations ?? Generations.first();
    this.endpoints = props.endpoints ?? providerEndpoints(scope);
    this.source =
      mode === "terraform-state"
        ? "state"
        : { directory: props.handoffDirectory ?? defaultHandoffDirectory(scope) };
    if (mode === "terraform-state")
      warn(scope, {
        id: "handoff/terraform-state",
        severity: "warning",
        what: "The client secret passes through Terraform's state: it stands there, and in every saved plan, as plain text.",
        fix: "Use Handoff.vaultOnly(), the default; or restrict state and plans to people who may use the client.",
      });
  }

  /** Writes the current generation's secret to Vault and lets its readers in. @param name below the mount */
  store(client: OAuthClient, name: string, access: SecretAccess): Secret {
    const { scope, source } = this;
    const remedy = remedyFor(this.environment);
    const { mount, readers = [VaultReader.policy(readerPolicyName(access.environment, access.id))] } =
      this.props;
    const { current } = this.generations;
    MountCheck.of(scope, mount);
    const guard =
      source === "state" ? undefined : new HandoffGuard(scope, "handoff", { client, ...source, remedy });
    const secretExpression = guard
      ? `file(${guard.file(current)})`
      : `${client.address}["${current}"].client_secret`;
    const secret = new Secret(scope, "secret", {
      mount: mount.reference,
      namespace: mount.namespace,
      name,
      fieldsExpression: this.fields(client, secretExpression),
      generation: current,
      source: guard ? { handedOverExpression: guard.handedOver(current) } : { secretExpression },
      remedy,
      access,
    });
    guard?.sweepAfter(secret.proof);
    for (const reader of readers) secret.grantRead(reader);
    return secret;
  }

  /** What a reader finds, as an expression. */
  private fields(client: OAuthClient, secretExpression: string): string {
    const fields = [
      `client_id = ${client.address}["${this.generations.current}"].client_id`,
      `client_secret = ${secretExpression}`,
      `token_url = ${JSON.stringify(this.endpoints.tokenUrl)}`,
      `api_url = ${JSON.stringify(this.endpoints.apiUrl)}`,
    ];
    return `{ ${fields.join(", ")} }`;
  }
}
