import { TerraformDataSource, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type DataAction as Declaration, probeOf } from "../core/action";
import { Catalog } from "../core/catalog";
import { type Derivation, derive } from "../core/derivation";
import { didYouMean, ScopelockError } from "../core/diagnostic";
import {
  type DeployedAction,
  type DeployedDivision,
  type DeployedIntegration,
  manifestContent,
  ownedName,
  partRefusal,
  readerRules,
  secretPaths,
} from "../core/stack";
import { DataAction, Division, type ExistingRole, Integration, OAuthClient, Role } from "../genesys";
import { declareOwner, warn } from "../rules/synth";
import { literal, refuseHcl } from "../terraform";
import { Manifest, Readers, type Secret } from "../vault";
import { actionIds } from "./action-ids";
import { type Adoption, checkAdoption } from "./adoption";
import { ClientSecret, type ClientSecretProps, remedyFor } from "./client-secret";
import { freeId } from "./free-id";
import { takeNames } from "./name-registry";
import { allowProviders } from "./providers";

/** Properties of a {@link DataActionIntegration}. */
export interface DataActionIntegrationProps extends ClientSecretProps {
  /** Name of the environment; part of every name and path, so that environments never meet. */
  readonly environment: string;
  /** What the integration's flows may call. Everything else follows from these. */
  readonly actions: readonly [Declaration, ...Declaration[]];
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
   * A role that is there already, in place of one of the integration's own.
   * @default - a role is made that allows exactly what the actions need
   */
  readonly role?: ExistingRole;
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number;
  /**
   * An integration that is there already, to be taken over. While it stands here, a plan that would remove or replace the
   * integration or an adopted action is refused; take it out once it is deployed.
   * @default - a new integration is made
   */
  readonly adopt?: Adoption;
  /**
   * @default Catalog.load(), the embedded one
   */
  readonly catalog?: Catalog;
}

/**
 * Data actions, and all they need: role, OAuth client, secret in Vault with its manifest and readers, integration credential
 * and integration, from the one declaration of the actions. Every part is within reach, with its resource, for what scopelock
 * does not say.
 */
export class DataActionIntegration extends Construct {
  /** What is granted, and because of which action. */
  readonly permissions: Derivation;
  /** What is deployed; commands read it from the synthesized stack. */
  readonly deployed: DeployedIntegration;
  /** The role, with exactly {@link permissions}; `undefined` when an existing one is granted. */
  readonly role: Role | undefined;
  readonly client: OAuthClient;
  readonly secret: Secret;
  readonly integration: Integration;
  readonly manifest: Manifest;
  private readonly actions = new Map<string, DataAction>();

