import { loadEnvironments } from "scopelock";
import { matchers, synthesizeApp } from "scopelock/testing";
import { describe, expect, it } from "vitest";
import { DataActionsStack } from "../stacks/data-actions-stack";

expect.extend(matchers);

const stacks = synthesizeApp((app) => {
  for (const environment of loadEnvironments("environments")) new DataActionsStack(app, environment);
});

describe.each(stacks)("the stack $name", (stack) => {
  it("grants what the data actions need, and nothing else", () => {
    expect(stack).toGrantExactly(["externalContacts:contact:view"]);
  });

  it("has no wildcard, and no secret in its state", () => {
    expect(stack).toHaveNoWildcard();
    expect(stack).toKeepSecretsOutOfState();
  });
});
