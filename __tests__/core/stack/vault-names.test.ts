import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partRefusal, policyNameRefusal, vaultPathRefusal } from "../../../src/core/stack/vault-names";
import { readerRules, renderPolicy, secretPaths } from "../../../src/core/stack/vault-policy";

describe("the name of a policy", () => {
  it.each(["crm-sync", "dev-crm-reader", "team.crm_1", "a"])("%s is one", (name) => {
    expect(policyNameRefusal(name)).toBeUndefined();
  });

  it.each([
    "root",
    "default",
    "response-wrapping",
    "",
    "CRM",
    "a b",
    "a/b",
    "*",
    "crm-*",
    "a+",
    "-a",
    "a-",
    "ä",
  ])("%j is none", (name) => expect(policyNameRefusal(name)?.id).toBe("reader/policy-name"));

  it("in another case is suggested in Vault's", () => {
    expect(policyNameRefusal("Crm-Sync")?.fix).toContain('"crm-sync"');
    expect(policyNameRefusal("Root")?.fix).not.toContain('"root"');
  });
});

describe("the path of a mount", () => {
  it.each(["kv", "team/genesys-cloud", "a.b_c/D"])("%s is one", (path) => {
    expect(vaultPathRefusal("x", path, "reader/name")).toBeUndefined();
  });

  it.each(["", "/kv", "kv/", "a//b", "kv/*", "a+b", "a b", "${a}"])("%j is none", (path) => {
    expect(vaultPathRefusal("a secrets engine", path, "mount/path")).toMatchObject({ id: "mount/path" });
  });
});

describe("a reader's policy", () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}$/);
  const mount = fc.stringMatching(/^[A-Za-z0-9_.-]{1,5}(\/[A-Za-z0-9_.-]{1,5})?$/);

  it("reads exactly two paths, with no verb but read, whatever the names that are taken", () => {
    fc.assert(
      fc.property(mount, part, part, (path, environment, id) => {
        expect(vaultPathRefusal("x", path, "reader/name")).toBeUndefined();
        expect([environment, id].map((name) => partRefusal("x", name, "reader/name"))).toEqual([
          undefined,
          undefined,
        ]);
        const policy = renderPolicy(readerRules(secretPaths(path, environment, id)));
        const secret = `${path}/data/${environment}/${id}`;
        expect([...policy.matchAll(/^path "(.*)" \{$/gm)].map(([, at]) => at)).toEqual([
          secret,
          `${secret}/manifest`,
        ]);
        expect([...policy.matchAll(/capabilities = (.*)$/gm)].map(([, verbs]) => verbs)).toEqual([
          '["read"]',
          '["read"]',
        ]);
        expect(policy).not.toMatch(/[*+]/);
      }),
    );
  });
});
