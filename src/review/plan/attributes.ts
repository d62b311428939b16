import { isObject, type JsonObject, parsedJson, record } from "../../core/diagnostic";
import { type Permission, partsOf } from "../../core/permission";
import { REVIEWED, type ReviewedType } from "../../core/terraform";
import { readAuthRole } from "./auth-role";
import { blockForm, isSame } from "./equality";
import { hasTrue, type PlannedChange } from "./plan";
import { parsePolicy } from "./policy-text";

/** What roles of all auth methods have. */
const AUTH_ROLE = [
  "backend",
  "role_name",
  "namespace",
  "token_policies",
  "token_bound_cidrs",
  "token_ttl",
  "token_max_ttl",
  "token_explicit_max_ttl",
  "token_num_uses",
  "token_no_default_policy",
] as const;

/**
 * The attributes whose values are read, by type. No other value of a resource enters a review. A value that does not
 * have the form it should have is not shown either: it counts as unreadable, and that is said.
 */
export const ALLOWED = {
  genesyscloud_auth_role: ["id", "name", "permissions", "permission_policies", "default_role_id"],
  genesyscloud_oauth_client: [
    "authorized_grant_type",
    "scopes",
    "registered_redirect_uris",
    "roles",
    "integration_credential_id",
  ],
  genesyscloud_integration: ["id", "config"],
  genesyscloud_integration_action: ["name", "integration_id", "contract_input", "config_request"],
  vault_policy: ["name", "namespace", "policy"],
  vault_kv_secret_v2: ["mount", "name", "namespace"],
  vault_generic_secret: ["path", "namespace"],
  vault_mount: ["path", "namespace"],
  vault_kv_secret_backend_v2: ["mount", "namespace"],
  vault_approle_auth_backend_role: [
    ...AUTH_ROLE,
    "bind_secret_id",
    "secret_id_bound_cidrs",
    "secret_id_num_uses",
    "secret_id_ttl",
  ],
  vault_kubernetes_auth_backend_role: [
    ...AUTH_ROLE,
    "bound_service_account_names",
    "bound_service_account_namespaces",
    "audience",
  ],
  vault_jwt_auth_backend_role: [
    ...AUTH_ROLE,
    "bound_audiences",
    "bound_subject",
    "bound_claims",
    "bound_claims_type",
  ],
} as const satisfies Readonly<Partial<Record<ReviewedType, readonly string[]>>>;

/** A type whose resources are understood. */
export type KnownType = keyof typeof ALLOWED;

/** Types of roles of Vault's auth methods. */
export type AuthRoleType = Extract<KnownType, `${string}_auth_backend_role`>;

/** The attributes of which it is told that they change, by name only: all but what the server sets by itself. */
export const REPORTED: Readonly<Record<KnownType, readonly string[]>> = Object.fromEntries(
  Object.keys(ALLOWED).map((type) => {
    const attributes = REVIEWED[type as KnownType];
    const names = Object.entries(attributes).filter(([, review]) => review !== attributes.id);
    return [type, [...new Set(names.map(([path]) => path.split(".")[0] as string))]];
  }),
) as unknown as Record<KnownType, readonly string[]>;

/** A permission as a role grants it. */
export interface Grant {
  readonly permission: Permission;
  /** What limits it, as JSON, {@link UNLIMITED} where nothing does; to be compared, never shown. */
  readonly conditions: string;
}

/** Conditions of a permission that has none. */
export const UNLIMITED = "[]";

/** A role that a client has in a division. Ids, `undefined` for one that is known only when applied. */
export interface GrantedRole {
  readonly role: string | undefined;
  readonly division: string | undefined;
}

/** A request as the plan has it. */
export type PlannedRequest = NonNullable<ReturnType<typeof requestOf>>;

/** One side of a change, before or after, of a known type. `undefined` stands for what cannot be read, is sensitive, or is not known before apply. */
export type SideOf<T extends KnownType> = ReturnType<(typeof READERS)[T]>;

/** An OAuth client. */
export type Client = SideOf<"genesyscloud_oauth_client">;

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

/** What is sensitive, or known only when applied, is `undefined`: it may be a credential. */
function lacksCredential(config: unknown): boolean {
  if (!Array.isArray(config)) return config === null;
  const [first = {}] = config;
  if (!isObject(first)) return false;
  const credentials = ownOf(first, "credentials");
  if (!isObject(credentials)) return credentials === null;
  const client = ownOf(credentials, OWN_CREDENTIAL);
  return client === null || client === "";
}

const ownOf = (of: JsonObject, key: string) => (Object.hasOwn(of, key) ? of[key] : null);

/** Name of the credential that a data actions integration calls with. */
const OWN_CREDENTIAL = "pureCloudOAuthClient";

/** Names of the told attributes of a change that mean something else afterwards, or are not known before apply. */
export function changedAttributes(type: KnownType, change: PlannedChange): readonly string[] {
  return REPORTED[type].filter((key) => isChanged(change, key));
}

/** Whether an attribute means something else afterwards, or is not known before apply. */
export function isChanged(
  { type, before, after, afterUnknown, actions }: PlannedChange,
  key: string,
): boolean {
  if (before === null || after === null) return false;
  if (!isMarked(afterUnknown, key)) return !isSame(type, key, before[key], after[key]);
  // An attribute that had no value and is not read: at a replacement the server fills it in.
  const isRead = ALLOWED[type as KnownType]?.some((read) => read === key) ?? true;
  return isRead || !actions.includes("create") || !isSame(type, key, undefined, before[key]);
}