  /**
   * @throws {@link ScopelockError} `integration/id`, `integration/environment` when the id or the environment is not usable in
   * a Vault path, or the id is taken in the scope, `integration/actions` when there is no action or two share a name,
   * `integration/divisions` when there is no division, one twice, or one beside all of them, what {@link checkAdoption} throws, `client/token-lifetime`, `reader/differs`, `synth/hcl`, and whatever
   * {@link derive} throws. At synthesis: `names/collision` when another construct of the app writes the same names.
   */
  constructor(scope: Construct, id: string, props: DataActionIntegrationProps) {
    super(scope, freeId(scope, id, "integration/id"));
    refuseHcl(this);
    allowProviders(this);
    const { environment, generations, mount, divisions = [Division.home()] } = props;
    check(this.node.path, id, environment, props.actions, divisions);
    if (props.adopt) checkAdoption(this.node.path, props.adopt, props.actions);
    const name = props.name ?? id;
    const owned = ownedName(environment, id);
    this.permissions = derive(props.actions, props.catalog ?? Catalog.load());
    this.warnOfDoubts(divisions, props.role);

    this.role = props.role
      ? undefined
      : new Role(this, "role", {
          name: owned,
          description: `Exactly what the data actions of ${id} need (${environment}). Managed by scopelock.`,
          permissions: this.permissions.permissions,
        });
    const clientSecret = new ClientSecret(this, environment, props);
    const roleId = this.role?.roleId ?? (props.role as ExistingRole).idFor(this);
    const divisionIds = divisions.map((division) => division.idFor(this));
    this.client = new OAuthClient(this, "client", {
      name: owned,
      grant: { type: "client-credentials", roleId, divisionIds },
      generations,
      accessTokenValiditySeconds: props.accessTokenValiditySeconds,
      secret: clientSecret.source,
      remedy: remedyFor(environment),
    });
    const paths = secretPaths(mount.path, environment, id);
    this.secret = clientSecret.store(this.client, paths.secret);

    this.integration = new Integration(this, "integration", {
      name,
      credentialId: this.client.integrationCredentialId(generations.current),
      after: [this.secret.proof],
      adoptId: props.adopt?.integrationId,
    });
    const actions = [...props.actions].sort((a, b) => (a.name < b.name ? -1 : 1));
    const ids = actionIds(actions.map((action) => action.name));
    for (const declaration of actions)
      this.actions.set(
        declaration.name,
        new DataAction(this, ids.get(declaration.name) as string, {
          declaration,
          category: name,
          integrationId: this.integration.integrationId,
          adoptId: props.adopt?.actions[declaration.name],
        }),
      );

    this.deployed = {
      environment,
      id,
      name,
      mount: {
        path: mount.path,
        managed: mount.managed,
        ...(mount.namespace !== undefined && { namespace: mount.namespace }),
      },
      permissions: this.permissions.permissions,
      catalog: this.permissions.catalog.version,
      catalogAsOf: this.permissions.catalog.asOf,
      actions: deployedActions(actions, this.permissions),
      generation: generations.current,
      ...Readers.of(this).admit({
        environment,
        id,
        namespace: mount.namespace,
        rules: readerRules(paths),
        readers: props.readers,
      }),
      divisions: divisions.map(({ deployed }) => deployed),
      role: props.role?.deployed ?? { lookup: "owned" },
    };
    this.manifest = new Manifest(this, "manifest", {
      mount: mount.reference,
      namespace: mount.namespace,
      name: paths.manifest,
      content: manifestContent(this.deployed),
      after: [this.integration.resource],
    });
    takeNames(this, this.deployed, mount, this.deployed);
    declareOwner(
      this,
      {
        live: generations.live,
        handoff: clientSecret.mode,
        roles: divisionIds.map((divisionId) => ({ roleId, divisionId })),
        integration: this.deployed,
      },
      this.permissions,
      (action) => this.action(action).node.path,
    );

    const stated = new Map(actions.map(({ name, permissions }) => [name, permissions?.because]));
    new TerraformOutput(this, "permissions", {
      description: `What ${id} is granted, and because of which action`,
      // Read by `scopelock review` from the plan, which has it before and after. Nothing secret, and no reference.
      value: {
        scopelock: 1,
        environment,
        integration: id,
        // Without the catalogue's version: a refresh that changes no permission plans nothing.
        divisions: divisions.map(({ deployed }) => told(deployed)),
        resources: [...resourcesOf(this), ...this.addressesOfReaders(mount.namespace)].sort(),
        actions: this.permissions.evidence.map((evidence) => ({
          action: literal(evidence.action),
          operation: evidence.operation?.id ?? "",
          requires: evidence.requirement?.mode ?? "none",
          permissions: [...evidence.chosen],
          alternatives: evidence.alternatives.map(({ permission }) => permission),
          because: literal(evidence.because),
          stated: literal(stated.get(evidence.action) ?? ""),
        })),
      },
    });
    new TerraformOutput(this, "grant", {
      description: `Which role ${id} is granted, and in which divisions`,
      value: {
        role: literal(
          props.role
            ? `${props.role.label}, as it is: nothing holds that it allows exactly the permissions (${props.role.deployed.because})`
            : `${owned}, with exactly the permissions`,
        ),
        divisions: divisions.map(({ label }) => literal(label)),
      },
    });

    // Beside cdktf's own metadata, which Terraform skips: no output, nothing in the state.
    // As text: cdktf looks for tokens in every value, again and again.
    TerraformStack.of(this).addOverride(`//.scopelock.integrations.${id}`, JSON.stringify(this.deployed));
  }

  /**
   * One of the data actions, by its name.
   * @throws {@link ScopelockError} `integration/no-action` when none of this name is declared.
   */
  action(name: string): DataAction {
    const action = this.actions.get(name);
    if (action) return action;
    throw new ScopelockError({
      id: "integration/no-action",
      what: `No data action called "${name}" is declared.`,
      where: this.node.path,
      fix: didYouMean(name, [...this.actions.keys()], "Declared actions"),
    });
  }

