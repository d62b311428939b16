import { isObject, type JsonObject } from "../../core/diagnostic";
import {
  type AttributeReview,
  REVIEWED,
  type ReviewedAttributes,
  type ReviewedType,
} from "../../core/terraform";
import { isSame } from "./equality";
import { hasTrue, type PlannedChange } from "./plan";

/** An attribute whose change no judge accounts for. */
export interface Unaccounted {
  /** By path; `undefined` where this version does not know the attribute: it is not shown. */
  readonly attribute: string | undefined;
  /** What another value means, as a clause; `undefined` where nobody knows. */
  readonly means: string | undefined;
}

/**
 * Finds the attributes of a change that no judge accounts for: another value than before; at a create, a value that is
 * neither usual nor the one that the resource's other instances have.
 * @param sibling another instance of the same resource, as it was before
 * @param expressions what the configuration sets. @default - the plan has no configuration
 */
export function unaccounted(
  type: ReviewedType,
  change: PlannedChange,
  sibling: JsonObject | undefined,
  expressions: JsonObject = {},
): readonly Unaccounted[] {
  const { before, after, afterUnknown, afterSensitive } = change;
  if (!after) return [];
  const attributes: ReviewedAttributes = REVIEWED[type];
  const was = flat(before ?? sibling ?? {}, attributes);
  const is = flat(after, attributes);
  const set = flat(expressions, attributes);
  const unknown = flat(isObject(afterUnknown) ? afterUnknown : {}, attributes);
  const paths = [...new Set([...Object.keys(was), ...Object.keys(is), ...Object.keys(unknown)])].sort();
  const found = paths.flatMap((path): Unaccounted[] => {
    const review: AttributeReview | undefined = Object.hasOwn(attributes, path)
      ? attributes[path]
      : undefined;
    if (review && !("means" in review)) return [];
    const isUnknown = hasTrue(unknown[path]);
    const isNew = before === null;
    const isMade = isNew || change.actions.includes("create");
    // What the server fills in at a create is known only then, unless the configuration sets it.
    if (isUnknown && isMade && (!review || review.isComputed) && !Object.hasOwn(set, path)) return [];
    if (!isUnknown && isSame(type, path, was[path], is[path])) return [];
    const isKnownValue = !isUnknown && !(isObject(afterSensitive) && hasTrue(afterSensitive[path]));
    if (isNew && isKnownValue && isUsual(type, path, is[path], review)) return [];
    return [review ? { attribute: path, means: review.means } : { attribute: undefined, means: undefined }];
  });
  return [...new Map(found.map((each) => [each.attribute, each])).values()];
}

function isUsual(type: string, path: string, value: unknown, review: AttributeReview | undefined): boolean {
  if (isSame(type, path, undefined, value)) return true;
  if (!review || !("means" in review)) return false;
  if (review.atMost !== undefined) return typeof value === "number" && value > 0 && value <= review.atMost;
  return (review.usual ?? []).some((usual) =>
    usual instanceof RegExp
      ? typeof value === "string" && usual.test(value)
      : JSON.stringify(usual) === JSON.stringify(value),
  );
}

/** Attributes by path, blocks of which the table names the parts taken apart. */
function flat(
  side: JsonObject,
  attributes: Readonly<Record<string, AttributeReview>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(side).flatMap(([key, value]): [string, unknown][] => {
      const isBlock = Object.keys(attributes).some((path) => path.startsWith(`${key}.`));
      if (!isBlock) return [[key, value]];
      const blocks = (Array.isArray(value) ? value : [value]).filter(isObject);
      const [block, ...more] = blocks;
      // None, or many, where there is one: as a whole.
      if (!block || more.length > 0) return isObject(value) || blocks.length > 1 ? [[`${key}.`, value]] : [];
      return Object.entries(block).map(([part, each]) => [`${key}.${part}`, each]);
    }),
  );
}
