import { didYouMean, type RefusalAnywhere, ScopelockError } from "../diagnostic";
import type { DataAction } from "./data-action";

/**
 * What one environment changes about one action, with a reason that every review shows. What an action calls is not
 * among it: another request needs other permissions, and is another action.
 */
export type ActionOverride =
  /** It is not deployed there, and nothing is granted for it. */
  | { readonly enabled: false; readonly because: string }
  /** 1 to 60. */
  | { readonly timeoutSeconds: number; readonly because: string };

/** Overrides by the name of the action; the `actions` of an environment file. */
export type ActionOverrides = Readonly<Record<string, ActionOverride>>;

/** An override that changed something, as it is shown. */
export type AppliedOverride = ActionOverride & { readonly action: string };

/** What {@link overrideActions} returns. */
export interface OverriddenActions {
  /** What is deployed, in the order that was given. */
  readonly actions: readonly [DataAction, ...DataAction[]];
  /** What was changed, sorted by the action's name. */
  readonly applied: readonly AppliedOverride[];
}

/**
 * The actions of one integration as an environment wants them. Permissions are derived from what is left, so an action
 * that is left out there is granted nothing there.
 *
 * @param declared every action of the stack, where it has more than one integration @default - `actions`
 * @throws {@link ScopelockError} `override/unknown-action` when an override names no declared action,
 * `override/no-action` when none is left, and `action/timeout`.
 */
export function overrideActions(
  actions: readonly [DataAction, ...DataAction[]],
  overrides: ActionOverrides = {},
  declared: readonly DataAction[] = actions,
): OverriddenActions {
  refuseUnknown(
    Object.keys(overrides),
    declared.map(({ name }) => name),
  );
  const applied: AppliedOverride[] = [];
  const left = actions.flatMap((action) => {
    const override = Object.hasOwn(overrides, action.name) ? overrides[action.name] : undefined;
    if (override === undefined) return [action];
    applied.push({ action: action.name, ...override });
    return "enabled" in override ? [] : [action.withTimeout(override.timeoutSeconds)];
  });
  const [first, ...others] = left;
  if (first === undefined)
    throw new ScopelockError({
      id: "override/no-action",
      what: `The environment leaves out every action of the integration: ${names(actions.map(({ name }) => name))}.`,
      why: "An integration is derived from its actions.",
      fix: "Keep at least one, or leave the whole integration out of the stack.",
    });
  return { actions: [first, ...others], applied: applied.sort((a, b) => (a.action < b.action ? -1 : 1)) };
}

/**
 * Sees to it that every override names an action that is declared.
 * @throws {@link ScopelockError} `override/unknown-action`.
 */
export function refuseUnknown(overridden: readonly string[], declared: readonly string[]): void {
  const [first, ...others] = overridden
    .filter((name) => !declared.includes(name))
    .map(
      (name): RefusalAnywhere => ({
        id: "override/unknown-action",
        what: `There is no action "${name}" to override.`,
        why: "An override of an action that does not exist would be ignored without a message.",
        fix: didYouMean(name, [...declared].sort(), "Declared actions"),
      }),
    );
  if (first) throw new ScopelockError(first, ...others);
}

const names = (all: readonly string[]) =>
  [...all]
    .sort()
    .map((name) => `"${name}"`)
    .join(", ");
