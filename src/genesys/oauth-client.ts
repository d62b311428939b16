import { ref, TerraformIterator, type TerraformResourceLifecycle, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import type { UserGrantType } from "../core/permission";
import type { Generations } from "../core/rotation";
import { clientName } from "../core/stack";
import { literal } from "../terraform";
import { OauthClient, type OauthClientConfig } from "./bindings/oauth-client";
import { tokenLifetime } from "./token-lifetime";

/** What a client with client credentials may do: what a role allows, in divisions. Scopes mean nothing to it. */
export interface RoleInDivisions {
  readonly type: "client-credentials";
  readonly roleId: string;
  readonly divisionIds: readonly string[];
}

/** What a client that acts for a user may do: what the user may, within scopes. Roles mean nothing to it. */
export interface ScopesOfUser {
  readonly type: UserGrantType;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
}

/** Properties of an {@link OAuthClient}. */
export interface OAuthClientProps {
  /** Name of the clients; the generation is put behind it. */
  readonly name: string;
  readonly grant: RoleInDivisions | ScopesOfUser;
  /** One client exists for each live generation. */
  readonly generations: Generations;
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number | undefined;
  /**
   * How the provider hands each new secret over: in a directory, relative to Terraform's working directory, or in the state.
   * @default - not at all
   */
  readonly secret?: { readonly directory: string } | "state";
  /** What to do about a broken generation, as a sentence: Terraform says it. */
  readonly remedy: string;
}

/** `authorized_grant_type` of each grant, as the provider takes it. */
const GRANT_TYPES = {
  "client-credentials": "CLIENT-CREDENTIALS",
  code: "CODE",
  token: "TOKEN",
  "saml2-bearer": "SAML2BEARER",
} as const;

/**
 * The OAuth clients of one owner, one for each live generation. Those with client credentials come each with the
 * integration credential that holds its secret: the provider makes both in one create, so the secret passes by the state.
 *
 * One resource with `for_each` and not one address for each generation: after a half-failed emergency rotation,
 * a retry must still know that the integration is switched before the old client is destroyed.
 */
export class OAuthClient extends Construct {
  /** The resource itself, for what scopelock does not say. Its lifecycle keeps secrets alive: leave that as it is. */
  readonly resource: OauthClient;

  /** @throws {@link ScopelockError} `client/token-lifetime` when it is out of range. */
  constructor(scope: Construct, id: string, props: OAuthClientProps) {
    super(scope, id);
    const { grant, secret } = props;
    const generation = TerraformIterator.fromList(props.generations.live.map(String));
    const name = clientName(literal(props.name), generation.value);
    this.resource = new OauthClient(this, "client", {
      forEach: generation,
      name,
      authorizedGrantType: GRANT_TYPES[grant.type],
      accessTokenValiditySeconds: tokenLifetime(this, props.accessTokenValiditySeconds),
      ...(secret === "state" && { exposeClientSecret: true }),
      ...(typeof secret === "object" && { directoryClientSecret: secret.directory }),
      ...(grant.type === "client-credentials" ? credentialed(grant, name) : scoped(grant)),
      lifecycle: {
        // The new generation is made, stored and switched to before an old one goes.
        createBeforeDestroy: true,
        ...(typeof secret === "object" && { precondition: [directoryIsReady(secret.directory)] }),
        ...(grant.type === "client-credentials" ? immutable(props.remedy) : UPDATED_IN_PLACE),
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

/** An update would make the provider overwrite the credential's secret with "": a generation never changes. */
function immutable(remedy: string): TerraformResourceLifecycle {
  return {
    ignoreChanges: "all",
    postcondition: [
      {
        // The provider reports success when the credential was refused; the id is then null, not "".
        condition: "${try(length(self.integration_credential_id) > 0, false)}",
        errorMessage: `The integration credential of generation \${each.key} was not created. Vault and the integration stay on the last good generation. ${remedy}`,
      },
    ],
  };
}

/** Without a credential nothing is lost in an update. How the secret is handed over counts at creation only. */
const UPDATED_IN_PLACE = {
  ignoreChanges: ["directory_client_secret", "expose_client_secret"],
} satisfies TerraformResourceLifecycle;

/** Without the directory the provider would fall back to its working directory and only log that. */
function directoryIsReady(directory: string) {
  return {
    // Where a file lies in the directory's place, fileexists fails in words of its own.
    condition: `\${try(fileexists("${directory}/.ready"), false) && length(each.key) > 0}`,
    errorMessage:
      "The hand-off directory for new client secrets is missing on this machine. Synthesize here first (cdktf synth); synthesizeEnvironments in main.ts makes it then, or prepareHandoffs.",
  };
}

function credentialed({ roleId, divisionIds }: RoleInDivisions, name: string): Partial<OauthClientConfig> {
  return {
    description: "Managed by scopelock: one generation, immutable. Rotate to change it.",
    integrationCredentialName: name,
    roles: divisionIds.map((divisionId) => ({ roleId, divisionId })),
  };
}

function scoped({ scopes, redirectUris }: ScopesOfUser): Partial<OauthClientConfig> {
  return {
    description: "Managed by scopelock.",
    scopes: [...scopes],
    ...(redirectUris.length > 0 && { registeredRedirectUris: [...redirectUris] }),
  };
}
