import { Construct } from "constructs";
import type { Derivation } from "../core/derivation";
import { didYouMean, ScopelockError } from "../core/diagnostic";
import { type IntegrationModel, manifestContent, readerRules } from "../core/stack";
import { GenesysIntegration, OAuthClient, PublishedAction, Role } from "../genesys";
import { warn } from "../rules/synth";
import { withoutCreationTraces } from "../terraform";
import { Manifest, type Secret } from "../vault";
import { prepareStack, registerOwner } from "./client-owner";
import { ClientSecret, remedyFor } from "./client-secret";
import { checkedId } from "./construct-id";
import { describeIntegration, type IntegrationDescription } from "./integration-description";
import { integrationOutputs } from "./integration-outputs";
import type { DataActionIntegrationProps } from "./integration-props";

/** The role that a client is granted, and the construct of one that the stack makes. */
interface GrantedRole {
  readonly own: Role | undefined;
  readonly roleId: string;
}

/**
 * Data actions, and all they need: role, OAuth client, secret in Vault with its manifest and readers, integration credential
 * and integration, from the one declaration of the actions. Every part is within reach, with its resource, for what scopelock
 * does not say.
 */
export class DataActionIntegration extends Construct {
  /** What is granted, and because of which action. */
  readonly derivation: Derivation;
  /** The role, with exactly the derived permissions; `undefined` when an existing one is granted. */
  readonly role: Role | undefined;
  /** The OAuth clients, one for each live generation, each with its integration credential. */
  readonly oauthClient: OAuthClient;
  /** The secret in Vault; `grantRead` adds a reader. */
  readonly secret: Secret;
  /** The integration in Genesys Cloud. */
  readonly genesysIntegration: GenesysIntegration;
  /** What a reader of the secret may check. */
  readonly manifest: Manifest;
  private readonly description: IntegrationDescription;
  private readonly actions: ReadonlyMap<string, PublishedAction>;

  /**
   * @throws {@link ScopelockError} `integration/id`, `integration/environment` when the id or the environment is not usable in
   * a Vault path, or the id is taken in the scope, `integration/actions` when there is no action or two share a name,
   * `integration/divisions` when there is no division, one twice, or one beside all of them, `endpoints/unknown` when neither the
   * properties nor the stack's provider name them, what {@link checkAdoption} throws, `client/token-lifetime`, `client/allowed-addresses`, `reader/differs`,
   * `synth/hcl`, and whatever {@link derive} throws. At synthesis: `names/collision` when another construct of the app writes the
   * same names.
   */
  constructor(scope: Construct, id: string, props: DataActionIntegrationProps) {
    super(scope, checkedId(scope, id, "integration/id"));
    prepareStack(this);
    const description = describeIntegration(this, id, props);
    const { environment, derivation, paths } = description;
    this.description = description;
    this.derivation = derivation;
    for (const doubt of description.doubts) warn(this, doubt);

    const { own, roleId } = this.grantedRole(description);
    this.role = own;
    const divisionIds = description.divisions.map((division) => division.idFor(this));
    // Before the client: it decides how the client hands its secret over.
    const clientSecret = new ClientSecret(this, environment, props);
    this.oauthClient = new OAuthClient(this, "client", {
      name: description.ownedName,
      grant: { type: "client-credentials", roleId, divisionIds },
      generations: clientSecret.generations,
      accessTokenValiditySeconds: props.accessTokenValiditySeconds,
      secret: clientSecret.source,
      remedy: remedyFor(environment),
    });
    this.secret = clientSecret.store(this.oauthClient, paths.secret, {
      environment,
      id,
      rules: readerRules(paths),
    });
    this.genesysIntegration = new GenesysIntegration(this, "integration", {
      name: description.name,
      credentialId: this.oauthClient.integrationCredentialId(clientSecret.generations.current),
      // Only once Vault holds the new secret: readers and flows change over together.
      after: [this.secret.proof],
      adoptId: props.adopt?.integrationId,
    });
    this.actions = this.publishedActions(description);
    this.manifest = new Manifest(this, "manifest", {
      mount: props.mount.reference,
      namespace: props.mount.namespace,
      name: paths.manifest,
      content: manifestContent(this.model),
      // It must not run ahead of a rotation that fails.
      after: [this.genesysIntegration.resource],
    });

    registerOwner(this, "integrations", {
      model: () => this.model,
      secret: this.secret,
      mount: props.mount,
      derivation,
      facts: () => ({
        live: clientSecret.generations.live,
        handoff: clientSecret.mode,
        endpoints: clientSecret.endpoints,
        roles: divisionIds.map((divisionId) => ({ roleId, divisionId })),
        integration: this.model,
      }),
      // Terraform does not make a static one.
      pathOf: (action) => (this.actions.get(action) ?? this).node.path,
    });
    // Last: the outputs list the resources that were made above.
    integrationOutputs(this, description, this.secret);
  }

  /** What commands know of it; they read it from the synthesized stack. */
  get model(): IntegrationModel {
    return this.description.model(this.secret);
  }

  /**
   * One of the data actions, by its name.
   * @throws {@link ScopelockError} `integration/no-action` when no action of this name is declared.
   */
  action(name: string): PublishedAction {
    const action = this.actions.get(name);
    if (action) return action;
    const names = [...this.actions.keys()];
    throw ScopelockError.at(this, {
      id: "integration/no-action",
      what: `No data action called "${name}" is declared.`,
      fix: didYouMean(String(name), names, "Declared actions"),
    });
  }

  private grantedRole({ role, ownedName, id, environment, derivation }: IntegrationDescription): GrantedRole {
    if (role) return { own: undefined, roleId: role.idFor(this) };
    const own = new Role(this, "role", {
      name: ownedName,
      description: `Exactly what the data actions of ${id} need (${environment}). Managed by scopelock.`,
      permissions: derivation.permissions,
    });
    return { own, roleId: own.roleId };
  }

  private publishedActions({ actions, name }: IntegrationDescription): ReadonlyMap<string, PublishedAction> {
    const { integrationId } = this.genesysIntegration;
    // An integration has many.
    return withoutCreationTraces(
      () =>
        new Map(
          actions.map(({ constructId, declaration, adoptId }) => [
            declaration.name,
            new PublishedAction(this, constructId, { declaration, category: name, integrationId, adoptId }),
          ]),
        ),
    );
  }
}
