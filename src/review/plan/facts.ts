import { compareTexts, isObject, parsedJson, table } from "../../core/diagnostic";
import { namesSecret } from "../../core/request";
import { unaccounted } from "./accounted";
import { isAcknowledged, readAcknowledged } from "./acknowledged";
import {
  ALLOWED,
  changedAttributes,
  isChanged,
  type KnownType,
  REPORTED,
  replacingAttributes,
  sideOf,
  unknownAttributes,
} from "./attributes";
import { commandsOf, readingsOf } from "./commands";
import { type Declared, isDeclared, readDeclared } from "./declared";
import { digestsOf } from "./digest";
import { endpointTest } from "./endpoints";
import { OWN } from "./equality";
import { keptValues } from "./kept";
import { hasTrue, type Plan, type PlannedChange } from "./plan";
import { isKnownSource } from "./provider-settings";
import { secretExpression } from "./secret-expression";

/** What a plan does to an object. `unknown`: an action that Terraform did not have when this was written. */
export type ChangeKind = "none" | "read" | "create" | "update" | "replace" | "delete" | "forget" | "unknown";

/** An object of a known type, and what a plan does to it. Holds what the allow-list names, and nothing else. */
export type ResourceChange<T extends KnownType = KnownType> = ReturnType<typeof resourceChange<T>>;

/** What became of an object since the last apply, outside Terraform. */
export type Drift = ReturnType<typeof drifts>[number];

