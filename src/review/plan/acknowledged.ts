import { isObject } from "../../core/diagnostic";
import { all, matching } from "./attributes";
import { reason, unreadable } from "./declared";

/** Whether an output is the list of what a stack acknowledges: the constructs write it where there is any. */
export function isAcknowledged(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((each) => isObject(each) && isRule(each.rule))
  );
}

/**
 * Reads the list; any other value is an empty one.
 * @throws {@link ScopelockError} `plan/output` when it is not what this version of scopelock writes.
 */
export function readAcknowledged(value: unknown) {
  if (!isAcknowledged(value)) return [];
  const list = all(value, readOne);
  if (!list) throw unreadable("output_changes, acknowledged");
  return list;
}

const isRule = (id: unknown) => typeof id === "string" && /^SL\d{3}$/.test(id);

/** The id of a rule that somebody says is rightly passed over, the path of the construct, and the reason. */
function readOne(value: unknown) {
  if (!isObject(value)) return undefined;
  const rule = matching(value.rule, /^SL\d{3}$/);
  const path = matching(value.path, /^[\w.%/ -]{1,512}$/);
  const because = reason(value.because);
  return rule && path && because !== undefined ? { rule, path, because } : undefined;
}
