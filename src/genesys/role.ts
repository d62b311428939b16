import { Construct } from "constructs";
import { ScopelockError, text } from "../core/diagnostic";
import { type Permission, roleGrant } from "../core/permission";
import type { RoleModel } from "../core/stack";
import { checkProps } from "../props";
import { literal } from "../terraform";
import { AuthRole } from "./bindings/auth-role";
import { DataGenesyscloudAuthRole } from "./bindings/data-genesyscloud-auth-role";
import { existingRoleSchema, roleSchema } from "./props-schema";

/** Properties of a {@link Role}. */
export interface RoleProps {
  readonly name: string;
  /** @default - none */
  readonly description?: string;
  /** Exactly what the role allows. */
  readonly permissions: readonly Permission[];
}

/** Why a role is taken as it is. */
export interface ExistingRoleProps {
  /** The reason, as a sentence; a warning and the stack's output say it. */
  readonly because: string;
}

/** An existing role, which scopelock does not manage. Made by {@link Role.fromRoleId} and {@link Role.fromRoleName}. */
export interface IRole {
  /** How Terraform finds it. */
  readonly model: Exclude<RoleModel, { lookup: "owned" }>;
  /** Which role it is, for people. */
  readonly label: string;
  /** The role's id, to be used in the given scope; once in a scope. */
  idFor(scope: Construct): string;
}

/** A Genesys Cloud role that holds a set of permissions and nothing else. */
export class Role extends Construct {
  /** Id of the role in Genesys Cloud. */
  readonly roleId: string;
  /** The resource itself, for what scopelock does not say. */
  readonly resource: AuthRole;

  /**
   * A role that somebody else owns, by its id. Its permissions are not derived: only `scopelock doctor` checks that it has what the actions need.
   * @throws {@link ScopelockError} `role/because` without a reason, `role/unnamed` when the id is empty.
   */
  static fromRoleId(id: string, props: ExistingRoleProps): IRole {
    checkProps("Role.fromRoleId", "Role.fromRoleId", existingRoleSchema, props);
    const { because } = props;
    return new ExistingRole({ lookup: "id", id, because }, () => id);
  }

  /**
   * As {@link Role.fromRoleId}, by its name. Read in each plan; the plan fails when there is none.
   * @throws {@link ScopelockError} `role/because` without a reason, `role/unnamed` when the name is empty.
   */
  static fromRoleName(name: string, props: ExistingRoleProps): IRole {
    checkProps("Role.fromRoleName", "Role.fromRoleName", existingRoleSchema, props);
    const { because } = props;
    return new ExistingRole(
      { lookup: "named", name, because },
      (scope) => new DataGenesyscloudAuthRole(scope, "existing-role", { name: literal(name) }).id,
    );
  }

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    checkProps("a Role", this.node.path, roleSchema, props);
    const { policies, general } = roleGrant(props.permissions);
    this.resource = new AuthRole(this, "role", {
      name: literal(props.name),
      ...(props.description !== undefined && { description: literal(props.description) }),
      ...(general.length > 0 && { permissions: [...general] }),
      permissionPolicies: policies.map(({ domain, entity, actions }) => ({
        domain,
        entityName: entity,
        actionSet: [...actions],
      })),
    });
    this.roleId = this.resource.id;
  }
}

/** @internal */
class ExistingRole implements IRole {
  constructor(
    readonly model: IRole["model"],
    private readonly find: (scope: Construct) => string,
  ) {
    const name = model.lookup === "named" ? model.name : model.id;
    if (text(name).trim() === "")
      throw new ScopelockError({
        id: "role/unnamed",
        what: `The ${model.lookup === "named" ? "name" : "id"} of an existing role is empty.`,
        why: "Without it no role is found, and every plan would fail.",
        fix: 'Copy it from Genesys Cloud, or leave "role" out to have a role made with exactly what is needed.',
      });
    if ((model.because?.trim() ?? "") === "")
      throw new ScopelockError({
        id: "role/because",
        what: `${this.label} is granted as it is, without a reason.`,
        why: "Its permissions are not derived, so it may allow more than the actions need, or less.",
        fix: 'Add { because: "..." }, or leave "role" out to have a role made with exactly what is needed.',
      });
  }

  get label(): string {
    return this.model.lookup === "named" ? `The role "${this.model.name}"` : `The role ${this.model.id}`;
  }

  idFor(scope: Construct): string {
    return this.find(scope);
  }
}
