import { isObject, type JsonObject, parsedJson, record, ScopelockError, text } from "../../core/diagnostic";
import type { EngineName } from "../../core/terraform";
import { readConfiguration } from "./configuration";
import { isIdentifier } from "./identifier";

/**
 * What is looked at of `terraform show -json <plan>`. Its `prior_state` and `planned_values` are not: they repeat values,
 * the sensitive ones too. Source: Terraform's JSON output format 1.2, as 1.11.4 writes it.
 */
export type Plan = ReturnType<typeof readPlan>;

/** Why a plan may not show everything. `unsaid`: it does not say whether it is complete. */
export type Incomplete = "errored" | "partial" | "deferred" | "unsaid";

/** What made a plan. */
export interface PlanEngine {
  readonly name: EngineName;
  /** For example `1.11.4`. */
  readonly version: string;
}

/** The change of one instance of a resource. Values are as the plan has them, unmasked: {@link sideOf} masks them. */
export type PlannedChange = ReturnType<typeof change>;

/** A value before and after the plan, as far as it may be read. */
export interface ReadableValue {
  /** `undefined` where it is sensitive. */
  readonly before: unknown;
  /** `undefined` where it is sensitive, or known only when applied. */
  readonly after: unknown;
}

/**
 * Reads a plan.
 * @throws {@link ScopelockError} `plan/not-a-plan`, `plan/version` when its format is of another major version than 1,
 * `plan/malformed` when a part that is looked at is not what the format says.
 */
export function readPlan(json: unknown) {
  if (!isObject(json) || typeof json.format_version !== "string" || !looksLikePlan(json))
    throw new ScopelockError({
      id: "plan/not-a-plan",
      what: "This JSON is not a plan.",
      why: "A review needs what terraform show -json prints of a saved plan; a state, or the log of terraform plan -json, lacks what changes.",
      fix: "terraform plan -out=plan, then terraform show -json plan > plan.json.",
    });
  if (!/^1\.\d+$/.test(json.format_version))
    throw new ScopelockError({
      id: "plan/version",
      what: `The plan's format is of version ${/^\d+(\.\d+)*$/.test(json.format_version) ? json.format_version : "unknown"}, not 1.`,
      why: "Another major version may mean something else by the same words.",
      fix: "Update scopelock, or show the plan with a Terraform that writes format version 1.",
    });
  const listed = (key: string) => list(json, key).map((each) => change(each, key));
  const changes = listed("resource_changes");
  const checks = list(json, "checks").flatMap(check);
  return {
    changes,
    /** What values of the state are made of. */
    inputs: inputs(changes),
    /** What was found changed since the last apply. */
    drift: listed("resource_drift"),
    outputs: outputs(json),
    /** Conditions that do not hold: of a resource, or a check block. */
    checks: checks.filter(({ isBroken }) => isBroken),
    /** Addresses of all that has a condition, whether it holds or not. */
    guarded: checks.map(({ resource }) => resource).sort(),
    /** Why there may be more than the plan shows; `undefined` when Terraform says that it is complete. */
    incomplete: incompleteness(json),
    /** Actions of providers that Terraform invokes when the plan is applied. */
    invocations: list(json, "action_invocations").map(invocation),
    /** Number of parts that this version of scopelock does not know. */
    unknownParts: unknownParts(json),
    configuration: readConfiguration(json.configuration, json.variables),
    /** What made the plan; `undefined` where it names no version. */
    engine: engine(json),
    /** When Terraform made the plan; to be hashed, never shown. */
    timestamp: text(json.timestamp),
  };
}

/** Source: Terraform's and OpenTofu's `internal/command/jsonplan`, up to Terraform 1.14 and OpenTofu 1.12. */
const PARTS: ReadonlySet<string> = new Set([
  "format_version",
  "terraform_version",
  "variables",
  "planned_values",
  "resource_drift",
  "resource_changes",
  "deferred_changes",
  "action_invocations",
  "deferred_action_invocations",
  "output_changes",
  "prior_state",
  "configuration",
  "relevant_attributes",
  "checks",
  "timestamp",
  "applyable",
  "complete",
  "errored",
]);

/** Source: the same, `resourceChange` and `change`. */
const PARTS_OF_CHANGE: ReadonlySet<string> = new Set([
  "address",
  "previous_address",
  "module_address",
  "mode",
  "type",
  "name",
  "index",
  "provider_name",
  "deposed",
  "change",
  "action_reason",
  "actions",
  "before",
  "after",
  "after_unknown",
  "before_sensitive",
  "after_sensitive",
  "replace_paths",
  "importing",
  "generated_config",
  "before_identity",
  "after_identity",
]);

