import { Construct } from "constructs";
import { type Permission, roleGrant } from "../core/permission";
import { AuthRole } from "./bindings/auth-role";
import { literal } from "./literal";

/** Properties of a {@link Role}. */
export interface RoleProps {
  readonly name: string;
  /** @default - none */
  readonly description?: string;
  /** Exactly what the role allows. */
  readonly permissions: readonly Permission[];
}

/** A Genesys Cloud role that holds a set of permissions and nothing else. */
export class Role extends Construct {
  /** Id of the role in Genesys Cloud. */
  readonly roleId: string;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { policies, general } = roleGrant(props.permissions);
    const role = new AuthRole(this, "role", {
      name: literal(props.name),
      ...(props.description !== undefined && { description: literal(props.description) }),
      ...(general.length > 0 && { permissions: [...general] }),
      permissionPolicies: policies.map(({ domain, entity, actions }) => ({
        domain,
        entityName: entity,
        actionSet: [...actions],
      })),
    });
    this.roleId = role.id;
  }
}
