import { describe, expect, it } from "vitest";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import { UserGrant } from "../../src/integration/user-grant";
import { UserGrantClient } from "../../src/integration/user-grant-client";
import { matchers } from "../../src/testing/matchers";
import { synthesize } from "../../src/testing/synthesize";
import { VaultReader } from "../../src/vault/reader";
import { Readers } from "../../src/vault/readers";
import { refusal } from "../core/errors";
import { actionOf, around, blocks, TestStack } from "../synth";

expect.extend(matchers);

const queues = actionOf("List queues", "/api/v2/routing/queues");
const readers = [VaultReader.policy("audit"), VaultReader.appRole({ name: "ivr" })] as const;
const build = (declared: readonly VaultReader[], granted: readonly VaultReader[] = []) => {
  const stack = new TestStack();
  const integration = new DataActionIntegration(stack, "crm", {
    ...around,
    actions: [queues],
    readers: declared,
  });
  for (const reader of granted) integration.secret.grantRead(reader);
  return { stack, integration };
};

describe("a reader that is granted after construction", () => {
  it("is written everywhere as one that was declared: policy, role, metadata, outputs", () => {
    const [before, after] = [build(readers), build([], readers)];
    expect(synthesize(after.stack).json).toEqual(synthesize(before.stack).json);
    expect(after.integration.model).toEqual(before.integration.model);
  });

  it("is added to the policy that stands without readers", () => {
    const stack = new TestStack();
    const { secret } = new DataActionIntegration(stack, "crm", { ...around, actions: [queues] });
    secret.grantRead(VaultReader.policy("audit"));
    expect(secret.readerPolicies).toEqual(["audit", "dev-crm-reader"]);
    expect(blocks(stack.synth(), "vault_policy").map(({ name }) => name)).toEqual([
      "audit",
      "dev-crm-reader",
    ]);
  });

  it("is granted once, however often", () => {
    const { integration, stack } = build(readers, [...readers, ...readers]);
    expect(synthesize(stack).json).toEqual(synthesize(build(readers).stack).json);
    expect(integration.secret.readerRoles).toHaveLength(1);
  });

  it("is judged by the rules", () => {
    const { stack, integration } = build([], readers);
    Readers.of(stack).policy("audit").addOverride("policy", 'path "*" { capabilities = ["read"] }');
    expect(synthesize(stack)).toHaveError("SL039");
    expect(integration.model.readerPolicies).toContain("audit");
  });

  it("is refused where the stack has it with other settings", () => {
    const { integration } = build(readers);
    expect(
      refusal(() => integration.secret.grantRead(VaultReader.appRole({ name: "ivr", tokenTtlSeconds: 60 }))),
    ).toMatchObject({ id: "reader/differs", where: "dev" });
  });

  it("may read the secret of a client of a user grant, too", () => {
    const stack = new TestStack();
    const client = new UserGrantClient(stack, "saml", {
      environment: "dev",
      grant: UserGrant.saml2Bearer(),
      calls: [queues],
      secret: { mount: around.mount, endpoints: around.endpoints, readers: [] },
    });
    client.secret?.grantRead(VaultReader.policy("audit"));
    expect(client.model.secret?.readerPolicies).toEqual(["audit"]);
  });
});
