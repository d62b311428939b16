import { isObject, table } from "../../core/diagnostic";
import { namesSecret } from "../../core/request";
import { type Unaccounted, unaccounted } from "./accounted";
import { type Acknowledged, isAcknowledged, readAcknowledged } from "./acknowledged";
import {
  ALLOWED,
  changedAttributes,
  isChanged,
  type KnownType,
  REPORTED,
  replacingAttributes,
  type SideOf,
  sideOf,
  unknownAttributes,
} from "./attributes";
import { type CommandFacts, commandsOf, type ReadingFacts, readingsOf } from "./commands";
import { type Declared, isDeclared, readDeclared } from "./declared";
import { type Digests, digestsOf } from "./digest";
import { endpointTest } from "./endpoints";
import { OWN } from "./equality";
import { type KeptFacts, keptValues } from "./kept";
import {
  type Check,
  hasTrue,
  type Incomplete,
  type Invocation,
  type Plan,
  type PlanEngine,
  type PlannedChange,
} from "./plan";
import { isKnownSource, type ProviderSettings } from "./provider-settings";
import { type SecretExpression, secretExpression } from "./secret-expression";

/** What a plan does to an object. `unknown`: an action that Terraform did not have when this was written. */
export type ChangeKind = "none" | "read" | "create" | "update" | "replace" | "delete" | "forget" | "unknown";

/** An object of a known type, and what a plan does to it. Holds what the allow-list names, and nothing else. */
export interface ResourceChange<T extends KnownType = KnownType> {
  /** `<type>.<name>`. */
  readonly resource: string;
  readonly type: T;
  readonly doing: ChangeKind;
  readonly generation: number | undefined;
  readonly isLeftover: boolean;
  readonly before: SideOf<T> | undefined;
  readonly after: SideOf<T> | undefined;
  /** Names of attributes that change. */
  readonly changed: readonly string[];
  /** Names of attributes because of which it is replaced. */
  readonly replacedFor: readonly string[];
  /** Names of attributes that are known when the plan is applied. */
  readonly unknown: readonly string[];
  /** Attributes whose change no judge accounts for. */
  readonly unaccounted: readonly Unaccounted[];
  /** Whether the plan takes it over from outside the state. */
  readonly isImported: boolean;
  /** The provider configuration that makes it, where the plan has a configuration. */
  readonly providerKey: string | undefined;
  /** What the configuration writes into a secret; `undefined` where the plan does not have that. */
  readonly written: SecretExpression | undefined;
  /** What it refers to in the configuration, by attribute; none where the plan has no configuration. */
  readonly references: ReadonlyMap<string, readonly string[]>;
  /** Whether its manifest or secret holds what it should; `undefined` where that cannot be read. */
  readonly content: unknown;
}

/** What became of an object since the last apply, outside Terraform. */
export interface Drift {
  /** `<type>.<name>`. */
  readonly resource: string;
  readonly type: string;
  /** The object, where its type is known. */
  readonly change: ResourceChange | undefined;
  readonly isDeleted: boolean;
  /** Whether attributes differ whose names this version does not tell. */
  readonly hasUntold: boolean;
}

/** An integration: what it declares, before and after, and the objects that it is made of. */
export interface IntegrationFacts {
  readonly before: Declared | undefined;
  readonly after: Declared | undefined;
  readonly resources: readonly ResourceChange[];
  /** Of what belongs to it, whatever its type. */
  readonly drift: readonly Drift[];
}

/** Resources that are not looked into: counted by type and name. */
export interface OtherFacts {
  readonly type: string;
  readonly name: string;
  readonly doing: ChangeKind;
  readonly instances: number;
}

/** An output that the plan changes. */
export interface OutputFacts {
  readonly name: string;
  /**
   * `secret`: Terraform marks what it holds as sensitive, or it refers to a secret. `untraced`: the plan does not show what it
   * refers to.
   */
  readonly holds: "secret" | "untraced" | "plain";
}