/** Number of kinds of parts that nobody here reads: of the plan, and of its changes. */
function unknownParts(json: JsonObject): number {
  const keysOf = (value: unknown) =>
    isObject(value) ? Object.keys(value).filter((key) => !isEmpty(value[key])) : [];
  const inChanges = list(json, "resource_changes").flatMap((each) => [
    ...keysOf(each),
    ...keysOf(record(each).change),
  ]);
  return new Set([
    ...keysOf(json).filter((key) => !PARTS.has(key)),
    ...inChanges.filter((key) => !PARTS_OF_CHANGE.has(key)).map((key) => `change ${key}`),
  ]).size;
}

/** Terraform says since 1.8 whether a plan is complete, OpenTofu never does: a plan with -target looks like any other. */
function incompleteness(json: JsonObject): Incomplete | undefined {
  if (json.errored === true) return "errored";
  if (!isEmpty(json.deferred_changes) || !isEmpty(json.deferred_action_invocations)) return "deferred";
  if (json.complete === false) return "partial";
  return json.complete === true || json.terraform_version === undefined ? undefined : "unsaid";
}

/** Both write their version under one name. Since 1.8 Terraform alone writes whether a plan is complete. */
function engine({ terraform_version: version, complete }: JsonObject): PlanEngine | undefined {
  if (
    typeof version !== "string" ||
    !/^\d{1,4}\.\d{1,4}\.\d{1,4}(-[a-z0-9.]{1,40})?(\+[a-z0-9.]{1,40})?$/.test(version)
  )
    return undefined;
  return { name: typeof complete === "boolean" ? "Terraform" : "OpenTofu", version };
}

function invocation(each: unknown) {
  if (!isObject(each) || !isIdentifier(each.type) || !isIdentifier(each.name))
    throw malformed("action_invocations");
  return { type: each.type, name: each.name };
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === "object" && Object.keys(value).length === 0);

const looksLikePlan = (json: JsonObject) =>
  ["planned_values", "resource_changes", "output_changes"].some((key) => key in json);

function change(each: unknown, key: string) {
  if (!isObject(each) || !isObject(each.change)) throw malformed(key);
  const { type, name, mode, index, change } = each;
  const { actions } = change;
  if (!isIdentifier(type) || !isIdentifier(name) || typeof mode !== "string" || !isTexts(actions))
    throw malformed(key);
  const { before = null, after = null } = change;
  if (!isSide(before) || !isSide(after)) throw malformed(key);
  const isOf = (some: readonly string[]) => actions.some((action) => some.includes(action));
  if ((isOf(HAVE_BEFORE) && !before) || (isOf(HAVE_AFTER) && !after)) throw malformed(key);
  const { previous_address: previous, provider_name: provider } = each;
  return {
    /** `<type>.<name>`, `data.` in front of a data source's: the address without module and instance. */
    resource: `${mode === "managed" ? "" : "data."}${type}.${name}`,
    /** The same of its address before a move. */
    movedFrom: typeof previous === "string" ? previous.replace(/\[[^\]]*\]$/, "") : undefined,
    type,
    name,
    isManaged: mode === "managed",
    /** Whether it is of the stack itself, not of a module in it. */
    isRoot: each.module_address === undefined,
    /** Key of the instance when that is a whole number, as a generation is. Other keys may be anything: not kept. */
    generation: wholeNumber(index),
    /** Module and key of the instance, whatever it is; to be hashed, never shown. */
    instance: JSON.stringify([each.module_address ?? "", index ?? "", each.deposed ?? ""]),
    /** Whether the plan takes the object over from outside the state. */
    isImported: isObject(change.importing),
    /** Address of the provider, `registry.terraform.io/hashicorp/vault`; `undefined` where it has another form. */
    provider: typeof provider === "string" && /^[a-z0-9./_-]{1,200}$/i.test(provider) ? provider : undefined,
    /** An object that an interrupted replacement left behind. */
    isLeftover: each.deposed !== undefined,
    actions,
    before,
    after,
    afterUnknown: change.after_unknown,
    beforeSensitive: change.before_sensitive,
    afterSensitive: change.after_sensitive,
    replacePaths: change.replace_paths,
  };
}

