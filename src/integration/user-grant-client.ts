import { TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Call } from "../core/action";
import { Catalog } from "../core/catalog";
import { type Derivation, derive } from "../core/derivation";
import { ScopelockError } from "../core/diagnostic";
import { Generations } from "../core/rotation";
import {
  type DeployedClient,
  ownedName,
  partRefusal,
  redirectUriRefusal,
  secretPaths,
  secretRules,
} from "../core/stack";
import { OAuthClient } from "../genesys";
import { declareOwner, warn } from "../rules/synth";
import { literal, refuseHcl } from "../terraform";
import { Readers, type Secret } from "../vault";
import { ClientSecret, type ClientSecretProps, remedyFor } from "./client-secret";
import { freeId } from "./free-id";
import { takeNames } from "./name-registry";
import { allowProviders } from "./providers";
import type { UserGrant } from "./user-grant";

/** Scopes that are stated by hand. Shows up in every review. */
export interface StatedScopes {
  /** In the words of Genesys Cloud, for example `users:readonly`. */
  readonly names: readonly [string, ...string[]];
  /** The reason, as a sentence. */
  readonly because: string;
}

/** What a client of every user grant has. */
interface CommonProps {
  /** Name of the environment; part of every name and path, so that environments never meet. */
  readonly environment: string;
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number;
  /**
   * @default Catalog.load(), the embedded one
   */
  readonly catalog?: Catalog;
}

/** What the scopes follow from. */
type ScopesFrom =
  | {
      /** What the application calls: data actions, or bare requests. The scopes follow from these. */
      readonly calls: readonly [Call, ...Call[]];
      readonly scopes?: never;
    }
  | {
      readonly calls?: never;
      /** In place of derivation, with the reason. */
      readonly scopes: StatedScopes;
    };

/** The grant, and whether the client has a secret that somebody uses. */
type GrantAndSecret =
  | {
      readonly grant: UserGrant<"code">;
      /**
       * Where the secret is kept.
       * @default - nowhere: the application is public and uses PKCE, and a secret in it would be everybody's
       */
      readonly secret?: ClientSecretProps;
    }
  | { readonly grant: UserGrant<"token">; readonly secret?: never }
  | { readonly grant: UserGrant<"saml2-bearer">; readonly secret: ClientSecretProps };

/** Properties of a {@link UserGrantClient}. */
export type UserGrantClientProps = CommonProps & ScopesFrom & GrantAndSecret;

/** A client without a secret has nothing to rotate. */
const ONE_GENERATION = Generations.of({ live: [1], current: 1 });

/**
 * An OAuth client that acts for users: authorization code, implicit, or SAML 2.0 bearer. Its scopes are derived from what it
 * calls; its users need the permissions besides. Unlike the client of an integration it is changed in place.
 */
export class UserGrantClient extends Construct {
  /** The scopes, and because of which call; of stated ones, no call is known. `permissions` are what its users need. */
  readonly derivation: Derivation | undefined;
  /** Sorted. */
  readonly scopes: readonly string[];
  /** What is deployed; commands read it from the synthesized stack. */
  readonly deployed: DeployedClient;
  readonly client: OAuthClient;
  /** `undefined` when nobody uses it. */
  readonly secret: Secret | undefined;

  /**
   * @throws {@link ScopelockError} `client/id`, `client/environment` when the id or the environment is not usable in a Vault
   * path, or the id is taken in the scope, `client/redirect-uri`, `client/token-lifetime`, `scope/because` for stated scopes without a reason, `scope/unknown`
   * for a call of an API family whose scope is not known, `reader/differs`, `synth/hcl`, and whatever {@link derive} throws. At synthesis:
   * `names/collision` when another construct of the app writes the same names.
   */
  constructor(scope: Construct, id: string, props: UserGrantClientProps) {
    super(scope, freeId(scope, id, "client/id"));
    refuseHcl(this);
    allowProviders(this);
    const { environment, grant, secret } = props;
    check(this.node.path, id, environment, grant.redirectUris);
    this.derivation =
      props.calls && derive(props.calls, props.catalog ?? Catalog.load(), { grant: grant.type });
    this.scopes = [...new Set(this.derivation?.scopes ?? this.stated(props.scopes as StatedScopes))].sort();

    const generations = secret?.generations ?? ONE_GENERATION;
    const clientSecret = secret && new ClientSecret(this, environment, secret);
    this.client = new OAuthClient(this, "client", {
      name: ownedName(environment, id),
      grant: {
        type: grant.type,
        scopes: this.scopes.map(literal),
        redirectUris: [...grant.redirectUris].sort().map(literal),
      },
      generations,
      accessTokenValiditySeconds: props.accessTokenValiditySeconds,
      ...(clientSecret && { secret: clientSecret.source }),
      remedy: remedyFor(environment),
    });
    const { mount } = secret ?? {};
    const paths = mount && secretPaths(mount.path, environment, id);
    this.secret = paths && clientSecret?.store(this.client, paths.secret);

    this.deployed = {
      environment,
      id,
      grant: grant.type,
      scopes: this.scopes,
      ...(mount &&
        paths && {
          secret: {
            mount: {
              path: mount.path,
              managed: mount.managed,
              ...(mount.namespace !== undefined && { namespace: mount.namespace }),
            },
            generation: generations.current,
            ...Readers.of(this).admit({
              environment,
              id,
              namespace: mount.namespace,
              rules: secretRules(paths),
              readers: secret?.readers,
            }),
          },
        }),
    };
    takeNames(this, this.deployed, mount, this.deployed.secret);
    declareOwner(
      this,
      { live: generations.live, handoff: clientSecret?.mode, client: this.deployed },
      this.derivation,
    );

    new TerraformOutput(this, "scopes", {
      description: `What ${id} may ask for in the name of a user, and because of which call`,
      value: {
        scopes: this.scopes.map(literal),
        because: this.derivation?.evidence.map(({ action, operation }) =>
          literal(`${action}: ${operation?.id}`),
        ) ?? [literal(`stated by hand: ${props.scopes?.because}`)],
      },
    });
    TerraformStack.of(this).addOverride(`//.scopelock.clients.${id}`, JSON.stringify(this.deployed));
  }

  private stated({ names, because }: StatedScopes): readonly string[] {
    if ((because?.trim() ?? "") === "")
      throw new ScopelockError({
        id: "scope/because",
        what: "Scopes are stated by hand, without a reason.",
        where: this.node.path,
        why: "They take the place of derivation, and every review shows them.",
        fix: 'Add because: "...", or name what is called ("calls") to have them derived.',
      });
    warn(this, {
      id: "scope/stated",
      severity: "warning",
      what: `The scopes ${names.join(", ")} are stated by hand, and not derived: ${because}`,
      fix: 'Name what is called ("calls") to have them derived.',
    });
    return names;
  }
}

function check(where: string, id: string, environment: string, redirectUris: readonly string[]): void {
  const refusals = [
    partRefusal("a client", id, "client/id"),
    partRefusal("an environment", environment, "client/environment"),
    ...redirectUris.map(redirectUriRefusal),
  ].flatMap((refusal) => (refusal ? [{ ...refusal, where }] : []));
  const [first, ...others] = refusals;
  if (first) throw new ScopelockError(first, ...others);
}