/** What a plan says, as far as it may be told. */
export interface PlanFacts {
  readonly engine: PlanEngine | undefined;
  readonly incomplete: Incomplete | undefined;
  readonly integrations: readonly IntegrationFacts[];
  /** Of no integration, of types that are looked into wherever they are. */
  readonly resources: readonly ResourceChange[];
  /** Of whatever belongs to no integration, of every type. */
  readonly drift: readonly Drift[];
  readonly others: readonly OtherFacts[];
  /** Data sources and ephemeral resources that can do more than look up. */
  readonly readings: readonly ReadingFacts[];
  /** Values that Terraform's state keeps, and that may be secrets. */
  readonly kept: readonly KeptFacts[];
  readonly failed: readonly Check[];
  /** Rules that the stack passes over. */
  readonly acknowledged: {
    readonly before: readonly Acknowledged[];
    readonly after: readonly Acknowledged[];
  };
  /** Outputs of others than scopelock that change. */
  readonly outputs: readonly OutputFacts[];
  readonly invocations: readonly Invocation[];
  readonly unknownParts: number;
  /** Resources with a provisioner that is not scopelock's own. */
  readonly commands: readonly CommandFacts[];
  readonly providers: readonly Omit<ProviderSettings, "expressions">[];
  /** Types of which another provider makes a resource than the known one, one for each provider. */
  readonly foreignTypes: readonly string[];
  /** Addresses of resources that the plan leaves. */
  readonly standing: ReadonlySet<string>;
  /** True for an address of Genesys Cloud, as far as the provider's settings name its region or gateway. */
  readonly isEndpoint: (url: string) => boolean;
  /** Hashes of all that changes. @param salt that of the review to compare with */
  readonly digests: (salt?: string) => Digests;
}

/** Picks out of a plan what may be told. */
export function factsOf(plan: Plan): PlanFacts {
  const declared = declarationsOf(plan);
  const owner = (change: PlannedChange) => declared.findIndex((integration) => owns(integration, change));
  const changes = plan.changes.filter(({ isManaged }) => isManaged);
  const drift = plan.drift.filter(({ isManaged }) => isManaged);
  const isAlone = (change: PlannedChange) => owner(change) === -1 && STANDALONE.has(change.type);
  const isOther = (change: PlannedChange) =>
    owner(change) === -1
      ? !STANDALONE.has(change.type)
      : !isKnown(change.type) && change.type !== "terraform_data";
  const read = (of: readonly PlannedChange[]) => resourceChanges(of, plan);
  return {
    engine: plan.engine,
    incomplete: plan.incomplete,
    integrations: declared.map((integration, at) => ({
      ...integration,
      resources: read(changes.filter((change) => owner(change) === at)),
      drift: drifts(
        drift.filter((change) => owner(change) === at),
        plan,
      ),
    })),
    resources: read(changes.filter(isAlone)),
    drift: drifts(
      drift.filter((change) => owner(change) === -1),
      plan,
    ),
    others: others(changes.filter(isOther)),
    readings: readingsOf(plan),
    kept: keptValues(plan),
    failed: plan.checks,
    acknowledged: {
      before: plan.outputs.flatMap(({ before }) => (isAcknowledged(before) ? readAcknowledged(before) : [])),
      after: plan.outputs.flatMap(({ after }) => (isAcknowledged(after) ? readAcknowledged(after) : [])),
    },
    outputs: plan.outputs
      .filter((output) => output.isChanged && ![output.before, output.after].some(isOwnOutput))
      .map(({ name, isSensitive }) => ({
        name,
        holds: isSensitive ? "secret" : heldBy(plan.configuration.outputs.get(name) ?? []),
      })),
    invocations: plan.invocations,
    unknownParts: plan.unknownParts,
    commands: commandsOf(plan),
    providers: plan.configuration.providers.map(({ expressions: _, ...settings }) => settings),
    foreignTypes: foreignTypes(plan),
    standing: new Set(plan.changes.filter(({ after }) => after).map(({ resource }) => resource)),
    isEndpoint: endpointTest(plan.configuration),
    digests: (salt) => digestsOf(plan, salt),
  };
}

