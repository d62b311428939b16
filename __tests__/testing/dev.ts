import { join } from "node:path";
import { type App, TerraformResource } from "cdktf";
import { loadEnvironment } from "../../src/environment/load";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { ROOT } from "../process";

/** The stack of dev, to be changed and looked at. */
export function devStack(app: App): ExternalContactsStack {
  return new ExternalContactsStack(app, loadEnvironment(join(ROOT, "environments/dev.json")));
}

/** The first resource of a type in a stack, to be overridden as users would. */
export function resourceOf(stack: ExternalContactsStack, type: string): TerraformResource {
  const found = stack.node
    .findAll()
    .find((each) => TerraformResource.isTerraformResource(each) && each.terraformResourceType === type);
  if (!found) throw new Error(`no ${type} in ${stack.node.path}`);
  return found as TerraformResource;
}
