import { isObject, type JsonObject } from "../../core/diagnostic";

/** A role of one of Vault's auth methods: whom it lets in, and what they get. `undefined` stands for what cannot be read. */
export type AuthRole = ReturnType<typeof readAuthRole>;

/** One limit of whom a role lets in. */
export interface Limit {
  /** Name of the attribute. */
  readonly attribute: string;
  /** What it limits, as people say it. */
  readonly what: string;
  /** Who comes in: one of these. Empty: anybody, as far as this limit goes. `undefined`: it cannot be read. */
  readonly values: readonly string[] | undefined;
  /** Whether the values are address ranges, or names in which `*` stands for anything. */
  readonly form: "address" | "name";
}

/** Attributes of how long what a role gives is of use. */
const LASTING = [
  "token_ttl",
  "token_max_ttl",
  "token_explicit_max_ttl",
  "token_num_uses",
  "secret_id_ttl",
  "secret_id_num_uses",
];

/**
 * Reads a role. Values that do not have the form they should have are not kept.
 * @param method `AppRole`
 */
export function readAuthRole(method: string, backend: string, role: JsonObject) {
  const has = (key: string) => key in role;
  const list = (attribute: string, what: string, form: Limit["form"], none?: string): Limit[] =>
    has(attribute) ? [{ attribute, what, form, values: valuesOf(role[attribute], form, none) }] : [];
  const lasts = LASTING.filter(has).map((attribute): [string, number | undefined] => {
    const value = role[attribute] ?? 0;
    return [attribute, typeof value === "number" ? value : undefined];
  });
  return {
    method,
    backend: nameOf(role.backend ?? backend),
    name: nameOf(role.role_name),
    namespace: (role.namespace ?? null) === null ? "" : nameOf(role.namespace),
    /** Names of policies. */
    policies: has("token_policies") ? valuesOf(role.token_policies, "name") : undefined,
    /** Whether tokens have the policy `default` too. */
    hasDefaultPolicy: flagOf(role.token_no_default_policy, false, (flag) => !flag),
    /** What limits who is let in. */
    limits: [
      ...list("token_bound_cidrs", "addresses", "address"),
      ...list("secret_id_bound_cidrs", "addresses that may log in", "address"),
      ...secretId(role),
      ...list("bound_service_account_names", "service accounts", "name", NOBODY),
      ...list("bound_service_account_namespaces", "namespaces of Kubernetes", "name", NOBODY),
      ...list("audience", "audience", "name"),
      ...list("bound_audiences", "audience", "name"),
      ...list("bound_subject", "subject", "name"),
      ...claims(role),
    ],
    /** By attribute: seconds, or a number of uses. 0 is Vault's own limit, or none. */
    lasts: Object.fromEntries(lasts),
  };
}

/** A list that lets nobody in when it is empty. No service account is called so. */
const NOBODY = "(nobody)";

function valuesOf(value: unknown, form: Limit["form"], none?: string): readonly string[] | undefined {
  const list = value === null || value === "" ? [] : Array.isArray(value) ? value : [value];
  if (list.length === 0) return none === undefined ? [] : [none];
  const pattern = form === "address" ? /^[0-9a-f.:/]{2,50}$/i : /^[\w.:/@*+ =,-]{1,200}$/;
  return list.every((each): each is string => typeof each === "string" && pattern.test(each))
    ? [...list].sort()
    : undefined;
}

function secretId(role: JsonObject): Limit[] {
  if (!("bind_secret_id" in role)) return [];
  const values = flagOf(role.bind_secret_id, true, (flag) => (flag ? ["needed"] : []));
  return [{ attribute: "bind_secret_id", what: "secret id", form: "name", values }];
}

/** Each claim is a limit of its own: one more lets fewer in. With globs, `*` stands for anything. */
function claims(role: JsonObject): Limit[] {
  const { bound_claims: bound, bound_claims_type: type } = role;
  if (!("bound_claims" in role)) return [];
  if (bound !== null && !isObject(bound))
    return [{ attribute: "bound_claims", what: "claims", form: "name", values: undefined }];
  return Object.entries(bound ?? {}).map(([claim, value]) => {
    const values = valuesOf(typeof value === "string" ? value.split(",") : value, "name");
    const isLiteral = type === undefined || type === null || type === "" || type === "string";
    return {
      attribute: `bound_claims ${claim}`,
      what: nameOf(claim) === undefined ? "a claim" : `claim ${claim}`,
      form: "name",
      // A star in a literal claim is a star.
      values: isLiteral ? values?.map((each) => each.replaceAll("*", "(star)")) : values,
    };
  });
}

function flagOf<T>(value: unknown, unset: boolean, read: (flag: boolean) => T): T | undefined {
  const flag = value ?? unset;
  return typeof flag === "boolean" ? read(flag) : undefined;
}

const nameOf = (value: unknown) =>
  typeof value === "string" && /^[\w./@-]{1,256}$/.test(value) ? value : undefined;