/** What each integration declares, before and after. */
function declarationsOf({ inputs, outputs }: Plan): readonly Pick<IntegrationFacts, "before" | "after">[] {
  const sides = [...inputs, ...outputs]
    .filter(({ before, after }) => isDeclared(before) || isDeclared(after))
    .map(({ before, after }) => ({
      before: isDeclared(before) ? readDeclared(before) : undefined,
      after: isDeclared(after) ? readDeclared(after) : undefined,
    }));
  // What was deployed before it became a value of the state was an output: one goes and the other comes in the same plan.
  const moved = sides.filter(({ before, after }) => before && !after);
  const isOf = (one: Declared) => (other: Declared | undefined) =>
    one.environment === other?.environment && one.integration === other.integration;
  return sides.flatMap((each) => {
    const { before, after } = each;
    if (before && !after)
      return sides.some((other) => !other.before && isOf(before)(other.after)) ? [] : [each];
    if (before || !after) return [each];
    return [{ before: moved.find((other) => isOf(after)(other.before))?.before, after }];
  });
}

const isOwnOutput = (value: unknown) => isDeclared(value) || isAcknowledged(value);

/** Attributes that hold a secret. Source: the recorded schemas of the two providers. */
const SECRET_ATTRIBUTE =
  /^(client_secret|data|data_json|data_json_wo|secret_id|wrapping_token|client_token|password|private_key)$/;

/** What an output holds that refers to these. */
function heldBy(references: readonly string[]): OutputFacts["holds"] {
  const held = references.map((reference): OutputFacts["holds"] => {
    if (/^(var|each|count|path|terraform|self)\./.test(reference)) return "plain";
    const [, , type = "", attribute] =
      /^(data\.|ephemeral\.)?([\w-]+)\.[\w-]+(?:\[[^\]]*\])?(?:\.([\w-]+))?/.exec(reference) ?? [];
    if (type === "" || type === "local" || type === "module") return "untraced";
    const own = Object.hasOwn(OWN, type);
    if (attribute === undefined) return own && !HOLDERS.has(type) ? "plain" : "secret";
    return SECRET_ATTRIBUTE.test(attribute) || (!own && namesSecret(attribute)) ? "secret" : "plain";
  });
  return (["secret", "untraced"] as const).find((each) => held.includes(each)) ?? "plain";
}

/** Types of scopelock's own of which an attribute holds a secret. */
const HOLDERS: ReadonlySet<string> = new Set([
  "genesyscloud_oauth_client",
  "vault_kv_secret_v2",
  "vault_generic_secret",
]);

/** The first type of each provider that is not the known one of that name. */
function foreignTypes({ changes }: Plan): readonly string[] {
  const found = new Map<string, string>();
  for (const { type, provider } of changes) {
    const name = /^(vault|genesyscloud)_/.exec(type)?.[1];
    if (
      name !== undefined &&
      provider !== undefined &&
      !isKnownSource(name, provider) &&
      !found.has(provider)
    )
      found.set(provider, type);
  }
  return [...found.values()].sort();
}

/** Types that are looked into wherever they are: they say who may do what, or hold the secrets. */
const STANDALONE: ReadonlySet<string> = new Set<KnownType>([
  "genesyscloud_auth_role",
  "genesyscloud_oauth_client",
  "genesyscloud_integration",
  "genesyscloud_integration_action",
  "vault_policy",
  "vault_mount",
  "vault_kv_secret_backend_v2",
  "vault_kv_secret_v2",
  "vault_generic_secret",
  "vault_approle_auth_backend_role",
  "vault_kubernetes_auth_backend_role",
  "vault_jwt_auth_backend_role",
]);

function owns({ before, after }: Pick<IntegrationFacts, "before" | "after">, change: PlannedChange): boolean {
  if (!change.isRoot) return false;
  const names = [change.resource, change.movedFrom ?? change.resource];
  return names.some((name) => before?.resources.has(name) || after?.resources.has(name));
}

