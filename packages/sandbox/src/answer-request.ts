import { partsOf, type SandboxPackage } from "scopelock/sandbox-support";
import { startGenesys } from "./genesys";
import { GenesysClient } from "./genesys-client";

/**
 * Sends one request to a Genesys Cloud stand-in of its own, with the token of a client whose role grants these permissions
 * and nothing else.
 * @throws {@link ScopelockError} what {@link startGenesys} throws
 */
export const answerRequest: SandboxPackage["answerRequest"] = async ({ request, permissions, seed }) => {
  const genesys = await startGenesys(seed === undefined ? {} : { seedFile: seed });
  try {
    const deployer = new GenesysClient(genesys);
    const role = await deployer.create("/api/v2/authorization/roles", {
      name: "Data action",
      ...granting(permissions),
    });
    const { id, secret } = await deployer.create("/api/v2/oauth/clients", {
      name: "Data action",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: role.id, divisionId: "*" }],
    });
    const client = new GenesysClient({
      url: genesys.url,
      deployer: { clientId: id, clientSecret: secret ?? "" },
    });
    const { status, text } = await client.send(request);
    return { status, text, implemented: status !== 501 };
  } finally {
    await genesys.close();
  }
};

/** A role's content: what is not of three parts is a permission by its name alone. */
function granting(permissions: readonly string[]): object {
  const policies = permissions.flatMap((permission) => {
    const parts = partsOf(permission);
    return parts ? [{ domain: parts.domain, entityName: parts.entity, actionSet: [parts.action] }] : [];
  });
  return {
    permissions: permissions.filter((permission) => !partsOf(permission)),
    permissionPolicies: policies,
  };
}
