import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretPaths } from "../../src/core/stack/vault-policy";
import type { Backend } from "../../src/environment/backend";
import type { Environment } from "../../src/environment/environment";
import { sharedPlaces } from "../../src/environment/shared-places";

const environment = (
  name: string,
  backend: Backend,
  vault: Partial<Environment["vault"]> = {},
): Environment => ({
  name,
  genesys: { region: "eu-west-1" },
  vault: { address: "https://vault.example.com", mount: { path: "kv", managed: false }, ...vault },
  backend,
  rotation: { live: [1], current: 1 },
});
const local = (path: string): Backend => ({ type: "local", path });
const ids = (...environments: Environment[]) => sharedPlaces(environments, "/app").map(({ id }) => id);

const s3 = { type: "s3", bucket: "b", key: "k", region: "r", encrypt: true, useLockfile: true } as const;
const gcs = { type: "gcs", bucket: "b", prefix: "p" } as const;
const azurerm = { type: "azurerm", storageAccountName: "s", containerName: "c", key: "k" } as const;
const pg = { type: "pg", schemaName: "s" } as const;
const http = { type: "http", address: "https://state.example.com/a" } as const;
const cloud = { type: "cloud", hostname: "app.terraform.io", organization: "o", workspace: "w" } as const;

describe("the state of an environment", () => {
  it.each<[Backend, Backend]>([
    [local("state/a.tfstate"), local("./state/x/../a.tfstate")],
    [local("state/a.tfstate"), local("/app/state/a.tfstate")],
    [s3, { ...s3, region: "other", encrypt: false }],
    [gcs, { ...gcs, prefix: "p/" }],
    [azurerm, { ...azurerm, resourceGroupName: "r" }],
    [pg, pg],
    [http, { ...http, lockAddress: "https://state.example.com/a/lock" }],
    [cloud, { ...cloud, project: "p" }],
  ])("is its own: %j and %j are one place", (one, other) => {
    expect(ids(environment("dev", one), environment("prod", other))).toEqual(["environment/shared-state"]);
  });

  it.each<[Backend, Backend]>([
    [local("state/a.tfstate"), local("state/b.tfstate")],
    [s3, { ...s3, key: "other" }],
    [s3, { ...s3, bucket: "other" }],
    [gcs, { ...gcs, prefix: "q" }],
    [gcs, { ...s3, bucket: gcs.bucket, key: gcs.prefix }],
    [azurerm, { ...azurerm, storageAccountName: "t" }],
    [azurerm, { ...azurerm, containerName: "d" }],
    [pg, { ...pg, schemaName: "t" }],
    [pg, { ...pg, connStr: "postgres://db/terraform" }],
    [http, { ...http, address: "https://state.example.com/b" }],
    [cloud, { ...cloud, workspace: "x" }],
    [cloud, { ...cloud, organization: "x" }],
    [cloud, { ...cloud, hostname: "tfe.example.com" }],
  ])("may be in %j beside %j", (one, other) => {
    expect(ids(environment("dev", one), environment("prod", other))).toEqual([]);
  });

  it("is named with all that share it", () => {
    const [found, ...others] = sharedPlaces(
      ["a", "b", "c"].map((name) => environment(name, local("x"))),
      "/app",
    );
    expect(found?.what).toBe("The environments a and b and c keep their state in the same place.");
    expect(others).toEqual([]);
  });
});

describe("a secrets engine", () => {
  const made = { path: "kv", managed: true } as const;

  it("is made once in a Vault", () => {
    const dev = environment("dev", local("a"), { mount: made });
    expect(ids(dev, environment("prod", local("b"), { mount: made }))).toEqual(["environment/shared-mount"]);
    const address = "https://Vault.example.com/";
    expect(ids(dev, environment("prod", local("b"), { mount: made, address }))).toEqual([
      "environment/shared-mount",
    ]);
  });

  it.each<Partial<Environment["vault"]>>([
    { mount: { path: "kv", managed: false } },
    { mount: { path: "other", managed: true } },
    { mount: made, namespace: "team" },
    { mount: made, address: "https://vault-prod.example.com" },
  ])("may be made beside %j", (vault) => {
    const dev = environment("dev", local("a"), { mount: made });
    expect(ids(dev, environment("prod", local("b"), vault))).toEqual([]);
  });
});

describe("a secret in Vault", () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}$/);

  it("is where no other environment's or integration's is, because names differ", () => {
    fc.assert(
      fc.property(label, label, label, label, (oneEnvironment, oneId, otherEnvironment, otherId) => {
        fc.pre(oneEnvironment !== otherEnvironment || oneId !== otherId);
        const one = secretPaths("kv", oneEnvironment, oneId);
        const other = secretPaths("kv", otherEnvironment, otherId);
        expect(new Set([one.secret, one.manifest, other.secret, other.manifest]).size).toBe(4);
      }),
    );
  });
});