/** Names of the told attributes that would be read, and are known only when the plan is applied. */
export function unknownAttributes(type: KnownType, { afterUnknown }: PlannedChange): readonly string[] {
  return ALLOWED[type].filter((key) => REPORTED[type].includes(key) && isMarked(afterUnknown, key));
}

/** Names of the told attributes because of which the object is replaced. */
export function replacingAttributes(type: KnownType, { replacePaths }: PlannedChange): readonly string[] {
  const paths = Array.isArray(replacePaths) ? replacePaths : [];
  const heads = paths.map((path: unknown) => (Array.isArray(path) ? path[0] : path));
  return REPORTED[type].filter((key) => heads.includes(key));
}

const maskOf = (mask: unknown, key: string) => (isObject(mask) ? mask[key] : mask);
const isMarked = (mask: unknown, key: string) => hasTrue(maskOf(mask, key));

/** Ids, addresses of logins and requests are to be compared, never shown. */
const READERS = {
  genesyscloud_auth_role: ({ id, name, permissions, permission_policies, default_role_id: standard }) => {
    const grants = grantsOf(permissions, permission_policies);
    return {
      id: text(id),
      name: nameOf(name),
      grants,
      /** Which of Genesys Cloud's default roles it takes the place of. Empty for none. */
      standsFor: standard === null ? "" : text(standard),
      /** Names of what it grants. */
      permissions: distinct(grants?.map(({ permission }) => permission)),
    };
  },
  genesyscloud_oauth_client: (client) => ({
    // Genesys Cloud's names are in upper case. The provider takes no others (1.84.1), but a plan may be another version's.
    grant: matching(client.authorized_grant_type, /^[a-z0-9-]{1,40}$/i)?.toUpperCase(),
    scopes: all(client.scopes, (scope) => matching(scope, /^[a-z0-9-]+(:[a-z-]+)?$/)),
    /** Each in a division. */
    roles: all(client.roles, (each): GrantedRole | undefined =>
      isObject(each) ? { role: text(each.role_id), division: text(each.division_id) } : undefined,
    ),
    /** Where logins in a browser are sent. */
    redirects: distinct(all(client.registered_redirect_uris, text)),
    /** Id of its integration credential. */
    credential: text(client.integration_credential_id),
  }),
  genesyscloud_integration: ({ id, config }) => {
    const [first] = Array.isArray(config) ? config : [];
    const { name, credentials } = record(first);
    return {
      id: text(id),
      name: nameOf(name),
      /** Id of the credential that it calls with. */
      credential: text(record(credentials)[OWN_CREDENTIAL]),
      /** True if the plan shows that it has none to call with. */
      lacksCredential: lacksCredential(config),
      hasOtherCredentials: Object.keys(record(credentials)).some((key) => key !== OWN_CREDENTIAL),
    };
  },
  genesyscloud_integration_action: ({ name, integration_id, contract_input, config_request }) => ({
    name: nameOf(name),
    /** Its id. */
    integration: text(integration_id),
    /** To be matched against the catalogue. */
    request: requestOf(config_request, contract_input),
  }),
  vault_policy: ({ name, namespace, policy }) => ({
    name: matching(name, /^[\w.@/ -]{1,256}$/),
    namespace: namespaceOf(namespace),
    rules: typeof policy === "string" ? parsePolicy(policy) : undefined,
  }),
  vault_kv_secret_v2: ({ mount, name, namespace }) => ({
    mount: pathOf(mount),
    name: pathOf(name),
    namespace: namespaceOf(namespace),
  }),
  // Its name is its whole path.
  vault_generic_secret: ({ path, namespace }) => ({ name: pathOf(path), namespace: namespaceOf(namespace) }),
  vault_mount: ({ path, namespace }) => ({ path: pathOf(path), namespace: namespaceOf(namespace) }),
  vault_kv_secret_backend_v2: ({ mount, namespace }) => ({
    path: pathOf(mount),
    namespace: namespaceOf(namespace),
  }),
  vault_approle_auth_backend_role: (role) => readAuthRole("AppRole", "approle", role),
  vault_kubernetes_auth_backend_role: (role) => readAuthRole("Kubernetes", "kubernetes", role),
  vault_jwt_auth_backend_role: (role) => readAuthRole("JWT", "jwt", role),
} as const satisfies { readonly [T in KnownType]: (values: JsonObject) => object };

function requestOf(config: unknown, input: unknown) {
  const [request] = Array.isArray(config) ? config : [];
  if (!isObject(request)) return undefined;
  const { request_type: method, request_url_template: url, headers } = request;
  if (typeof method !== "string" || typeof url !== "string") return undefined;
  return {
    method,
    url,
    /** The input contract. */
    input: typeof input === "string" ? parsedJson(input) : undefined,
    /** Names, in lower case. */
    headers: Object.keys(record(headers)).map((name) => name.toLowerCase()),
  };
}

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
  if (typeof value !== "string" || value.length > 200 || !/^(\*|[\w-]+)(:[\w*-]+:[\w*-]+)?$/.test(value))
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
const namespaceOf = (value: unknown) =>
  value === null || value === undefined || value === "" ? "" : matching(value, /^[\w./@-]{1,256}$/);
const pathOf = (value: unknown) => matching(value, /^[\w./@:~-]{1,512}$/);
