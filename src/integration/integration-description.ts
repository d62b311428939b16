import {
  callOf,
  type DataAction as Declaration,
  probeOf,
  type StaticAction,
  staticActionProblem,
} from "../core/action";
import { Catalog } from "../core/catalog";
import { type Derivation, derive } from "../core/derivation";
import { type Diagnostic, type Located, ScopelockError, shown } from "../core/diagnostic";
import { Generations } from "../core/rotation";
import {
  type ActionModel,
  allowedAddressesRefusal,
  type IntegrationModel,
  ownedName,
  partRefusal,
  type SecretPaths,
  secretPaths,
} from "../core/stack";
import { Division, type IRole } from "../genesys";
import { checkProps } from "../props";
import type { SecretReaders } from "../vault";
import { actionIds } from "./action-ids";
import { checkAdoption } from "./adoption";
import type { DataActionIntegrationProps } from "./integration-props";
import { integrationSchema } from "./props-schema";

/** Everything that is decided of an integration before a construct is made. */
export interface IntegrationDescription {
  readonly environment: string;
  readonly id: string;
  /** Name of the integration in Genesys Cloud. */
  readonly name: string;
  /** Name of the role and, with the generation behind it, of the clients. */
  readonly ownedName: string;
  readonly derivation: Derivation;
  readonly divisions: readonly Division[];
  /** @default - the integration has a role of its own */
  readonly role: IRole | undefined;
  readonly paths: SecretPaths;
  /** Sorted by name. */
  readonly actions: readonly DescribedAction[];
  /** Sorted by name. */
  readonly staticActions: readonly StaticAction[];
  /** What is legal but doubtful. */
  readonly doubts: readonly Diagnostic[];
  /** What commands read from the synthesized stack. */
  readonly model: (readers: SecretReaders) => IntegrationModel;
}

/** One data action of an {@link IntegrationDescription}. */
export interface DescribedAction {
  readonly constructId: string;
  readonly declaration: Declaration;
  /** @default - a new action is made */
  readonly adoptId: string | undefined;
}

/**
 * Describes an integration: checks what it was given and derives the rest. Pure: it makes no construct.
 * @param at the construct that is described
 * @throws {@link ScopelockError} as the constructor of {@link DataActionIntegration} says
 */
