import { createHash } from "node:crypto";
import { isObject } from "../../core/diagnostic";
import { namesSecret } from "../../core/request";
import { REVIEWED, type ReviewedType } from "../../core/terraform";
import { isSame, meaningOf } from "./equality";
import { hasTrue, type Plan, type PlannedChange } from "./plan";

/** What an instance becomes, as a hash: the same for plans that mean the same. */
export interface InstanceDigest {
  /** `<type>.<name>`. */
  readonly resource: string;
  readonly digest: string;
}

/** What stands in a configuration, as a hash: it says where and as whom Terraform acts, and what runs beside it. */
export interface PlaceDigest extends InstanceDigest {
  /** @default - written by a version that did not distinguish */
  readonly kind?: "provider" | "command" | "reading" | "condition";
  /** Name of a provider's setting. @default - a whole */
  readonly setting?: string;
}

/** Digests of a plan, and what they are salted with. */
export type Digests = ReturnType<typeof digestsOf>;

/**
 * Hashes what a plan does, every attribute of every instance that changes. Sensitive values are not part of it, nor are
 * those whose names say that they are secrets: of them it counts whether they change. Of what the server sets by itself,
 * and of one way of writing a value for another, nothing counts.
 * @param salt that of the review to compare with. @default - one that follows from the plan
 */
export function digestsOf(plan: Plan, salt = saltOf(plan)) {
  const { providerOf, outputs } = plan.configuration;
  const digest = (resource: string, value: unknown): InstanceDigest => ({
    resource,
    digest: hash(salt, value),
  });
  return {
    /** Nobody can make a table of digests beforehand. */
    salt,
    /** Of each instance that changes, sorted. */
    instances: plan.changes
      .filter(({ isManaged, actions, isImported }) => isManaged && (actions.join() !== "no-op" || isImported))
      .map((change) => {
        const { resource } = change;
        return digest(resource, [resource, meaning(change), providerOf.get(resource) ?? ""]);
      })
      .sort(byText),
    /** Of each setting of each provider, of provisioners, data sources and conditions. */
    places: places(plan, salt),
    /** Of each output that changes. */
    outputs: plan.outputs
      .filter(({ isChanged }) => isChanged)
      .map(({ name, isSensitive, before, after }) =>
        digest(name, [isSensitive, withoutSecrets(before), withoutSecrets(after), outputs.get(name) ?? []]),
      )
      .sort(byText),
  };
}

function places({ configuration, guarded }: Plan, salt: string): readonly PlaceDigest[] {
  const place = (
    kind: NonNullable<PlaceDigest["kind"]>,
    resource: string,
    value: unknown,
    setting?: string,
  ): PlaceDigest => ({
    kind,
    resource,
    ...(setting !== undefined && { setting }),
    digest: hash(salt, value),
  });
  return [
    ...configuration.providers.flatMap(({ key, expressions }) =>
      Object.entries(expressions).map(([setting, value]) => {
        const content = namesSecret(setting) ? "secret" : withoutSecrets(value);
        return place("provider", key, [setting, content], setting);
      }),
    ),
    ...[...configuration.commands].map(([resource, all]) => {
      const content = all.map(({ type, expressions }) => [type, withoutSecrets(expressions)]);
      return place("command", resource, content);
    }),
    ...[...configuration.readings].map(([resource, { expressions }]) =>
      place("reading", resource, withoutSecrets(expressions)),
    ),
    ...guarded.map((resource) => place("condition", resource, "condition")),
  ].sort(byText);
}

/** Follows from all that changes, ids and times among it: the same plan gives the same bytes, and nobody guesses it. */
function saltOf({ changes, timestamp }: Plan): string {
  const parts = changes.map(({ resource, instance, before, after }) =>
    hash("salt", [resource, instance, before, after]),
  );
  return hash("salt", [timestamp, parts.sort()]).slice(0, 32);
}

function meaning(change: PlannedChange): unknown {
  const { type, instance, actions, before, after, afterUnknown, isImported } = change;
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const attributes = keys.flatMap((key): unknown[] => {
    if (isServersOwn(type, key)) return [];
    const [was, is] = [before?.[key], after?.[key]];
    if (isSecret(change, key)) return [[key, isSame(type, key, was, is)]];
    // Whoever writes a map names its keys; names of attributes that are known say by themselves whether they are secret.
    const shown = !isReviewed(type) || key === "config_request" ? withoutSecrets : (value: unknown) => value;
    return [[key, meaningOf(type, key, shown(was)), meaningOf(type, key, shown(is))]];
  });
  return [instance, actions, isImported, attributes, unknownIn(afterUnknown)];
}

/** An attribute of which a part is sensitive counts as a whole: its other parts may be made of it. */
const isSecret = ({ type, beforeSensitive, afterSensitive }: PlannedChange, key: string) =>
  (isReviewed(type) ? CONTENT.has(key) : namesSecret(key)) ||
  [beforeSensitive, afterSensitive].some((mask) => hasTrue(isObject(mask) ? mask[key] : mask));

/** Attributes of known types that hold a secret, whether they are marked or not. */
const CONTENT: ReadonlySet<string> = new Set(["client_secret", "data", "data_json", "data_json_wo"]);

const isReviewed = (type: string): type is ReviewedType => Object.hasOwn(REVIEWED, type);

/** Documented in docs/review.md as what means nothing. */
function isServersOwn(type: string, key: string): boolean {
  if (!isReviewed(type)) return false;
  const attributes = REVIEWED[type];
  return key !== "id" && attributes[key] !== undefined && attributes[key] === attributes.id;
}

/** The parts of a mask that are true. */
function unknownIn(mask: unknown): unknown {
  if (typeof mask !== "object" || mask === null) return mask === true;
  return Object.entries(mask)
    .filter(([, part]) => hasTrue(part))
    .map(([key, part]) => [key, unknownIn(part)])
    .sort();
}

/** A value without those of members whose names say that they are secrets. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(
    keys.map((key) => [key, namesSecret(key) ? "secret" : withoutSecrets(value[key])]),
  );
}

const hash = (salt: string, value: unknown) =>
  createHash("sha256")
    .update(`${salt}\n${JSON.stringify(value)}`)
    .digest("hex");

const byText = (a: PlaceDigest, b: PlaceDigest) => (textOf(a) < textOf(b) ? -1 : 1);
const textOf = ({ resource, setting = "", digest }: PlaceDigest) => `${resource} ${setting} ${digest}`;
