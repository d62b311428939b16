import { isObject, type JsonObject, record, ScopelockError } from "../../core/diagnostic";
import { PART } from "../../core/stack";
import { all, matching, nameOf, permissionOf } from "./attributes";

/** What the value `permissions` of an integration says of it: {@link DataActionIntegration} writes it. */
export type Declared = NonNullable<ReturnType<typeof readDeclared>>;

/** A division that the role is granted in. */
export type DeclaredDivision = Declared["divisions"][number];

/** What one action is granted, and why. */
export type DeclaredAction = NonNullable<ReturnType<typeof readAction>>;

/** Of a text that people wrote, what is kept. Characters. */
const LONGEST_REASON = 2000;

/** Whether a value is one of ours. */
export function isDeclared(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.scopelock === "number" && typeof value.integration === "string";
}

/**
 * Reads one side of it; `undefined` for any other value.
 * @throws {@link ScopelockError} `plan/output` when it is not what this version of scopelock writes.
 */
export function readDeclared(value: unknown) {
  if (!isDeclared(value)) return undefined;
  const environment = matching(value.environment, PART);
  const integration = matching(value.integration, PART);
  const divisions = all(value.divisions, readDivision);
  const resources = all(value.resources, (each) => matching(each, /^[\w.-]{1,512}$/));
  const actions = all(value.actions, readAction);
  if (value.scopelock !== 1 || !environment || !integration || !divisions || !resources || !actions)
    throw unreadable(integration === undefined ? "the plan" : `integration ${integration}`);
  // Resources are addresses without instances.
  return { environment, integration, divisions, resources: new Set(resources), actions };
}

/** A value of ours that is not as this version writes it. */
export function unreadable(where: string): ScopelockError {
  return new ScopelockError({
    id: "plan/output",
    what: "A value of the stack is not what this version of scopelock writes.",
    where,
    why: "Which action needs which permission, and which rules are passed over, is read from the plan.",
    fix: "Synthesize and plan with the version of scopelock that reviews.",
  });
}

/** Its name is one, or an id, as `lookup` says; `undefined` when it is known only when applied. */
function readDivision(value: unknown) {
  const { lookup, name } = record(value);
  const known = (["home", "named", "id"] as const).find((each) => each === lookup);
  return known && { lookup: known, name: nameOf(name) };
}

function readAction(value: unknown) {
  if (!isObject(value)) return undefined;
  const action = nameOf(value.action);
  const operation = matching(value.operation, /^([A-Z]{3,7} \/api\/[\w/{}.:-]{1,300})?$/);
  const requires = (["any", "all", "none"] as const).find((mode) => mode === value.requires);
  const permissions = all(value.permissions, permissionOf);
  const alternatives = all(value.alternatives ?? [], permissionOf);
  const because = reason(value.because);
  const stated = reason(value.stated ?? "");
  if (!action || operation === undefined || !requires || !permissions || !alternatives) return undefined;
  if (because === undefined || stated === undefined) return undefined;
  return {
    action,
    /** `<METHOD> <path>`; `null` when the catalogue does not know it. */
    operation: operation || null,
    requires,
    permissions,
    alternatives,
    because,
    /** The reason, where the permissions are stated by hand. */
    stated: stated || null,
    /** Whether it is a static action of Genesys Cloud's: no plan has it, and its request is only stated. */
    isStatic: value.static === true,
  };
}

/** A sentence that people wrote, cut where it is endless; `undefined` when it is no text. */
export function reason(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.length <= LONGEST_REASON ? value : `${value.slice(0, LONGEST_REASON)}... (cut)`;
}
