import { Lazy, TerraformDataSource, TerraformOutput, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { DivisionModel } from "../core/stack";
import { literal, TerraformData } from "../terraform";
import { Readers, type Secret } from "../vault";
import type { IntegrationDescription } from "./integration-description";

/**
 * Shows what an integration is granted: to people in the output `grant`, which Terraform prints after every apply, and to
 * `scopelock review` in a value of the state, which a plan shows where it changes.
 */
export function integrationOutputs(
  integration: Construct,
  description: IntegrationDescription,
  secret: Secret,
): void {
  const { id } = description;
  new TerraformData(integration, "permissions", {
    // Late: a reader may still be added, and its policy and role are among the resources.
    // As text: cdktf looks for tokens in every value, again and again, and Terraform shows what changes in JSON. It first
    // looks for references to other stacks: there are none.
    input: Lazy.stringValue({
      produce: ({ preparing }) =>
        preparing ? "" : literal(JSON.stringify(declaration(integration, description, secret))),
    }),
  });
  new TerraformOutput(integration, "grant", {
    description: `What ${id} is granted, by which role, and in which divisions`,
    // Texts in place of lists, which Terraform prints with a line for each.
    value: {
      permissions: description.derivation.permissions.join(", "),
      role: literal(roleText(description)),
      divisions: description.divisions.map(({ label }) => literal(label)).join(", "),
    },
  });
}

/** Read by `scopelock review` from the plan, which has it before and after. Nothing secret. */
function declaration(
  integration: Construct,
  { environment, id, divisions, derivation, actions, staticActions }: IntegrationDescription,
  secret: Secret,
) {
  const stated = new Map(
    actions.map(({ declaration }) => [declaration.name, declaration.permissions?.because]),
  );
  // What these call stands in no plan: the review counts them as stated by hand.
  const ofGenesys = new Map(
    staticActions.map((action) => [action.name, "permissions" in action ? action.permissions.because : ""]),
  );
  return {
    scopelock: 1,
    environment,
    integration: id,
    // Without the catalogue's version: a refresh that changes no permission plans nothing.
    divisions: divisions.map(({ model }) => divisionValue(model)),
    resources: [...addressesBelow(integration), ...readerAddresses(integration, secret)].sort(),
    actions: derivation.evidence.map(({ action, operation, requirement, chosen, alternatives, because }) => {
      const reason = stated.get(action) ?? (ofGenesys.get(action) || undefined);
      return {
        action,
        operation: operation?.id ?? "",
        requires: requirement?.mode ?? "none",
        permissions: [...chosen],
        ...(alternatives.length > 0 && { alternatives: alternatives.map(({ permission }) => permission) }),
        because,
        ...(reason !== undefined && { stated: reason }),
        ...(ofGenesys.has(action) && { static: true }),
      };
    }),
  };
}

function roleText({ role, ownedName }: IntegrationDescription): string {
  return role
    ? `${role.label}, as it is: nothing holds that it allows exactly the permissions (${role.model.because})`
    : `${ownedName}, with exactly the permissions`;
}

/** A division, without `null`. */
function divisionValue(division: DivisionModel): { lookup: DivisionModel["lookup"]; name: string } {
  switch (division.lookup) {
    case "home":
      return { lookup: "home", name: "" };
    case "named":
      return { lookup: "named", name: division.name };
    case "id":
      return { lookup: "id", name: division.id };
  }
}

/** Addresses of all that the integration is made of: a plan tells them from the stack's other resources. */
function addressesBelow(integration: Construct): string[] {
  return integration.node.findAll().flatMap((part) => {
    if (TerraformResource.isTerraformResource(part))
      return `${part.terraformResourceType}.${part.friendlyUniqueId}`;
    return TerraformDataSource.isTerraformDataSource(part)
      ? `data.${part.terraformResourceType}.${part.friendlyUniqueId}`
      : [];
  });
}

/** Policies and auth roles stand beside the integration: the stack makes each once. */
function readerAddresses(integration: Construct, secret: Secret): string[] {
  const readers = Readers.of(integration);
  const resources = [
    ...secret.readerPolicies.map((name) => readers.policy(name, secret.namespace)),
    ...secret.readerRoles.map((role) => readers.role(role, secret.namespace).resource),
  ];
  return resources.map((each) => `${each.terraformResourceType}.${each.friendlyUniqueId}`);
}