  /** Policies and auth roles stand beside the integration: the stack makes each once. */
  private addressesOfReaders(namespace: string | undefined): string[] {
    const readers = Readers.of(this);
    const resources = [
      ...this.deployed.readerPolicies.map((name) => readers.policy(name, namespace)),
      ...this.deployed.readerRoles.map((role) => readers.role(role, namespace).resource),
    ];
    return resources.map((each) => `${each.terraformResourceType}.${each.friendlyUniqueId}`);
  }

  private warnOfDoubts(divisions: readonly Division[], role: ExistingRole | undefined): void {
    if (divisions.some(({ isAll }) => isAll))
      warn(this, {
        id: "division/all",
        severity: "warning",
        what: "The role is granted in every division (*), those made later too.",
        fix: "Name the divisions whose objects the actions work with: Division.named(...).",
      });
    if (role)
      warn(this, {
        id: "role/existing",
        severity: "warning",
        what: `${role.label} is granted as it is (${role.deployed.because}).`,
        why: `Whether it allows ${this.permissions.permissions.join(", ")}, and what else, nobody derives.`,
        fix: 'Leave "role" out to have a role made with exactly that.',
      });
  }
}

function deployedActions(
  declarations: readonly Declaration[],
  { evidence }: Derivation,
): readonly DeployedAction[] {
  const granted = new Map(evidence.map((each) => [each.action, each]));
  return declarations.map((declaration) => {
    const { chosen = [], alternatives = [] } = granted.get(declaration.name) ?? {};
    const probe = probeOf(declaration);
    return {
      name: declaration.name,
      request: declaration.request,
      permissions: chosen,
      alternatives: alternatives.map(({ permission }) => permission),
      ...(probe && { probe }),
    };
  });
}

function check(
  where: string,
  id: string,
  environment: string,
  actions: readonly Declaration[],
  divisions: readonly Division[],
): void {
  const refusal =
    partRefusal("an integration", id, "integration/id") ??
    partRefusal("an environment", environment, "integration/environment");
  if (refusal) throw new ScopelockError({ ...refusal, where });
  const names = actions.map((action) => action.name);
  const twice = repeated(names);
  if (names.length === 0 || twice !== undefined)
    throw new ScopelockError({
      id: "integration/actions",
      what: twice === undefined ? "No data action is declared." : `Two data actions are called "${twice}".`,
      where,
      why: "An integration is derived from its actions, and Architect tells them apart by name.",
      fix: twice === undefined ? "Declare at least one action." : "Rename one of them.",
    });
  const all = divisions.find(({ isAll }) => isAll);
  if (all && divisions.length > 1)
    throw new ScopelockError({
      id: "integration/divisions",
      what: `Beside ${all.label} another division is named.`,
      where,
      why: "Where the role counts in all divisions, another one limits nothing.",
      fix: "Leave Division.all() out, or name nothing else.",
    });
  const key = repeated(divisions.map((division) => division.key));
  const double = divisions.find((division) => division.key === key)?.label;
  if (divisions.length === 0 || double !== undefined)
    throw new ScopelockError({
      id: "integration/divisions",
      what: double === undefined ? "No division is named." : `Two divisions are ${double}.`,
      where,
      why: "The role counts in the divisions it is granted in, and nowhere else.",
      fix:
        double === undefined ? 'Name one, or leave "divisions" out for the home division.' : "Name it once.",
    });
}

const repeated = (names: readonly string[]) => names.find((name, at) => names.indexOf(name) !== at);

/** A division, as an output can hold it: without `null`, and with text that Terraform leaves alone. */
function told(division: DeployedDivision): { lookup: DeployedDivision["lookup"]; name: string } {
  switch (division.lookup) {
    case "home":
      return { lookup: "home", name: "" };
    case "named":
      return { lookup: "named", name: literal(division.name) };
    case "id":
      return { lookup: "id", name: division.id };
  }
}

/** Addresses of all that the integration is made of: a plan tells them from the stack's other resources. */
function resourcesOf(integration: Construct): string[] {
  return integration.node.findAll().flatMap((part) => {
    if (TerraformResource.isTerraformResource(part))
      return `${part.terraformResourceType}.${part.friendlyUniqueId}`;
    return TerraformDataSource.isTerraformDataSource(part)
      ? `data.${part.terraformResourceType}.${part.friendlyUniqueId}`
      : [];
  });
}
