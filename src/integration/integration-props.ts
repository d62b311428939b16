import type { DataAction as Declaration, StaticAction } from "../core/action";
import type { Catalog } from "../core/catalog";
import type { Division, IRole } from "../genesys";
import type { Adoption } from "./adoption";
import type { ClientSecretProps } from "./client-secret";

/** Properties of a {@link DataActionIntegration}. */
export interface DataActionIntegrationProps extends ClientSecretProps {
  /** Name of the environment; part of every name and path, so that environments never meet. */
  readonly environment: string;
  /** What the integration's flows may call. Everything else follows from these. */
  readonly actions: readonly [Declaration, ...Declaration[]];
  /**
   * Static actions of Genesys Cloud's that flows call through the integration: they use its client, so the role grants what they
   * need. Terraform does not make them.
   * @default - none: a static action is refused with 403 unless a declared action happens to need the same permissions
   */
  readonly staticActions?: readonly StaticAction[];
  /**
   * Name of the integration in Genesys Cloud.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * Where the role is granted; a permission counts nowhere else.
   * @default [Division.home()]
   */
  readonly divisions?: readonly [Division, ...Division[]];
  /**
   * An existing role, in place of one of the integration's own.
   * @default - a role is made that allows exactly what the actions need
   */
  readonly role?: IRole;
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number;
  /**
   * IPv4 addresses and networks in CIDR form from which the OAuth clients may get tokens. No supported version of the provider
   * can set them: each synth warns (SL049) until that is acknowledged.
   * @default - tokens are given to any address
   */
  readonly allowedIpAddresses?: readonly string[];
  /**
   * An existing integration, to be taken over. While it stands here, a plan that would remove or replace the integration or an
   * adopted action is refused; take it out once it is deployed.
   * @default - a new integration is made
   */
  readonly adopt?: Adoption;
  /**
   * @default Catalog.load(), the embedded one
   */
  readonly catalog?: Catalog;
}