function resourceChanges(changes: readonly PlannedChange[], plan: Plan): readonly ResourceChange[] {
  return changes
    .flatMap((change) => (isKnown(change.type) ? [resourceChange(change.type, change, plan)] : []))
    .sort((a, b) => compare(a.resource, b.resource) || Number(a.generation ?? 0) - Number(b.generation ?? 0));
}

function resourceChange<T extends KnownType>(type: T, change: PlannedChange, plan: Plan): ResourceChange<T> {
  const { resource, generation, isLeftover, isImported } = change;
  const doing = changeKindOf(change.actions);
  return {
    resource,
    type,
    doing,
    generation,
    isLeftover,
    isImported,
    providerKey: plan.configuration.providerOf.get(resource),
    written: change.isRoot ? secretExpression(plan.configuration.expressions.get(resource)) : undefined,
    before: sideOf(type, change, "before"),
    after: sideOf(type, change, "after"),
    changed: changedAttributes(type, change),
    replacedFor: replacingAttributes(type, change),
    unknown: unknownAttributes(type, change),
    unaccounted:
      doing === "none" && !isImported
        ? []
        : unaccounted(
            type,
            change,
            siblingOf(change, plan.changes),
            change.isRoot ? plan.configuration.expressions.get(resource) : undefined,
          ),
    references: (change.isRoot && plan.configuration.references.get(resource)) || new Map(),
    content: contentOf(change),
  };
}

/** The newest other instance of a resource that was there before. */
function siblingOf(change: PlannedChange, changes: readonly PlannedChange[]) {
  const others = changes.filter(
    ({ resource, isRoot, before, instance }) =>
      resource === change.resource &&
      isRoot === change.isRoot &&
      before !== null &&
      instance !== change.instance,
  );
  return others.sort((a, b) => (a.generation ?? 0) - (b.generation ?? 0)).at(-1)?.before ?? undefined;
}

/** What a secret's JSON says afterwards; to be compared with what is declared, never shown. */
function contentOf({ type, after, afterUnknown }: PlannedChange): unknown {
  if (type !== "vault_kv_secret_v2" && type !== "vault_generic_secret") return undefined;
  if (isObject(afterUnknown) && hasTrue(afterUnknown.data_json)) return undefined;
  try {
    return JSON.parse(String(after?.data_json));
  } catch {
    return undefined;
  }
}

/** What a refresh only says in other words is left out: Terraform lists it here, and shows it to nobody. */
function drifts(changes: readonly PlannedChange[], plan: Plan): readonly Drift[] {
  return changes.flatMap((change): readonly Drift[] => {
    const { resource, type, before, after } = change;
    const isDeleted = before !== null && after === null;
    const changed = Object.keys({ ...before, ...after }).filter((key) => isChanged(change, key));
    if (!isDeleted && before !== null && changed.length === 0) return [];
    const told = isKnown(type) ? REPORTED[type] : [];
    return [
      {
        resource,
        type,
        change: isKnown(type) ? resourceChange(type, change, plan) : undefined,
        isDeleted,
        hasUntold: changed.some((key) => !told.includes(key)),
      },
    ];
  });
}

function others(changes: readonly PlannedChange[]): readonly OtherFacts[] {
  const counted = new Map<string, OtherFacts>();
  for (const { resource, type, name, actions } of changes) {
    const doing = changeKindOf(actions);
    const key = `${resource} ${doing}`;
    counted.set(key, { type, name, doing, instances: (counted.get(key)?.instances ?? 0) + 1 });
  }
  return [...counted].sort(([a], [b]) => compare(a, b)).map(([, other]) => other);
}

/** What Terraform does, by its actions. Source: Terraform's JSON output format, `actions`. */
const KINDS: Readonly<Record<string, ChangeKind>> = table({
  "no-op": "none",
  read: "read",
  open: "read",
  create: "create",
  update: "update",
  delete: "delete",
  forget: "forget",
  "delete,create": "replace",
  "create,delete": "replace",
  "create,forget": "replace",
});

const changeKindOf = (actions: readonly string[]): ChangeKind => KINDS[actions.join()] ?? "unknown";

const isKnown = (type: string): type is KnownType => Object.hasOwn(ALLOWED, type);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