export function describeIntegration(
  at: Located,
  id: string,
  props: DataActionIntegrationProps,
): IntegrationDescription {
  checkProps("a DataActionIntegration", at.node.path, integrationSchema, props);
  const { environment, role, adopt, mount, divisions = [Division.home()] } = props;
  checkNames(at, id, environment, props.allowedIpAddresses);
  const staticActions = [...(props.staticActions ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  checkActions(at, props.actions, staticActions);
  checkDivisions(at, divisions);
  if (adopt) checkAdoption(at, adopt, props.actions);
  const derivation = derive(
    [...props.actions, ...staticActions.map(callOf)],
    props.catalog ?? Catalog.load(),
  );
  const needs = needsOf(derivation);
  const actions = described(props);
  const { current } = props.generations ?? Generations.first();
  const name = props.name ?? id;
  return {
    environment,
    id,
    name,
    ownedName: ownedName(environment, id),
    derivation,
    divisions,
    role,
    paths: secretPaths(mount.path, environment, id),
    actions,
    staticActions,
    doubts: doubtsOf(divisions, role, derivation),
    model: ({ readerPolicies, readerRoles }) => ({
      environment,
      id,
      name,
      mount: {
        path: mount.path,
        managed: mount.managed,
        ...(mount.namespace !== undefined && { namespace: mount.namespace }),
      },
      permissions: derivation.permissions,
      catalog: derivation.catalog.version,
      catalogAsOf: derivation.catalog.asOf,
      actions: deployedActions(actions, needs),
      ...(staticActions.length > 0 && {
        staticActions: staticActions.map((action) => ({
          name: action.name,
          ...("request" in action && { request: action.request }),
          ...needs(action.name),
        })),
      }),
      generation: current,
      readerPolicies,
      readerRoles,
      divisions: divisions.map(({ model }) => model),
      role: role?.model ?? { lookup: "owned" },
      ...(props.allowedIpAddresses && { allowedIpAddresses: [...props.allowedIpAddresses].sort() }),
    }),
  };
}

function described({ actions, adopt }: DataActionIntegrationProps): readonly DescribedAction[] {
  const sorted = [...actions].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ids = actionIds(sorted.map(({ name }) => name));
  return sorted.map((declaration) => ({
    constructId: ids.get(declaration.name) ?? declaration.name,
    declaration,
    adoptId: adopt?.actions[declaration.name],
  }));
}

function deployedActions(
  actions: readonly DescribedAction[],
  needs: ReturnType<typeof needsOf>,
): readonly ActionModel[] {
  return actions.map(({ declaration }) => {
    const probe = probeOf(declaration);
    return {
      name: declaration.name,
      request: declaration.request,
      ...needs(declaration.name),
      ...(probe && { probe }),
    };
  });
}

/** What an action is granted, by its name, and what would have done as well. */
function needsOf({
  evidence,
}: Derivation): (name: string) => Pick<ActionModel, "permissions" | "alternatives"> {
  const byName = new Map(evidence.map((each) => [each.action, each]));
  return (name) => {
    const { chosen = [], alternatives = [] } = byName.get(name) ?? {};
    return { permissions: chosen, alternatives: alternatives.map(({ permission }) => permission) };
  };
}

function doubtsOf(
  divisions: readonly Division[],
  role: IRole | undefined,
  { permissions }: Derivation,
): readonly Diagnostic[] {
  const doubts: Diagnostic[] = [];
  if (divisions.some(({ isAll }) => isAll))
    doubts.push({
      id: "division/all",
      severity: "warning",
      what: "The role is granted in every division (*), those made later too.",
      fix: "Name the divisions whose objects the actions work with: Division.named(...).",
    });
  if (role)
    doubts.push({
      id: "role/existing",
      severity: "warning",
      what: `${role.label} is granted as it is (${role.model.because}).`,
      why: `It must grant at least ${permissions.join(", ")}; the synth does not check what it grants, scopelock doctor does.`,
      fix: 'Leave "role" out to have a role made with exactly that.',
    });
  return doubts;
}

function checkNames(
  at: Located,
  id: string,
  environment: string,
  addresses: readonly string[] | undefined,
): void {
  const [first, ...others] = [
    partRefusal("an integration", id, "integration/id"),
    partRefusal("an environment", environment, "integration/environment"),
    addresses && allowedAddressesRefusal(addresses),
  ].flatMap((refusal) => refusal ?? []);
  if (first) throw ScopelockError.at(at, first, ...others);
}

function checkActions(
  at: Located,
  actions: readonly Declaration[],
  staticActions: readonly StaticAction[],
): void {
  for (const action of staticActions) checkStaticAction(at, action);
  const twice = repeated([...actions, ...staticActions].map(({ name }) => name));
  if (actions.length > 0 && twice === undefined) return;
  throw ScopelockError.at(at, {
    id: "integration/actions",
    what: twice === undefined ? "No data action is declared." : `Two data actions are called "${twice}".`,
    why: "An integration is derived from its actions, and Architect identifies them by name.",
    fix: twice === undefined ? "Declare at least one action." : "Rename one of them.",
  });
}

/** Apps that no compiler checks may name both, or neither. */
function checkStaticAction(at: Located, action: StaticAction): void {
  const problem = staticActionProblem(action);
  if (problem === undefined) return;
  throw ScopelockError.at(at, {
    id: "integration/static-action",
    what: `The static action ${shown(action.name)} ${problem}.`,
    why: "It is found by its name, and its permissions are derived from the request that it sends, or stated where that is not known.",
    fix: "Copy the name from Genesys Cloud, and give one of the two: request, or permissions with the reason.",
  });
}

function checkDivisions(at: Located, divisions: readonly Division[]): void {
  const key = repeated(divisions.map((division) => division.key));
  const twice = divisions.find((division) => division.key === key);
  const all = divisions.find(({ isAll }) => isAll);
  if (all && divisions.length > 1)
    throw ScopelockError.at(at, {
      id: "integration/divisions",
      what: `Another division is named beside ${all.label}.`,
      why: "Where the role counts in all divisions, another one limits nothing.",
      fix: "Leave Division.all() out, or name nothing else.",
    });
  if (divisions.length === 0 || twice)
    throw ScopelockError.at(at, {
      id: "integration/divisions",
      what: twice ? `${sentence(twice.label)} is listed twice.` : "No division is named.",
      why: "The role counts in the divisions it is granted in, and nowhere else.",
      fix: twice ? "Name it once." : 'Name one, or leave "divisions" out for the home division.',
    });
}

const repeated = (names: readonly string[]) => names.find((name, at) => names.indexOf(name) !== at);

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
