import { isObject, type JsonObject } from "../../core/diagnostic";
import { type Permission, partsOf } from "../../core/permission";
import { blockForm, isSame } from "./equality";
import { hasTrue, type PlannedChange } from "./plan";
import { parsePolicy, type ReadRule } from "./policy-text";

/**
 * The attributes whose values are read, by type. No other value of a resource enters a review. A value that does not
 * have the form it should have is not shown either: it counts as unreadable, and that is said.
 */
export const ALLOWED = {
  genesyscloud_auth_role: ["id", "name", "permissions", "permission_policies"],
  genesyscloud_oauth_client: ["authorized_grant_type", "scopes", "roles", "integration_credential_id"],
  genesyscloud_integration: ["config"],
  genesyscloud_integration_action: ["name"],
  vault_policy: ["name", "policy"],
  vault_kv_secret_v2: ["mount", "name"],
  vault_generic_secret: ["path"],
  vault_mount: ["path"],
  vault_kv_secret_backend_v2: ["mount"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A type whose resources are understood. */
export type KnownType = keyof typeof ALLOWED;

/**
 * The attributes of which it is told that they change, by name only. What Vault and Genesys Cloud count up by
 * themselves is not among them.
 */
export const TOLD: Readonly<Record<KnownType, readonly string[]>> = {
  genesyscloud_auth_role: ["name", "description", "permissions", "permission_policies"],
  genesyscloud_oauth_client: [
    "name",
    "description",
    "authorized_grant_type",
    "access_token_validity_seconds",
    "scopes",
    "roles",
    "registered_redirect_uris",
    "integration_credential_id",
    "integration_credential_name",
    "directory_client_secret",
    "expose_client_secret",
    "state",
  ],
  genesyscloud_integration: ["integration_type", "intended_state", "config"],
  genesyscloud_integration_action: [
    "name",
    "category",
    "integration_id",
    "secure",
    "contract_input",
    "contract_output",
    "config_timeout_seconds",
    "config_request",
    "config_response",
  ],
  vault_policy: ["name", "policy"],
  vault_kv_secret_v2: ["mount", "name", "data_json", "data", "disable_read", "delete_all_versions"],
  vault_generic_secret: ["path", "data_json", "data", "disable_read", "delete_all_versions"],
  vault_mount: ["path", "type", "options"],
  vault_kv_secret_backend_v2: ["mount", "max_versions", "cas_required", "delete_version_after"],
};

/** A permission as a role grants it. */
export interface Grant {
  readonly permission: Permission;
  /** What limits it, as JSON, {@link UNLIMITED} where nothing does; to be compared, never shown. */
  readonly conditions: string;
}

/** Conditions of a permission that has none. */
export const UNLIMITED = "[]";

/** A role. `undefined` stands for what cannot be read, is sensitive, or is not known before apply. */
export interface Role {
  /** Its id; to be compared, never shown. */
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly grants: readonly Grant[] | undefined;
  /** Names of what it grants. */
  readonly permissions: readonly Permission[] | undefined;
}

/** An OAuth client. */
export interface Client {
  readonly grant: string | undefined;
  readonly scopes: readonly string[] | undefined;
  /** Ids of its roles, `undefined` for one that is known only when applied; to be compared, never shown. */
  readonly roles: readonly (string | undefined)[] | undefined;
  /** Ids of the divisions in which it has roles; to be compared, never shown. */
  readonly divisions: readonly string[] | undefined;
  /** Id of its integration credential; to be compared, never shown. */
  readonly credential: string | undefined;
}

/** A data actions integration. */
export interface Integration {
  readonly name: string | undefined;
  /** Id of the credential that it calls with; to be compared, never shown. */
  readonly credential: string | undefined;
}

/** A data action. */
export interface Action {
  readonly name: string | undefined;
}

/** A Vault policy. */
export interface Policy {
  readonly name: string | undefined;
  readonly rules: readonly ReadRule[] | undefined;
}

/** A secret of a KV version 2 secrets engine. */
export interface Secret {
  readonly mount: string | undefined;
  readonly name: string | undefined;
}

/** A secret of whatever secrets engine. */
export interface GenericSecret {
  /** Its whole path. */
  readonly name: string | undefined;
}

/** A secrets engine, or its limits. */
export interface Mount {
  readonly path: string | undefined;
}

interface Read {
  genesyscloud_auth_role: Role;
  genesyscloud_oauth_client: Client;
  genesyscloud_integration: Integration;
  genesyscloud_integration_action: Action;
  vault_policy: Policy;
  vault_kv_secret_v2: Secret;
  vault_generic_secret: GenericSecret;
  vault_mount: Mount;
  vault_kv_secret_backend_v2: Mount;
}

/** One side of a change, before or after, of a known type. */
export type SideOf<T extends KnownType> = Read[T];

/** Reads one side of a change; `undefined` when there is nothing on that side. */
export function sideOf<T extends KnownType>(
  type: T,
  change: PlannedChange,
  side: "before" | "after",
): SideOf<T> | undefined {
  const value = change[side];
  if (!value) return undefined;
  const sensitive = side === "before" ? change.beforeSensitive : change.afterSensitive;
  const unknown = side === "after" ? change.afterUnknown : undefined;
  const allowed = ALLOWED[type].map((key) => {
    const masks = [maskOf(sensitive, key), maskOf(unknown, key)];
    return [key, masks.includes(true) ? undefined : masks.reduce(unmarked, value[key] ?? null)];
  });
  return READERS[type](Object.fromEntries(allowed)) as SideOf<T>;
}

/** A value without the parts that a mask marks, at any depth. */
function unmarked(value: unknown, mask: unknown): unknown {
  if (mask === true) return undefined;
  if (Array.isArray(value) && Array.isArray(mask)) return value.map((each, at) => unmarked(each, mask[at]));
  if (!isObject(value) || !isObject(mask)) return value;
  // Of what is known only when applied, Terraform writes not even the key.
  const keys = Object.keys({ ...value, ...mask });
  return Object.fromEntries(keys.map((key) => [key, unmarked(value[key], mask[key])]));
}

/** Names of the told attributes of a change that mean something else afterwards, or are not known before apply. */
export function changedAttributes(type: KnownType, change: PlannedChange): readonly string[] {
  return TOLD[type].filter((key) => isChanged(change, key));
}

/** Whether an attribute means something else afterwards, or is not known before apply. */
export function isChanged({ type, before, after, afterUnknown }: PlannedChange, key: string): boolean {
  return before !== null && after !== null
    ? isMarked(afterUnknown, key) || !isSame(type, key, before[key], after[key])
    : false;
}

/** Names of the told attributes that would be read, and are known only when the plan is applied. */
export function unknownAttributes(type: KnownType, { afterUnknown }: PlannedChange): readonly string[] {
  return ALLOWED[type].filter((key) => TOLD[type].includes(key) && isMarked(afterUnknown, key));
}

/** Names of the told attributes because of which the object is replaced. */
export function replacingAttributes(type: KnownType, { replacePaths }: PlannedChange): readonly string[] {
  const paths = Array.isArray(replacePaths) ? replacePaths : [];
  const heads = paths.map((path: unknown) => (Array.isArray(path) ? path[0] : path));
  return TOLD[type].filter((key) => heads.includes(key));
}

const maskOf = (mask: unknown, key: string) => (isObject(mask) ? mask[key] : mask);
const isMarked = (mask: unknown, key: string) => hasTrue(maskOf(mask, key));

const READERS: { readonly [T in KnownType]: (values: JsonObject) => Read[T] } = {
  genesyscloud_auth_role: ({ id, name, permissions, permission_policies }) => {
    const grants = grantsOf(permissions, permission_policies);
    const names = distinct(grants?.map(({ permission }) => permission));
    return { id: text(id), name: nameOf(name), grants, permissions: names };
  },
  genesyscloud_oauth_client: ({ authorized_grant_type, scopes, roles, integration_credential_id }) => ({
    grant: matching(authorized_grant_type, /^[A-Z0-9-]{1,40}$/),
    scopes: all(scopes, (scope) => matching(scope, /^[a-z0-9-]+(:[a-z-]+)?$/)),
    roles: all(roles, (role) => (isObject(role) ? { id: text(role.role_id) } : undefined))?.map(
      ({ id }) => id,
    ),
    divisions: distinct(all(roles, (role) => (isObject(role) ? text(role.division_id) : undefined))),
    credential: text(integration_credential_id),
  }),
  genesyscloud_integration: ({ config }) => {
    const [first] = Array.isArray(config) ? config : [];
    const { name, credentials } = isObject(first) ? first : {};
    return {
      name: nameOf(name),
      credential: isObject(credentials) ? text(credentials.pureCloudOAuthClient) : undefined,
    };
  },
  genesyscloud_integration_action: ({ name }) => ({ name: nameOf(name) }),
  vault_policy: ({ name, policy }) => ({
    name: matching(name, /^[\w.@/ -]{1,256}$/),
    rules: typeof policy === "string" ? parsePolicy(policy) : undefined,
  }),
  vault_kv_secret_v2: ({ mount, name }) => ({ mount: pathOf(mount), name: pathOf(name) }),
  vault_generic_secret: ({ path }) => ({ name: pathOf(path) }),
  vault_mount: ({ path }) => ({ path: pathOf(path) }),
  vault_kv_secret_backend_v2: ({ mount }) => ({ path: pathOf(mount) }),
};

function grantsOf(general: unknown, policies: unknown): readonly Grant[] | undefined {
  if (general === undefined || policies === undefined) return undefined;
  const names = all(general, permissionOf);
  const entities = all(policies, (policy) => {
    if (!isObject(policy)) return undefined;
    const { domain, entity_name: entity, action_set } = policy;
    const conditions = conditionsOf("conditions" in policy ? policy.conditions : null);
    const granted = all(action_set, (action) => permissionOf(`${domain}:${entity}:${action}`));
    return conditions === undefined ? undefined : granted?.map((permission) => ({ permission, conditions }));
  });
  const unlimited = names?.map((permission) => ({ permission, conditions: UNLIMITED }));
  return unlimited && entities && [...unlimited, ...entities.flat()];
}

/** Conditions as JSON; `undefined` as soon as a part of them cannot be read. */
function conditionsOf(conditions: unknown): string | undefined {
  const list = all(conditions, (each) => (isObject(each) && !hasGap(each) ? blockForm(each) : undefined));
  return list && `[${list.join()}]`;
}

/** Whether a part of a value was left out: JSON itself has no `undefined`. */
function hasGap(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === undefined;
  return Object.values(value).some(hasGap);
}

/** A permission's name, with the wildcards that Genesys Cloud takes in roles; `undefined` when it is none. */
export function permissionOf(value: unknown): Permission | undefined {
  if (typeof value !== "string" || value.length > 200 || !/^[\w-]+(:[\w*-]+:[\w*-]+)?$/.test(value))
    return undefined;
  return partsOf(value) || /^[a-z_]+$/.test(value) ? (value as Permission) : undefined;
}

/** Each item read; `undefined` as soon as one cannot be. `null` is an empty list. */
export function all<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
  const items = value === null ? [] : value;
  if (!Array.isArray(items)) return undefined;
  const found = items.map(read);
  return found.includes(undefined) ? undefined : (found as T[]);
}

/** A text of a form. */
export function matching(value: unknown, form: RegExp): string | undefined {
  return typeof value === "string" && form.test(value) ? value : undefined;
}

/** A name that people gave: any text, and as long as Genesys Cloud's names. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= 256 ? value : undefined;
}

const distinct = <T extends string>(texts: readonly T[] | undefined) => texts && [...new Set(texts)].sort();
const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const pathOf = (value: unknown) => matching(value, /^[\w./@:~-]{1,512}$/);
