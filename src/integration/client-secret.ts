import type { Construct } from "constructs";
import type { Endpoints } from "../core/request";
import type { Generations } from "../core/rotation";
import type { OAuthClient, OAuthClientProps } from "../genesys";
import { defaultHandoffDirectory, Handoff, HandoffGuard } from "../handoff";
import { warn } from "../rules/synth";
import { type IVaultMount, MountCheck, Secret, type VaultReader } from "../vault";

/** Where the secret of an OAuth client is kept, and who reads it. */
export interface ClientSecretProps {
  /** Live generations of the OAuth client, and the current one. */
  readonly generations: Generations;
  /** Where the secret is written. */
  readonly mount: IVaultMount;
  /** Where a reader of the secret gets tokens and calls the API. */
  readonly endpoints: Endpoints;
  /**
   * Who reads the secret in Vault.
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

  constructor(
    private readonly scope: Construct,
    private readonly environment: string,
    private readonly props: ClientSecretProps,
  ) {
    const { mode } = props.handoff ?? Handoff.vaultOnly();
    this.mode = mode;
    this.source =
      mode === "terraform-state"
        ? "state"
        : { directory: props.handoffDirectory ?? defaultHandoffDirectory(scope) };
    if (mode === "terraform-state")
      warn(scope, {
        id: "handoff/terraform-state",
        severity: "warning",
        what: "The client secret passes through Terraform's state: it stands there, and in every saved plan, as plain text.",
        fix: "Use Handoff.vaultOnly(), the default; or let nobody read state and plans who must not use the client.",
      });
  }

  /** Writes the current generation's secret to Vault. @param name below the mount */
  store(client: OAuthClient, name: string): Secret {
    const { scope, source } = this;
    const remedy = remedyFor(this.environment);
    const { mount, endpoints, generations } = this.props;
    const { current } = generations;
    MountCheck.of(scope, mount);
    const instance = `${client.address}["${current}"]`;
    const guard =
      source === "state" ? undefined : new HandoffGuard(scope, "handoff", { client, ...source, remedy });
    const secretExpression = guard ? `file(${guard.file(current)})` : `${instance}.client_secret`;
    const fields = [
      `client_id = ${instance}.client_id`,
      `client_secret = ${secretExpression}`,
      `token_url = ${JSON.stringify(endpoints.tokenUrl)}`,
      `api_url = ${JSON.stringify(endpoints.apiUrl)}`,
    ];
    const secret = new Secret(scope, "secret", {
      mount: mount.reference,
      namespace: mount.namespace,
      name,
      fieldsExpression: `{ ${fields.join(", ")} }`,
      generation: current,
      source: guard ? { handedOverExpression: guard.handedOver(current) } : { secretExpression },
      remedy,
    });
    guard?.sweepAfter(secret.proof);
    return secret;
  }
}
