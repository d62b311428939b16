import { ApproleAuthBackendRole } from "@cdktf/provider-vault/lib/approle-auth-backend-role";
import { JwtAuthBackendRole } from "@cdktf/provider-vault/lib/jwt-auth-backend-role";
import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Construct } from "constructs";
import type { ReaderRole } from "./reader";

/** Properties of an {@link AuthRole}. */
export interface AuthRoleProps {
  /** Name of the role in Vault. */
  readonly name: string;
  readonly role: ReaderRole;
  /** @default - the provider's own */
  readonly namespace?: string | undefined;
}

/** A role of an auth method in Vault: who may log in, and which policies a login gets. */
export class AuthRole extends Construct {
  /** The resource itself, for what scopelock does not say; its class is that of the auth method. */
  readonly resource: ApproleAuthBackendRole | KubernetesAuthBackendRole | JwtAuthBackendRole;
  private readonly policies = new Set<string>();

  constructor(scope: Construct, id: string, { name, role, namespace }: AuthRoleProps) {
    super(scope, id);
    const { mount, tokenTtlSeconds, tokenMaxTtlSeconds, cidrs, auth } = role;
    const common = {
      ...(namespace !== undefined && { namespace }),
      backend: mount,
      roleName: name,
      tokenTtl: tokenTtlSeconds,
      ...(tokenMaxTtlSeconds !== undefined && { tokenMaxTtl: tokenMaxTtlSeconds }),
      // Vault answers one address without its mask, and each plan would see a change (hashicorp/vault issue 11961).
      ...(cidrs.length > 0 && {
        tokenBoundCidrs: cidrs.map((cidr) => cidr.replace(/(?<=\.\d+)\/32$|(?<=:.*)\/128$/, "")),
      }),
    };
    switch (auth.method) {
      case "approle":
        this.resource = new ApproleAuthBackendRole(this, "role", {
          ...common,
          ...auth.own,
          ...(cidrs.length > 0 && { secretIdBoundCidrs: [...cidrs] }),
        });
        break;
      case "kubernetes":
        this.resource = new KubernetesAuthBackendRole(this, "role", { ...common, ...auth.own });
        break;
      case "jwt":
        // Claims are compared as they are: with the type "glob" a value could stand for others.
        this.resource = new JwtAuthBackendRole(this, "role", {
          ...common,
          ...auth.own,
          roleType: "jwt",
          boundClaimsType: "string",
        });
        break;
    }
  }

  /** Adds a policy to the tokens of the role. */
  addPolicy(policy: string): void {
    this.resource.tokenPolicies = [...this.policies.add(policy)].sort();
  }
}
