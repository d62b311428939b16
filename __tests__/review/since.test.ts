import { describe, expect, it } from "vitest";
import { basesOf, planFacts, type Review, reviewOf } from "../../src/review";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { configure, configured, configuredResource, type Edit, more, partOf, setting } from "./edits";
import type { EditablePlan } from "./plans";

/* What only an earlier review shows: that the configuration was another one. */

const reviewed = (plan: EditablePlan, since?: Review) =>
  reviewOf([reviewEnvironment(planFacts(plan), { stack: "sandbox", since: since && basesOf(since) })]);
const edited = (...edits: readonly Edit[]) => {
  const plan = configured("nothing");
  for (const edit of edits) edit(plan);
  return plan;
};
const stored = (review: Review): Review => JSON.parse(JSON.stringify(review));
/** Alarms of a plan, with the review of another one as the base. */
const alarms = (now: EditablePlan, base: EditablePlan) =>
  reviewed(now, stored(reviewed(base))).environments.flatMap((environment) =>
    environment.alarms.map(({ id, about, what }) => ({ id, about, what })),
  );

const COMMAND = { provisioners: [{ type: "local-exec", expressions: { command: { constant_value: "x" } } }] };
const command = configure("managed", "terraform_data", COMMAND);

describe("a review since an earlier one", () => {
  it("finds nothing where nothing in the configuration is another", () => {
    expect(alarms(edited(), edited())).toEqual([]);
  });

  it.each<[string, Edit, string]>([
    ["another address", setting("vault", "address", { constant_value: "https://vault.example" }), "address"],
    ["a namespace", setting("vault", "namespace", { constant_value: "team" }), "namespace"],
    [
      "a certificate authority",
      setting("vault", "ca_cert_file", { constant_value: "ca.pem" }),
      "ca_cert_file",
    ],
    ["a login", setting("vault", "auth_login", [{ path: { constant_value: "auth/x" } }]), "auth_login"],
    ["another server name", setting("vault", "tls_server_name", { constant_value: "x" }), "tls_server_name"],
    ["a region", setting("genesyscloud", "aws_region", { constant_value: "eu-west-1" }), "aws_region"],
    ["a proxy", setting("genesyscloud", "proxy", [{ host: { constant_value: "x" } }]), "proxy"],
  ])("finds %s of a provider, by the setting's name", (_, edit, name) => {
    const [alarm, ...others] = alarms(edited(edit), edited());
    expect(others).toEqual([]);
    expect(alarm?.id).toBe("place/changed");
    expect(alarm?.what).toContain(`(${name})`);
    expect(alarm?.what).not.toContain("example");
  });

  it("finds that a setting goes", () => {
    const [alarm] = alarms(edited(), edited(setting("vault", "namespace", { constant_value: "team" })));
    expect(alarm).toMatchObject({ id: "place/changed", about: "vault" });
  });

  it("finds a provider configuration that is new", () => {
    const alias: Edit = (plan) => {
      partOf(plan.configuration, "provider_config")["vault.other"] = {
        name: "vault",
        alias: "other",
        full_name: "registry.terraform.io/hashicorp/vault",
        expressions: { address: { constant_value: "https://vault.example" } },
      };
    };
    expect(alarms(edited(alias), edited())).toMatchObject([{ id: "place/changed", about: "vault.other" }]);
  });

  it("lets a provisioner and a reading pass that were there, and do nothing now", () => {
    const base = edited(command, configure("data", "vault_kv_secret_v2"));
    expect(alarms(structuredClone(base), base)).toEqual([]);
  });

  it("finds a provisioner that is new, another one, or acts", () => {
    const old = edited(command);
    expect(alarms(edited(command), edited())).toMatchObject([{ id: "plan/runs-command" }]);
    const other = edited(command, (plan) => {
      const [provisioner] = COMMAND.provisioners;
      configuredResource(plan, "terraform_data", "more").provisioners = [
        { ...provisioner, expressions: { command: { constant_value: "y" } } },
      ];
    });
    expect(alarms(other, old)).toMatchObject([{ id: "plan/runs-command" }]);
    expect(alarms(edited(command, more("terraform_data", {})), old)).toMatchObject([
      { id: "plan/runs-command" },
    ]);
  });

  it("finds a condition that goes from what stays", () => {
    const without: Edit = (plan) => {
      plan.checks = (plan.checks as { address: { type: string } }[]).filter(
        ({ address }) => address.type !== "genesyscloud_oauth_client",
      );
    };
    expect(alarms(edited(without), edited())).toMatchObject([
      { id: "check/removed", about: expect.stringContaining("genesyscloud_oauth_client.") },
    ]);
    expect(alarms(edited(), edited(without))).toEqual([]);
  });
});
