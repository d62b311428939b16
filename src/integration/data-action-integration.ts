import { createHash } from "node:crypto";
import { TerraformDataSource, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Catalog } from "../core/catalog/catalog";
import type { DataAction as Declaration } from "../core/data-action";
import type { DeployedIntegration } from "../core/deployment";
import { type Derivation, derive } from "../core/derive";
import { ScopelockError } from "../core/errors";
import type { Endpoints } from "../core/region";
import type { Generations } from "../core/rotation";
import { secretPaths } from "../core/vault-policy";
import { DataAction } from "../genesys/data-action";
import { Division } from "../genesys/division";
import { Integration } from "../genesys/integration";
import { literal } from "../genesys/literal";
import { OAuthClient } from "../genesys/oauth-client";
import { Role } from "../genesys/role";
import { Manifest } from "../vault/manifest";
import type { IVaultMount } from "../vault/mount";
import { ReaderPolicy, VaultReader } from "../vault/reader-policy";
import { Secret } from "../vault/secret";
import { defaultHandoffDirectory, Handoff } from "./handoff";

/** Properties of a {@link DataActionIntegration}. */
export interface DataActionIntegrationProps {
  /** Name of the environment; part of every name and path, so that environments never meet. */
  readonly environment: string;
  /** What the integration's flows may call. Everything else follows from these. */
  readonly actions: readonly [Declaration, ...Declaration[]];
  /** Live generations of the OAuth client, and the current one. */
  readonly generations: Generations;
  /** Where the secret is written. */
  readonly mount: IVaultMount;
  /** Where a reader of the secret gets tokens and calls the API. */
  readonly endpoints: Endpoints;
  /**
   * Name of the integration in Genesys Cloud.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * Where the role is granted.
   * @default Division.home()
   */
  readonly division?: Division;
  /**
   * Who reads the secret in Vault.
   * @default - one policy, `<environment>-<id>-reader`
   */
  readonly readers?: readonly VaultReader[];
  /**
   * Seconds a token stays valid, 300 to 172800.
   * @default 86400
   */
  readonly accessTokenValiditySeconds?: number;
  /**
   * Where new client secrets pass through; see `prepareHandoff`.
   * @default - `.scopelock/handoff/<stack>` beside the synthesized output
   */
  readonly handoffDirectory?: string;
  /**
   * @default Catalog.load(), the embedded one
   */
  readonly catalog?: Catalog;
}

/**
 * Data actions, and all they need: role, OAuth client, secret in Vault with its manifest and reader policies,
 * integration credential and integration, from the one declaration of the actions.
 */
export class DataActionIntegration extends Construct {
  /** What is granted, and because of which action. */
  readonly permissions: Derivation;
  /** What is deployed: `scopelock identities` derives from it what planner, deployer and reader must hold. */
  readonly deployed: DeployedIntegration;

  /**
   * @throws {@link ScopelockError} `integration/id` when the id is not usable in a Vault path, `integration/actions`
   * when there is no action or two share a name, and whatever {@link derive} throws.
   */
  constructor(scope: Construct, id: string, props: DataActionIntegrationProps) {
    super(scope, id);
    check(this.node.path, id, props.actions);
    const { environment, generations, endpoints } = props;
    const name = props.name ?? id;
    const owned = `scopelock ${environment} ${id}`;
    this.permissions = derive(props.actions, props.catalog ?? Catalog.load());

    const role = new Role(this, "role", {
      name: owned,
      description: `Exactly what the data actions of ${id} need (${environment}). Managed by scopelock.`,
      permissions: this.permissions.permissions,
    });
    const division = props.division ?? Division.home();
    const directory = props.handoffDirectory ?? defaultHandoffDirectory(this);
    const client = new OAuthClient(this, "client", {
      name: owned,
      roleId: role.roleId,
      divisionId: division.idFor(this),
      generations,
      ...(props.accessTokenValiditySeconds !== undefined && {
        accessTokenValiditySeconds: props.accessTokenValiditySeconds,
      }),
      handoffDirectory: directory,
    });

    const handoff = new Handoff(this, "handoff", { client, directory });
    const paths = secretPaths(props.mount.path, environment, id);
    const fields = [
      `client_id = ${client.address}["${generations.current}"].client_id`,
      `client_secret = file(${handoff.file(generations.current)})`,
      `token_url = ${JSON.stringify(endpoints.tokenUrl)}`,
      `api_url = ${JSON.stringify(endpoints.apiUrl)}`,
    ];
    const secret = new Secret(this, "secret", {
      mount: props.mount.reference,
      name: paths.secret,
      fieldsExpression: `{ ${fields.join(", ")} }`,
      generation: generations.current,
      handedOverExpression: handoff.handedOver(generations.current),
    });
    handoff.sweepAfter(secret.proof);

    const integration = new Integration(this, "integration", {
      name,
      credentialId: client.integrationCredentialId(generations.current),
      after: [secret.proof],
    });
    const actions = [...props.actions].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const declaration of actions) {
      new DataAction(this, `action-${slug(declaration.name)}`, {
        declaration,
        category: name,
        integrationId: integration.integrationId,
      });
    }

