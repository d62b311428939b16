import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { Derivation } from "../core/derivation";
import { type ClientModel, secretRules } from "../core/stack";
import { OAuthClient } from "../genesys";
import { warn } from "../rules/synth";
import { literal } from "../terraform";
import type { Secret } from "../vault";
import { type ClientDescription, describeClient } from "./client-description";
import { prepareStack, registerOwner } from "./client-owner";
import type { UserGrantClientProps } from "./client-props";
import { ClientSecret, remedyFor } from "./client-secret";
import { checkedId } from "./construct-id";

/**
 * An OAuth client that acts for users: authorization code, implicit, or SAML 2.0 bearer. Its scopes are derived from what it
 * calls; its users need the permissions besides. Unlike the client of an integration it is changed in place.
 */
export class UserGrantClient extends Construct {
  /** The scopes, and because of which call; of stated ones, no call is known. `permissions` are what its users need. */
  readonly derivation: Derivation | undefined;
  /** Sorted. */
  readonly scopes: readonly string[];
  /** The OAuth clients, one for each live generation. */
  readonly oauthClient: OAuthClient;
  /** The secret in Vault; `undefined` when no secret is kept. */
  readonly secret: Secret | undefined;
  private readonly description: ClientDescription;

  /**
   * @throws {@link ScopelockError} `client/id`, `client/environment` when the id or the environment is not usable in a Vault
   * path, or the id is taken in the scope, `client/redirect-uri`, `client/token-lifetime`, `scope/because` for stated scopes without a reason, `scope/unknown`
   * for a call of an API family whose scope is not known, `endpoints/unknown`, `reader/differs`, `synth/hcl`, and whatever
   * {@link derive} throws. At synthesis: `names/collision` when another construct of the app writes the same names.
   */
  constructor(scope: Construct, id: string, props: UserGrantClientProps) {
    super(scope, checkedId(scope, id, "client/id"));
    prepareStack(this);
    const description = describeClient(this, id, props);
    const { environment, derivation, scopes, generations, paths } = description;
    this.description = description;
    this.derivation = derivation;
    this.scopes = scopes;
    for (const doubt of description.doubts) warn(this, doubt);

    // Before the client: it decides how the client hands its secret over.
    const clientSecret = props.secret && new ClientSecret(this, environment, props.secret);
    this.oauthClient = new OAuthClient(this, "client", {
      name: description.ownedName,
      grant: {
        type: props.grant.type,
        scopes: scopes.map(literal),
        redirectUris: [...props.grant.redirectUris].sort().map(literal),
      },
      generations,
      accessTokenValiditySeconds: props.accessTokenValiditySeconds,
      ...(clientSecret && { secret: clientSecret.source }),
      remedy: remedyFor(environment),
    });
    this.secret =
      paths &&
      clientSecret?.store(this.oauthClient, paths.secret, { environment, id, rules: secretRules(paths) });

    registerOwner(this, "clients", {
      model: () => this.model,
      secret: this.secret,
      mount: props.secret?.mount,
      derivation,
      facts: () => ({
        live: generations.live,
        handoff: clientSecret?.mode,
        endpoints: clientSecret?.endpoints,
        client: this.model,
      }),
    });
    new TerraformOutput(this, "scopes", {
      description: `What ${id} may ask for in the name of a user, and because of which call`,
      value: { scopes: scopes.map(literal), because: description.because.map(literal) },
    });
  }

  /** What commands know of it; they read it from the synthesized stack. */
  get model(): ClientModel {
    return this.description.model(this.secret);
  }
}