/** An integration: what it declares, before and after, and the objects that it is made of. */
export interface IntegrationFacts {
  readonly id: string;
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

/** What a plan says, as far as it may be told. */
export type PlanFacts = ReturnType<typeof factsOf>;

/** Picks out of a plan what may be told. */
export function factsOf(plan: Plan) {
  const declared = declarationsOf(plan);
  const owner = (change: PlannedChange) => declared.findIndex((integration) => owns(integration, change));
  const ownedBy = (at: number, all: readonly PlannedChange[]) => all.filter((each) => owner(each) === at);
  const changes = plan.changes.filter(({ isManaged }) => isManaged);
  const drift = plan.drift.filter(({ isManaged }) => isManaged);
  const isOther = (change: PlannedChange) =>
    !isKnown(change.type) && (owner(change) === -1 || change.type !== "terraform_data");
  const { configuration, engine, incomplete, outputs, checks, invocations, unknownParts } = plan;
  return {
    engine,
    incomplete,
    integrations: declared.map(
      (integration, at): IntegrationFacts => ({
        ...integration,
        id: (integration.after ?? integration.before)?.integration ?? "",
        resources: resourceChanges(ownedBy(at, changes), plan),
        drift: drifts(ownedBy(at, drift), plan),
      }),
    ),
    /** Of no integration, of types that are looked into wherever they are. */
    resources: resourceChanges(ownedBy(-1, changes), plan),
    /** Of whatever belongs to no integration, of every type. */
    drift: drifts(ownedBy(-1, drift), plan),
    others: others(changes.filter(isOther)),
    /** Data sources and ephemeral resources that can do more than look up. */
    readings: readingsOf(plan),
    /** Values that Terraform's state keeps, and that may be secrets. */
    kept: keptValues(plan),
    failed: checks,
    /** Rules that the stack passes over. */
    acknowledged: {
      before: outputs.flatMap(({ before }) => readAcknowledged(before)),
      after: outputs.flatMap(({ after }) => readAcknowledged(after)),
    },
    /** Outputs of others than scopelock that change. */
    outputs: outputs
      .filter((output) => output.isChanged && ![output.before, output.after].some(isOwnOutput))
      .map(({ name, isSensitive }) => ({
        name,
        holds: isSensitive ? "secret" : heldBy(configuration.outputs.get(name) ?? []),
      })),
    invocations,
    unknownParts,
    /** Resources with a provisioner that is not scopelock's own. */
    commands: commandsOf(plan),
    providers: configuration.providers.map(({ expressions: _, ...settings }) => settings),
    foreignTypes: foreignTypes(plan),
    /** Addresses of resources that the plan leaves. */
    standing: new Set(plan.changes.filter(({ after }) => after).map(({ resource }) => resource)),
    isEndpoint: endpointTest(configuration),
    /** Hashes of all that changes. @param salt that of the review to compare with */
    digests: (salt?: string) => digestsOf(plan, salt),
  };
}

/** What each integration declares, before and after. */
function declarationsOf({ inputs, outputs }: Plan): readonly Pick<IntegrationFacts, "before" | "after">[] {
  const sides = [...inputs, ...outputs]
    .map(({ before, after }) => ({ before: readDeclared(before), after: readDeclared(after) }))
    .filter(({ before, after }) => before || after);
  // What was deployed before it became a value of the state was an output: one goes and the other comes in the same plan.
  const moved = sides.filter(({ before, after }) => before && !after);
  const isOf = (one: Declared) => (other: Declared | undefined) =>
    one.environment === other?.environment && one.integration === other.integration;
  return sides
    .filter(
      ({ before, after }) =>
        !before || after || !sides.some((other) => !other.before && isOf(before)(other.after)),
    )
    .map(({ before, after }) => ({
      before: before ?? (after && moved.find((other) => isOf(after)(other.before))?.before),
      after,
    }));
}

const isOwnOutput = (value: unknown) => isDeclared(value) || isAcknowledged(value);

/** Attributes that hold a secret. Source: the recorded schemas of the two providers. */
const SECRET_ATTRIBUTE =
  /^(client_secret|data|data_json|data_json_wo|secret_id|wrapping_token|client_token|password|private_key)$/;

/**
 * What an output holds that refers to these. `secret`: Terraform marks what it holds as sensitive, or it refers to a secret.
 * `untraced`: the plan does not show what it refers to.
 */
function heldBy(references: readonly string[]): "secret" | "untraced" | "plain" {
  const held = references.map((reference) => {
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
    if (name === undefined || provider === undefined || found.has(provider)) continue;
    if (!isKnownSource(name, provider)) found.set(provider, type);
  }
  return [...found.values()].sort();
}

function owns({ before, after }: Pick<IntegrationFacts, "before" | "after">, change: PlannedChange): boolean {
  if (!change.isRoot) return false;
  const names = [change.resource, change.movedFrom ?? change.resource];
  return names.some((name) => before?.resources.has(name) || after?.resources.has(name));
}

function resourceChanges(changes: readonly PlannedChange[], plan: Plan): readonly ResourceChange[] {
  return changes
    .flatMap((change) => (isKnown(change.type) ? [resourceChange(change.type, change, plan)] : []))
    .sort(
      (a, b) => compareTexts(a.resource, b.resource) || Number(a.generation ?? 0) - Number(b.generation ?? 0),
    );
}

function resourceChange<T extends KnownType>(type: T, change: PlannedChange, plan: Plan) {
  const { resource, generation, isLeftover, isImported } = change;
  const { configuration } = plan;
  const doing = changeKindOf(change.actions);
  const expressions = change.isRoot ? configuration.expressions.get(resource) : undefined;
  return {
    /** `<type>.<name>`. */
    resource,
    type,
    doing,
    generation,
    isLeftover,
    /** Whether the plan takes it over from outside the state. */
    isImported,
    /** The provider configuration that makes it, where the plan has a configuration. */
    providerKey: configuration.providerOf.get(resource),
    /** What the configuration writes into a secret; `undefined` where the plan does not have that. */
    written: secretExpression(expressions),
    before: sideOf(type, change, "before"),
    after: sideOf(type, change, "after"),
    /** Names of attributes that change. */
    changed: changedAttributes(type, change),
    /** Names of attributes because of which it is replaced. */
    replacedFor: replacingAttributes(type, change),
    /** Names of attributes that are known when the plan is applied. */
    unknown: unknownAttributes(type, change),
    /** Attributes whose change no judge accounts for. */
    unaccounted:
      doing === "none" && !isImported
        ? []
        : unaccounted(type, change, siblingOf(change, plan.changes), expressions),
    /** What it refers to in the configuration, by attribute; none where the plan has no configuration. */
    references:
      (change.isRoot && configuration.references.get(resource)) || new Map<string, readonly string[]>(),
    /** Whether its manifest or secret holds what it should; `undefined` where that cannot be read. */
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
  return parsedJson(String(after?.data_json));
}

/** What a refresh only says in other words is left out: Terraform lists it here, and shows it to nobody. */
function drifts(changes: readonly PlannedChange[], plan: Plan) {
  return changes.flatMap((change) => {
    const { resource, type, before, after } = change;
    const isDeleted = before !== null && after === null;
    const changed = Object.keys({ ...before, ...after }).filter((key) => isChanged(change, key));
    if (!isDeleted && before !== null && changed.length === 0) return [];
    const told = isKnown(type) ? REPORTED[type] : [];
    return [
      {
        /** `<type>.<name>`. */
        resource,
        type,
        /** The object, where its type is known. */
        change: isKnown(type) ? resourceChange(type, change, plan) : undefined,
        isDeleted,
        /** Whether attributes differ whose names this version does not tell. */
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
  return [...counted].sort(([a], [b]) => compareTexts(a, b)).map(([, other]) => other);
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