/** The actions with something on a side: what is read as nothing there would pass in silence. */
const HAVE_BEFORE = ["no-op", "update", "delete", "forget"];
const HAVE_AFTER = ["no-op", "update", "create"];

function outputs(json: JsonObject) {
  const { output_changes = {} } = json;
  if (!isObject(output_changes)) throw malformed("output_changes");
  return Object.entries(output_changes).map(([name, output]) => {
    if (!isObject(output)) throw malformed("output_changes");
    const { actions, before = null, after = null, before_sensitive, after_sensitive, after_unknown } = output;
    return {
      name: isIdentifier(name) ? name : "an output",
      isChanged: isTexts(actions)
        ? actions.join() !== "no-op"
        : JSON.stringify(before) !== JSON.stringify(after),
      /** Whether Terraform marks a part of what it holds afterwards as sensitive. */
      isSensitive: hasTrue(after_sensitive),
      ...readable(before, after, hasTrue(before_sensitive), hasTrue(after_sensitive), hasTrue(after_unknown)),
    };
  });
}

/** The inputs of `terraform_data`: what an integration declares is one of them. */
function inputs(changes: readonly PlannedChange[]): readonly ReadableValue[] {
  const input = (side: unknown) => (isObject(side) ? read(side.input) : side);
  // What a text of JSON holds; anything else as it is.
  const read = (value: unknown) => (typeof value === "string" ? (parsedJson(value) ?? value) : value);
  return changes
    .filter(({ type, isManaged }) => isManaged && type === "terraform_data")
    .map(({ before, after, beforeSensitive, afterSensitive, afterUnknown }) => {
      const [wasMarked, isMarked, isUnknown] = [beforeSensitive, afterSensitive, afterUnknown].map((mask) =>
        hasTrue(input(mask)),
      );
      return readable(input(before), input(after), wasMarked, isMarked, isUnknown);
    });
}

/** Of what Terraform marks as sensitive, wholly or in part, the values are left out, and of the other side too. */
function readable(
  before: unknown,
  after: unknown,
  wasMarked = false,
  isMarked = false,
  isUnknown = false,
): ReadableValue {
  const isReadable = !isMarked && !wasMarked;
  return {
    before: isReadable ? before : wasMarked ? undefined : membership(before),
    after: isReadable && !isUnknown ? after : undefined,
  };
}

/**
 * Of a value that becomes sensitive, which integration it was of, and its resources: without them, nobody would know
 * whose they are.
 */
function membership(before: unknown): unknown {
  if (!isObject(before)) return undefined;
  const { scopelock, environment, integration, resources } = before;
  return { scopelock, environment, integration, resources, divisions: [], actions: [] };
}

function check(each: unknown) {
  if (!isObject(each) || !isObject(each.address)) throw malformed("checks");
  const { mode, type, name, kind } = each.address;
  const isBroken = hasFailed(each);
  if (!isIdentifier(name)) {
    if (isBroken) throw malformed("checks");
    return [];
  }
  const typed = isIdentifier(type) ? type : isIdentifier(kind) ? kind : "check";
  const generations = (Array.isArray(each.instances) ? each.instances : [])
    .filter((instance) => isObject(instance) && hasFailed(instance))
    .flatMap(({ address }) => wholeNumber(record(address).instance_key) ?? []);
  return [
    {
      resource: `${mode === "data" ? "data." : ""}${typed}.${name}`,
      isBroken,
      /** Generations of the instances in question. */
      generations: generations.sort((a, b) => a - b),
    },
  ];
}

const hasFailed = ({ status }: JsonObject) => status === "fail" || status === "error";

function list(json: JsonObject, key: string): readonly unknown[] {
  const value = json[key] ?? [];
  if (!Array.isArray(value)) throw malformed(key);
  return value;
}

function malformed(key: string): ScopelockError {
  return new ScopelockError({
    id: "plan/malformed",
    what: `"${key}" of the plan does not follow Terraform's plan format.`,
    why: "A review of half a plan would hide the other half.",
    fix: "Show the plan again: terraform show -json plan > plan.json.",
  });
}

/** Whether something in a mask is true: the masks of sensitive and of unknown values have that form. */
export function hasTrue(mask: unknown): boolean {
  if (mask === true) return true;
  return typeof mask === "object" && mask !== null && Object.values(mask).some(hasTrue);
}

const isSide = (value: unknown): value is JsonObject | null => value === null || isObject(value);
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");
const wholeNumber = (key: unknown) => (/^(0|[1-9]\d{0,8})$/.test(String(key)) ? Number(key) : undefined);
