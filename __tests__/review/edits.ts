import { isObject } from "../../src/core/diagnostic/json";
import { recordedPlan } from "./cases";
import { type EditableChange, type EditablePlan, recorded } from "./plans";

/** A change of a plan that a test makes. */
export type Edit = (plan: EditablePlan) => unknown;
type Values = Record<string, unknown>;

/** A recorded plan with the configuration that a plan of the same stack had, to be edited. */
export function configured(changed: "nothing" | "first deploy"): EditablePlan {
  const plan: EditablePlan = JSON.parse(recordedPlan(changed));
  plan.configuration = recorded("rotation").configuration;
  return plan;
}

/** The first managed resource of a type, or the one whose name has a text. */
export function found(plan: EditablePlan, type: string, name = ""): EditableChange {
  const change = plan.resource_changes.find(
    (each) => each.mode === "managed" && each.type === type && each.name.includes(name),
  );
  if (!change) throw new Error(`no ${type} ${name}`);
  return change;
}

/** The values of a resource after a change. */
function after(change: EditableChange): Values {
  if (!change.change.after) throw new Error(`${change.type} goes`);
  return change.change.after;
}

/** Updates a resource. */
export const update =
  (type: string, edit: (values: Values, change: EditableChange) => unknown, name?: string): Edit =>
  (plan) => {
    const change = found(plan, type, name);
    change.change.actions = ["update"];
    edit(after(change), change);
  };

/** The same, of the first block of a name. */
export const updateBlock = (type: string, block: string, values: Values): Edit =>
  update(type, (all) => {
    const [first] = all[block] as Values[];
    all[block] = [{ ...first, ...values }];
  });

/** Has Terraform do something else with a resource. */
export const act =
  (type: string, actions: string[], name?: string): Edit =>
  (plan) => {
    const { change } = found(plan, type, name);
    change.actions = actions;
    if (!actions.includes("create") && actions.join() !== "no-op") change.after = null;
  };

/** Another resource, new or changed. */
export const more =
  (type: string, after: Values | null, before: Values | null = null, extra: Values = {}): Edit =>
  (plan) => {
    const [prefix = ""] = type.split("_");
    plan.resource_changes.push({
      address: `${type}.more`,
      mode: "managed",
      type,
      name: "more",
      provider_name: `registry.terraform.io/${prefix === "genesyscloud" ? "mypurecloud" : "hashicorp"}/${prefix}`,
      change: {
        actions: before ? (after ? ["update"] : ["delete"]) : ["create"],
        before,
        after,
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
      },
      ...extra,
    });
  };

/** A Vault policy that changes, or a new one. */
export const policy = (after: string, before?: string, name = "crm"): Edit => {
  const values = (text: string) => ({ id: name, name, namespace: null, policy: text });
  return more("vault_policy", values(after), before === undefined ? null : values(before));
};

/** A rule of a policy. */
export const rule = (path: string, capabilities: string, limits = "") =>
  `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities.split(","))}\n${limits}\n}\n`;

/** Sets a setting of a provider. */
export const setting =
  (provider: string, name: string, expression: unknown): Edit =>
  (plan) => {
    const providers = partOf(plan.configuration, "provider_config");
    const expressions = partOf(providers[provider], "expressions");
    expressions[name] = expression;
  };

/** Adds a resource, a data source or an ephemeral resource to the configuration. */
export const configure =
  (mode: string, type: string, body: Values = {}): Edit =>
  (plan) => {
    const resources = partOf(plan.configuration, "root_module").resources as unknown[];
    resources.push({ mode, type, name: "more", expressions: {}, ...body });
  };

/** A resource of the configuration. */
export function configuredResource(plan: EditablePlan, type: string, name = ""): Values {
  const resources = partOf(plan.configuration, "root_module").resources as Values[];
  const resource = resources.find((each) => each.type === type && String(each.name).includes(name));
  if (!resource) throw new Error(`no ${type} in the configuration`);
  return resource;
}

/** An output that comes, with what it refers to. */
export const output =
  (references: readonly string[], values: Values = {}): Edit =>
  (plan) => {
    const outputs = plan.output_changes as Record<string, unknown>;
    outputs.more = {
      actions: ["create"],
      before: null,
      after: "text",
      after_unknown: false,
      before_sensitive: false,
      after_sensitive: false,
      ...values,
    };
    const root = partOf(plan.configuration, "root_module");
    root.outputs = { ...partOf(root, "outputs"), more: { expression: { references } } };
  };

/** scopelock's own output, which becomes something else. */
export const declared =
  (edit: (values: Values) => Values | null, sensitive = false): Edit =>
  (plan) => {
    const outputs = plan.output_changes as Record<string, unknown>;
    const own = Object.values(outputs).find(
      (each) => isObject(each) && isObject(each.after) && "scopelock" in each.after,
    );
    if (!isObject(own) || !isObject(own.after)) throw new Error("no output of an integration");
    Object.assign(own, {
      actions: ["update"],
      after: edit(structuredClone(own.after)),
      after_sensitive: sensitive,
    });
  };

/** A part of an object that is an object. */
export function partOf(value: unknown, key: string): Values {
  const part = isObject(value) ? value[key] : undefined;
  if (!isObject(part)) throw new Error(`no ${key}`);
  return part as Values;
}

/** Several edits. */
export const all =
  (...edits: readonly Edit[]): Edit =>
  (plan) => {
    for (const edit of edits) edit(plan);
  };
