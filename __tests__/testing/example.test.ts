import { loadEnvironment, loadEnvironments } from "scopelock";
import { matchers, serializer, synthesize, synthesizeApp } from "scopelock/testing";
import { describe, expect, it } from "vitest";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";

expect.extend(matchers);
expect.addSnapshotSerializer(serializer);

describe("the external contacts of dev", () => {
  const dev = synthesize((app) => new ExternalContactsStack(app, loadEnvironment("environments/dev.json")));

  it("grant what the lookup needs, and nothing else", () => {
    expect(dev).toGrantExactly(["externalContacts:contact:view"]);
  });

  it("are what was reviewed", () => {
    expect(dev).toMatchSnapshot();
  });
});

describe("every environment", () => {
  const stacks = synthesizeApp((app) => {
    for (const environment of loadEnvironments("environments")) new ExternalContactsStack(app, environment);
  });

  it.each(stacks)("$name has no wildcard, no secret in its state, and no warning", (stack) => {
    expect(stack).toHaveNoWildcard();
    expect(stack).toKeepSecretsOutOfState();
    expect(stack.warnings).toEqual([]);
  });
});
