import { ref, TerraformIterator, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { clientName } from "../core/names";
import { ACCESS_TOKEN_VALIDITY_SECONDS, type Generations } from "../core/rotation";
import { OauthClient } from "./bindings/oauth-client";
import { literal } from "./literal";

/** Properties of an {@link OAuthClient}. */
export interface OAuthClientProps {
  /** Name of the clients; the generation is put behind it. */
  readonly name: string;
  readonly roleId: string;
  readonly divisionId: string;
  /** One client exists for each live generation. */
  readonly generations: Generations;
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number;
  /** Directory the provider hands each new secret over in, relative to Terraform's working directory. */
  readonly handoffDirectory: string;
  /** What to do about a broken generation, as a sentence: Terraform says it. */
  readonly remedy: string;
}

/**
 * The client-credentials clients of an integration, one for each live generation, each with the integration
 * credential that holds its secret. The provider makes both in one create, so the secret passes by the state.
 *
 * One resource with `for_each` and not one address for each generation: after a half-failed emergency rotation,
 * a retry must still know that the integration is switched before the old client is destroyed.
 */
export class OAuthClient extends Construct {
  private readonly resource: OauthClient;

  constructor(scope: Construct, id: string, props: OAuthClientProps) {
    super(scope, id);
    const generation = TerraformIterator.fromList(props.generations.live.map(String));
    const name = clientName(literal(props.name), generation.value);
    this.resource = new OauthClient(this, "client", {
      forEach: generation,
      name,
      description: "Managed by scopelock: one generation, immutable. Rotate to change it.",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      accessTokenValiditySeconds: props.accessTokenValiditySeconds ?? ACCESS_TOKEN_VALIDITY_SECONDS.default,
      integrationCredentialName: name,
      directoryClientSecret: props.handoffDirectory,
      roles: [{ roleId: props.roleId, divisionId: props.divisionId }],
      lifecycle: {
        // The new generation is made, stored and switched to before an old one goes.
        createBeforeDestroy: true,
        // An update would make the provider overwrite the credential's secret with "": a generation never changes.
        ignoreChanges: "all",
        precondition: [
          {
            // Without the directory the provider would fall back to its working directory and only log that.
            condition: `\${fileexists("${props.handoffDirectory}/.ready") && length(each.key) > 0}`,
            errorMessage:
              "The hand-off directory for new client secrets is missing on this machine. Synthesize here first (cdktf synth); it is made then.",
          },
        ],
        postcondition: [
          {
            // The provider reports success when the credential was refused; the id is then null, not "".
            condition: "${try(length(self.integration_credential_id) > 0, false)}",
            errorMessage: `The integration credential of generation \${each.key} was not created. Vault and the integration stay on the last good generation. ${props.remedy}`,
          },
        ],
      },
    });
  }

  /** Every live generation's client, for a `forEach` over them. */
  each(): ReturnType<typeof TerraformIterator.fromResources> {
    return TerraformIterator.fromResources(this.resource);
  }

  /** Reference to the client id of one generation. */
  clientId(generation: number): string {
    return Token.asString(this.attribute(generation, "client_id"));
  }

  /** Reference to the id of the integration credential of one generation. */
  integrationCredentialId(generation: number): string {
    return Token.asString(this.attribute(generation, "integration_credential_id"));
  }

  /** Address of the resource, to be used inside expressions. */
  get address(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }

  private attribute(generation: number, attribute: string) {
    return ref(`${this.address}["${generation}"].${attribute}`, TerraformStack.of(this));
  }
}