    const granted = {
      permissions: this.permissions.permissions,
      actions: actions.map((action) => action.name),
      catalog: this.permissions.catalog.version,
    };
    new Manifest(this, "manifest", {
      mount: props.mount.reference,
      name: paths.manifest,
      content: {
        environment,
        integration: id,
        generation: generations.current,
        ...granted,
        fingerprint: createHash("sha256").update(JSON.stringify(granted)).digest("hex"),
      },
      after: [integration.resource],
    });
    const readers = props.readers ?? [VaultReader.policy(`${environment}-${id}-reader`)];
    for (const reader of readers) {
      new ReaderPolicy(this, `reader-${reader.policyName}`, { reader, paths });
    }

    const stated = new Map(actions.map(({ name, permissions }) => [name, permissions?.because]));
    new TerraformOutput(this, "permissions", {
      description: `What ${id} is granted, and because of which action`,
      // Read by `scopelock review` from the plan, which has it before and after. Nothing secret, and no reference.
      value: {
        scopelock: 1,
        environment,
        integration: id,
        catalog: this.permissions.catalog.version,
        division: { lookup: division.lookup, name: division.name },
        resources: resourcesOf(this),
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

    this.deployed = {
      environment,
      id,
      mount: { path: props.mount.path, managed: props.mount.managed },
      permissions: this.permissions.permissions,
      readerPolicies: readers.map(({ policyName }) => policyName),
      division: division.lookup,
    };
    // Beside cdktf's own metadata, which Terraform skips: no output, nothing in the state.
    TerraformStack.of(this).addOverride(`//.scopelock.integrations.${id}`, this.deployed);
  }
}

function check(path: string, id: string, actions: readonly Declaration[]): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new ScopelockError({
      id: "integration/id",
      what: `"${id}" cannot name an integration.`,
      where: path,
      why: "The id is part of Vault paths and policy names.",
      fix: "Use lower-case letters, digits and single hyphens, for example external-contacts.",
    });
  const names = actions.map((action) => action.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (names.length === 0 || twice !== undefined)
    throw new ScopelockError({
      id: "integration/actions",
      what: twice === undefined ? "No data action is declared." : `Two data actions are called "${twice}".`,
      where: path,
      why: "An integration is derived from its actions, and Architect tells them apart by name.",
      fix: twice === undefined ? "Declare at least one action." : "Rename one of them.",
    });
}

/** Addresses of all that the integration is made of, sorted: a plan tells them from the stack's other resources. */
function resourcesOf(integration: Construct): string[] {
  return integration.node
    .findAll()
    .flatMap((part) => {
      if (TerraformResource.isTerraformResource(part))
        return `${part.terraformResourceType}.${part.friendlyUniqueId}`;
      return TerraformDataSource.isTerraformDataSource(part)
        ? `data.${part.terraformResourceType}.${part.friendlyUniqueId}`
        : [];
    })
    .sort();
}

/** An id from a name. Names that differ only in punctuation would meet, and cdktf then refuses the second. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
