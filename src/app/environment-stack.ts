import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { overrideActions, refuseUnknown } from "../core/action";
import { ScopelockError } from "../core/diagnostic";
import { Rotation } from "../core/rotation";
import { REQUIRED_VERSION } from "../core/terraform";
import { type Environment, endpointsOf } from "../environment";
import {
  DataActionIntegration,
  type DataActionIntegrationProps,
  environmentIntegrationSchema,
  Providers,
} from "../integration";
import { checkProps, has, made, props } from "../props";
import { type IVaultMount, VaultMount } from "../vault";
import { keepState } from "./backend";
import { divisionOf } from "./division";
import { showOverrides } from "./overrides";
import { connect } from "./providers";

/** Properties of an integration, where the environment has the others. */
export type EnvironmentIntegrationProps = Pick<DataActionIntegrationProps, "actions"> &
  Partial<
    Omit<
      DataActionIntegrationProps,
      "actions" | "environment" | "generations" | "accessTokenValiditySeconds" | "endpoints"
    >
  >;

const ENVIRONMENT = props({
  environment: made(
    "an environment",
    'Use loadEnvironment("environments/dev.json"), or what synthesizeEnvironments hands over.',
    (value) => has(value, { name: "string", genesys: "object", vault: "object", backend: "object" }),
  ),
});

function checkedEnvironment(environment: Environment): Environment {
  checkProps("an EnvironmentStack", "EnvironmentStack", ENVIRONMENT, { environment });
  return environment;
}

/**
 * The stack of one environment. State, providers, mount, division, rotation and overrides are as its file says, so that
 * nothing in the file is without effect.
 */
export class EnvironmentStack extends TerraformStack {
  private ownMount: IVaultMount | undefined;
  private readonly declared: string[] = [];

  /**
   * @param environment as `loadEnvironment` reads it; its name is the stack's.
   * @throws {@link ScopelockError} what {@link Providers.allow} throws.
   */
  constructor(
    scope: Construct,
    readonly environment: Environment,
  ) {
    super(scope, checkedEnvironment(environment).name);
    this.addOverride("terraform.required_version", REQUIRED_VERSION);
    keepState(this, environment.backend);
    connect(this, environment);
    Providers.allow(this, environment.providers ?? {});
    // When every integration is declared: an override may be of any of them.
    this.node.addValidation({ validate: () => this.unknownOverrides() });
  }

  /** The secrets engine of the environment; made by this stack where the file says that it is managed. */
  get mount(): IVaultMount {
    const { mount } = this.environment.vault;
    this.ownMount ??= mount.managed
      ? new VaultMount(this, "mount", {
          path: mount.path,
          ...(mount.maxVersions !== undefined && { maxVersions: mount.maxVersions }),
        })
      : VaultMount.existing(mount.path);
    return this.ownMount;
  }

  /**
   * Declares data actions, and all they need, as one integration of this environment.
   * @param id name of the integration, in Vault and in names
   * @throws {@link ScopelockError} what {@link DataActionIntegration} throws, and `override/no-action`. At synthesis:
   * `override/unknown-action` when the file overrides an action that no integration has.
   */
  integrate(id: string, props: EnvironmentIntegrationProps): DataActionIntegration {
    const { environment } = this;
    checkProps("integrate", `${this.node.path}/${id}`, environmentIntegrationSchema, props);
    const { generations, accessTokenValiditySeconds } = Rotation.of(environment.rotation);
    const names = props.actions.map(({ name }) => name);
    this.declared.push(...names);
    const overrides = Object.entries(environment.actions ?? {}).filter(([name]) => names.includes(name));
    // Without an action there is nothing to override, and the integration is refused.
    const { actions, applied } =
      names.length === 0
        ? { actions: props.actions, applied: [] }
        : overrideActions(props.actions, Object.fromEntries(overrides));
    // What is undefined is left out: the environment's value holds.
    const given = Object.fromEntries(
      Object.entries(props).filter(([, value]) => value !== undefined),
    ) as unknown as EnvironmentIntegrationProps;
    const { handoffDirectory } = environment;
    const { allowedIpAddresses } = environment.genesys;
    const integration = new DataActionIntegration(this, id, {
      divisions: [divisionOf(environment)],
      mount: this.mount,
      ...(handoffDirectory !== undefined && { handoffDirectory }),
      ...(allowedIpAddresses && { allowedIpAddresses }),
      ...given,
      environment: environment.name,
      actions,
      generations,
      accessTokenValiditySeconds,
      endpoints: endpointsOf(environment),
    });
    showOverrides(integration, applied);
    return integration;
  }

  private unknownOverrides(): string[] {
    try {
      refuseUnknown(Object.keys(this.environment.actions ?? {}), this.declared);
      return [];
    } catch (error) {
      if (!ScopelockError.is(error)) throw error;
      return [error.message];
    }
  }
}
