// Of types only: a CommonJS module cannot load vitest. Without it the compiler finds nothing to augment.
export type {} from "vitest";

import type { Permission } from "../core/permission";
import { leaksIn, wildcardsIn } from "../core/terraform";
import { grantedBy } from "./granted";
import { type RunMatchers, runMatchers } from "./run-matchers";
import { type Finding, Synthesized } from "./synthesized";
import type { Verdict } from "./verdict";

/** What `expect(synthesized)` can say with the {@link matchers}. */
interface StackMatchers<R> {
  /** The roles grant these permissions, and no other. Clients have no role from elsewhere. */
  toGrantExactly(permissions: readonly Permission[]): R;
  /** Nothing is granted by a wildcard: no permission, no division, no path in Vault, nobody who may log in. */
  toHaveNoWildcard(): R;
  /** No client secret gets into state, plan or output. */
  toKeepSecretsOutOfState(): R;
  /** There is a warning with this id. */
  toHaveWarning(id: string): R;
  /** There is a failed validation, or an annotation at error level, with this id. */
  toHaveError(id: string): R;
}

declare module "vitest" {
  interface Matchers<T> extends StackMatchers<T>, RunMatchers<T> {}
}

/** For `expect.extend`. Each is about what `synthesize` or `runAction` returns. */
export const matchers = {
  ...runMatchers,

  toGrantExactly(received: unknown, permissions: readonly Permission[]): Verdict {
    const stack = valid(received, "toGrantExactly");
    const { permissions: granted, elsewhere, becauseOf } = grantedBy(stack);
    const beyond = granted.filter((each) => !(permissions as readonly string[]).includes(each));
    const lacking = permissions.filter((each) => !granted.includes(each));
    const actions = (permission: string) => {
      const names = becauseOf(permission).map((name) => JSON.stringify(name));
      return names.length > 0 ? `${permission}, for ${names.join(", ")}` : permission;
    };
    return verdict(
      [
        ...section("is granted, and was not expected:", beyond.map(actions)),
        ...section("was expected, and is not granted:", lacking),
        ...section("is unknown: its role is not in this stack:", elsewhere),
      ],
      `${stack.name} does not grant exactly what was expected.`,
      `${stack.name} grants exactly ${granted.join(", ") || "nothing"}, and should not.`,
      // As it is written in the test, to be copied from here.
      section("All that is granted:", [JSON.stringify(granted, null, 2)]),
    );
  },

  toHaveNoWildcard(received: unknown): Verdict {
    const stack = valid(received, "toHaveNoWildcard");
    return verdict(
      section(
        "is a wildcard:",
        wildcardsIn(stack).map(({ address, what }) => `${address}: ${what}`),
      ),
      `${stack.name} grants more than it names.`,
      `${stack.name} should have a wildcard, and has none.`,
    );
  },

  toKeepSecretsOutOfState(received: unknown): Verdict {
    const stack = valid(received, "toKeepSecretsOutOfState");
    return verdict(
      section(
        "leaks:",
        leaksIn(stack)
          .filter(({ kind }) => kind !== "others")
          .map(({ address, what }) => `${address} ${what}`),
      ),
      `${stack.name} does not keep its secrets out of Terraform's state.`,
      `${stack.name} keeps its secrets out of Terraform's state, and should not.`,
    );
  },

  toHaveWarning(received: unknown, id: string): Verdict {
    const { name, warnings } = ofSynthesize(received, "toHaveWarning");
    return said("warning", name, warnings, id);
  },

  toHaveError(received: unknown, id: string): Verdict {
    const { name, errors } = ofSynthesize(received, "toHaveError");
    return said("error", name, errors, id);
  },
};

/** What has errors is no configuration: nothing is to be said of it, not even with `.not`. */
function valid(received: unknown, matcher: string): Synthesized {
  const stack = ofSynthesize(received, matcher);
  refuseErrors(stack);
  return stack;
}

/**
 * Refuses what `cdktf synth` would refuse.
 * @throws Error that names every error
 */
export function refuseErrors({ name, errors }: Synthesized): void {
  if (errors.length > 0)
    throw new Error([`${name} cannot be synthesized.`, ...section("is wrong:", lines(errors))].join("\n"));
}

function ofSynthesize(received: unknown, matcher: string): Synthesized {
  if (received instanceof Synthesized) return received;
  throw new TypeError(
    `${matcher} is about what synthesize() returns: expect(synthesize(stack)).${matcher}(...)`,
  );
}

function said(kind: "warning" | "error", name: string, findings: readonly Finding[], id: string): Verdict {
  const escaped = id.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const whole = new RegExp(`(?<![\\w/-])${escaped}(?![\\w/-])`);
  const pass = findings.some(({ what }) => whole.test(what));
  const has = findings.length > 0 ? section(`${kind}s:`, lines(findings)) : [`It has no ${kind} at all.`];
  return {
    pass,
    message: () =>
      [`${name} ${pass ? "should not have" : "has no"} ${kind} ${id}${pass ? "." : ":"}`, ...has].join("\n"),
  };
}

const lines = (findings: readonly Finding[]) => findings.map(({ where, what }) => `${where}: ${what}`);

const section = (title: string, items: readonly string[]) =>
  items.length > 0 ? [title, ...items.map((item) => `  ${item.replaceAll("\n", "\n  ")}`)] : [];

/** @param context what a failure also prints @default - nothing */
function verdict(
  faults: readonly string[],
  fails: string,
  passes: string,
  context: readonly string[] = [],
): Verdict {
  const pass = faults.length === 0;
  return { pass, message: () => (pass ? passes : [fails, ...faults, ...context].join("\n")) };
}
