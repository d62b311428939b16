import { isObject, type JsonObject, ScopelockError } from "../../core/diagnostic";

/**
 * What is looked at of `terraform show -json <plan>`. Its `prior_state`, `planned_values` and `configuration` are
 * not: they repeat values, the sensitive ones too. Source: Terraform's JSON output format 1.2, as 1.11.4 writes it.
 */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** What was found changed since the last apply. */
  readonly drift: readonly PlannedChange[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly Check[];
  /** False when Terraform broke off, or left parts for a later plan. */
  readonly complete: boolean;
}

/** The change of one instance of a resource. Values are as the plan has them, unmasked: {@link side} masks them. */
export interface PlannedChange {
  /** `<type>.<name>`, `data.` in front of a data source's: the address without module and instance. */
  readonly resource: string;
  /** The same of its address before a move. */
  readonly movedFrom: string | undefined;
  readonly type: string;
  readonly name: string;
  readonly isManaged: boolean;
  /** Whether it is of the stack itself, not of a module in it. */
  readonly isRoot: boolean;
  /** Key of the instance when that is a whole number, as a generation is. Other keys may be anything: not kept. */
  readonly generation: number | undefined;
  /** An object that an interrupted replacement left behind. */
  readonly isLeftover: boolean;
  readonly actions: readonly string[];
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly afterUnknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  readonly replacePaths: unknown;
}

/** The change of an output that is not sensitive. */
export interface OutputChange {
  readonly before: unknown;
  readonly after: unknown;
}

/** A condition that does not hold: of a resource, or a check block. */
export interface Check {
  readonly resource: string;
  /** Generations of the instances in question. */
  readonly generations: readonly number[];
}

/** What Terraform takes for a name. Source: its documentation, "Identifiers". */
const IDENTIFIER = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}-]*$/u;

/**
 * Reads a plan.
 * @throws {@link ScopelockError} `plan/not-a-plan`, `plan/version` when its format is of another major version than 1,
 * `plan/malformed` when a part that is looked at is not what the format says.
 */
export function readPlan(json: unknown): Plan {
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
  return {
    changes: list(json, "resource_changes").map((each) => change(each, "resource_changes")),
    drift: list(json, "resource_drift").map((each) => change(each, "resource_drift")),
    outputs: outputs(json),
    checks: list(json, "checks").flatMap(check),
    complete: json.errored !== true && json.complete !== false,
  };
}

const looksLikePlan = (json: JsonObject) =>
  ["planned_values", "resource_changes", "output_changes"].some((key) => key in json);

function change(each: unknown, key: string): PlannedChange {
  if (!isObject(each) || !isObject(each.change)) throw malformed(key);
  const { type, name, mode, index, change } = each;
  const { actions } = change;
  if (!isIdentifier(type) || !isIdentifier(name) || typeof mode !== "string" || !isTexts(actions))
    throw malformed(key);
  const { before = null, after = null } = change;
  if (!isSide(before) || !isSide(after)) throw malformed(key);
  const needs = actions.map((action) => SIDES[action]);
  if (needs.some((need) => (need?.before && !before) || (need?.after && !after))) throw malformed(key);
  return {
    resource: `${mode === "managed" ? "" : "data."}${type}.${name}`,
    movedFrom: typeof each.previous_address === "string" ? withoutInstance(each.previous_address) : undefined,
    type,
    name,
    isManaged: mode === "managed",
    isRoot: each.module_address === undefined,
    generation: wholeNumber(index),
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

/** The sides that there must be something on: what is read as nothing there would pass in silence. */
const SIDES: Readonly<Record<string, { readonly before?: true; readonly after?: true }>> = {
  "no-op": { before: true, after: true },
  update: { before: true, after: true },
  create: { after: true },
  delete: { before: true },
  forget: { before: true },
};

/** Outputs that Terraform marks as sensitive, wholly or in part, are left out. */
function outputs(json: JsonObject): readonly OutputChange[] {
  const { output_changes = {} } = json;
  if (!isObject(output_changes)) throw malformed("output_changes");
  return Object.values(output_changes).flatMap((output) => {
    if (!isObject(output)) throw malformed("output_changes");
    if (hasTrue(output.before_sensitive) || hasTrue(output.after_sensitive)) return [];
    return [{ before: output.before ?? null, after: output.after ?? null }];
  });
}

function check(each: unknown): readonly Check[] {
  if (!isObject(each) || !isObject(each.address)) throw malformed("checks");
  if (each.status !== "fail" && each.status !== "error") return [];
  const { mode, type, name, kind } = each.address;
  if (!isIdentifier(name)) throw malformed("checks");
  const typed = isIdentifier(type) ? type : isIdentifier(kind) ? kind : "check";
  const instances = Array.isArray(each.instances) ? each.instances : [];
  const generations = instances
    .filter((instance) => isObject(instance) && (instance.status === "fail" || instance.status === "error"))
    .map(({ address }) => wholeNumber(isObject(address) ? address.instance_key : undefined));
  return [
    {
      resource: `${mode === "data" ? "data." : ""}${typed}.${name}`,
      generations: generations.filter((generation) => generation !== undefined).sort((a, b) => a - b),
    },
  ];
}

function list(json: JsonObject, key: string): readonly unknown[] {
  const value = json[key] ?? [];
  if (!Array.isArray(value)) throw malformed(key);
  return value;
}

function malformed(key: string): ScopelockError {
  return new ScopelockError({
    id: "plan/malformed",
    what: `"${key}" of the plan is not what Terraform's plan format says.`,
    why: "A review of half a plan would hide the other half.",
    fix: "Show the plan again: terraform show -json plan > plan.json.",
  });
}

/** Whether something in a mask is true: the masks of sensitive and of unknown values have that form. */
export function hasTrue(mask: unknown): boolean {
  if (mask === true) return true;
  return typeof mask === "object" && mask !== null && Object.values(mask).some(hasTrue);
}

const isIdentifier = (value: unknown): value is string => typeof value === "string" && IDENTIFIER.test(value);
const isSide = (value: unknown): value is JsonObject | null => value === null || isObject(value);
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");
const withoutInstance = (address: string) => address.replace(/\[[^\]]*\]$/, "");
const wholeNumber = (key: unknown) => (/^\d{1,9}$/.test(String(key)) ? Number(key) : undefined);
