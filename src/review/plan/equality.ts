import { isObject, type JsonObject, table } from "../../core/diagnostic";
import { jsonTextForm } from "./json-text";

/**
 * Whether an attribute means the same before and after, as far as that can be told from a plan, which has no schemas:
 *
 * - `null`, `""`, `[]`, `{}`, `false`, `0` and an attribute that is not there are one: unset. Terraform's SDK hands a provider the same
 *   for each, and keeps `null` at a create where the next refresh says `[]`. A text, flag or number in a list or a map is a value,
 *   also when it is empty: a header without text is sent.
 * - A text of JSON is what it says: {@link jsonTextForm}.
 * - What was unset is the same as its default, where that is in {@link OWN}. Any other way round it is not: nobody refreshes a
 *   value away.
 * - Of scopelock's own resources, no list's order means anything, and a block in which nothing is set is as none. Of others, the
 *   same elements in another order differ: Terraform writes a set in an order that follows from its elements, so that is a list.
 */
export function isSame(type: string, key: string, before: unknown, after: unknown): boolean {
  const own = OWN[type];
  const of = (value: unknown) => attributeForm(value, key, own);
  if (!own) return of(before) === of(after) && !isReordered(before, after);
  return of(before) === of(after) || of(filled(before, after, key, own)) === of(after);
}

/**
 * An attribute's meaning as text: the same for values that {@link isSame} takes for one, but for defaults that are said.
 * `null` where it is unset.
 */
export function meaningOf(type: string, key: string, value: unknown): string | null {
  const own = OWN[type];
  const form = attributeForm(value, key, own);
  // What is unset is as its default.
  if (form === undefined || (own && form === scalarForm(defaultOf(key, own)))) return null;
  // Of others, the order counts as well: a list may mean something by it.
  return own ? form : `${form} ${JSON.stringify(orderOf(value))}`;
}

/** The elements of a value's lists, in their order. */
function orderOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => [JSON.stringify(item), orderOf(item)]);
  return isObject(value)
    ? Object.keys(value)
        .sort()
        .map((key) => orderOf(value[key]))
    : null;
}

/** The same text for each object of a block of scopelock's own that means the same. */
export function blockForm(block: JsonObject): string {
  return attributesForm(block, "", {}) ?? "{}";
}

/** Defaults that are not `null`, `""`, `[]`, `{}`, `false` or `0`, by the attribute's path. */
type Defaults = Readonly<Record<string, unknown>>;

/**
 * The types that scopelock's constructs make, with their attributes' defaults. In none of their schemas is a list whose order
 * means something, or a block that is of use when it is empty. Sources: the recorded schemas of mypurecloud/genesyscloud 1.82.0 and
 * hashicorp/vault 5.6.0, and the providers' documentation; what Genesys Cloud itself fills in, by plans that were recorded.
 */
export const OWN: Readonly<Record<string, Defaults>> = table({
  genesyscloud_auth_role: {},
  genesyscloud_oauth_client: { access_token_validity_seconds: 86400, state: "active" },
  genesyscloud_integration: {
    intended_state: "DISABLED",
    "config.properties": "{}",
    "config.advanced": "{}",
  },
  genesyscloud_integration_action: {
    "config_request.request_template": "${input.rawRequest}",
    "config_response.success_template": "${rawResult}",
  },
  vault_policy: {},
  vault_kv_secret_v2: {},
  vault_generic_secret: {},
  vault_mount: {},
  vault_kv_secret_backend_v2: {},
  vault_approle_auth_backend_role: { backend: "approle", bind_secret_id: true, token_type: "default" },
  vault_kubernetes_auth_backend_role: {
    backend: "kubernetes",
    alias_name_source: "serviceaccount_uid",
    token_type: "default",
  },
  vault_jwt_auth_backend_role: { backend: "jwt", bound_claims_type: "string", token_type: "default" },
});

/** An attribute of a resource or of a block; `undefined` where it is unset. */
function attributeForm(value: unknown, path: string, own: Defaults | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  // Where the default is another, false and 0 are said, not left out.
  if ((value === false || value === 0) && defaultOf(path, own) === undefined) return undefined;
  if (Array.isArray(value)) return listForm(value, path, own);
  return isObject(value) ? mapForm(value) : scalarForm(value);
}

/** Attributes of a block, all of which its schema names. */
function attributesForm(block: JsonObject, path: string, own: Defaults | undefined): string | undefined {
  return membersForm(block, (value, key) => attributeForm(value, `${path}.${key}`, own));
}

/** Whoever wrote a map named its keys: a value stands for itself. Lists and maps in it are attributes' of an object. */
function mapForm(map: JsonObject): string | undefined {
  return membersForm(map, (value) => {
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return listForm(value, "", undefined);
    return isObject(value) ? mapForm(value) : scalarForm(value);
  });
}

function membersForm(
  object: JsonObject,
  formOf: (value: unknown, key: string) => string | undefined,
): string | undefined {
  const members = Object.entries(object).flatMap(([key, value]) => {
    const form = formOf(value, key);
    return form === undefined ? [] : [`${JSON.stringify(key)}:${form}`];
  });
  return members.length === 0 ? undefined : `{${members.sort().join()}}`;
}

function listForm(list: readonly unknown[], path: string, own: Defaults | undefined): string | undefined {
  const items = list.flatMap((item) => {
    if (isObject(item)) return attributesForm(item, path, own) ?? (own ? [] : ["{}"]);
    return Array.isArray(item) ? (listForm(item, path, own) ?? "[]") : scalarForm(item ?? "");
  });
  return items.length === 0 ? undefined : `[${items.sort().join()}]`;
}

/** A text of JSON and a list or a map are of different types: one form for both does no harm. */
const scalarForm = (value: unknown) =>
  (typeof value === "string" ? jsonTextForm(value) : undefined) ?? JSON.stringify(value);

const defaultOf = (path: string, own: Defaults | undefined) =>
  own && Object.hasOwn(own, path) ? own[path] : undefined;

/** What was, with the defaults that are said now in the place of what was unset. */
function filled(before: unknown, after: unknown, path: string, own: Defaults): unknown {
  const isUnset = attributeForm(before, path, own) === undefined;
  if (!Array.isArray(after))
    return isUnset && attributeForm(after, path, own) === scalarForm(defaultOf(path, own)) ? after : before;
  // In a block that is new, everything was unset.
  const was = isUnset ? after.map(() => ({})) : before;
  return Array.isArray(was) ? was.map((item, at) => filledBlock(item, after[at], path, own)) : before;
}

function filledBlock(before: unknown, after: unknown, path: string, own: Defaults): unknown {
  if (!isObject(before) || !isObject(after)) return before;
  const keys = Object.keys({ ...before, ...after });
  return Object.fromEntries(keys.map((key) => [key, filled(before[key], after[key], `${path}.${key}`, own)]));
}

/** Whether some list has the same elements as before in another order. */
function isReordered(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [was, is] = [before, after].map((list) => list.map((item) => JSON.stringify(item)));
    if (was?.join() !== is?.join() && was?.sort().join() === is?.sort().join()) return true;
    return before.some((item, at) => isReordered(item, after[at]));
  }
  if (!isObject(before) || !isObject(after)) return false;
  return Object.keys(before).some((key) => isReordered(before[key], after[key]));
}
