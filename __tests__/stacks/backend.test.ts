import { TerraformStack, Testing } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepState } from "../../src/app/backend";
import type { Backend } from "../../src/environment/backend";
import { temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeAll(() => {
  temporary = temporaryDirectory();
});
afterAll(() => temporary.remove());

const terraformOf = (backend: Backend) => {
  const stack = new TerraformStack(Testing.app({ outdir: temporary.path }), "dev");
  keepState(stack, backend);
  return JSON.parse(Testing.synth(stack)).terraform;
};

describe("the state", () => {
  it.each<[Backend, object]>([
    [{ type: "local", path: "state/dev.tfstate" }, { local: { path: "../../../state/dev.tfstate" } }],
    [{ type: "local", path: "/state/dev.tfstate" }, { local: { path: "/state/dev.tfstate" } }],
    [
      { type: "s3", bucket: "b", key: "k", region: "r", encrypt: true, useLockfile: true },
      { s3: { bucket: "b", key: "k", region: "r", encrypt: true, use_lockfile: true } },
    ],
    [{ type: "gcs", bucket: "b", prefix: "p" }, { gcs: { bucket: "b", prefix: "p" } }],
    [
      { type: "azurerm", storageAccountName: "s", containerName: "c", key: "k", resourceGroupName: "r" },
      {
        azurerm: { storage_account_name: "s", container_name: "c", key: "k", resource_group_name: "r" },
      },
    ],
    [
      { type: "azurerm", storageAccountName: "s", containerName: "c", key: "k" },
      { azurerm: { storage_account_name: "s", container_name: "c", key: "k" } },
    ],
    [
      { type: "pg", connStr: "postgres://db/terraform", schemaName: "s" },
      { pg: { conn_str: "postgres://db/terraform", schema_name: "s" } },
    ],
    [{ type: "pg", schemaName: "s" }, { pg: { schema_name: "s" } }],
    [{ type: "http", address: "https://h/a" }, { http: { address: "https://h/a" } }],
    [
      {
        type: "http",
        address: "https://h/a",
        updateMethod: "PUT",
        lockAddress: "https://h/l",
        lockMethod: "POST",
        unlockAddress: "https://h/u",
        unlockMethod: "DELETE",
      },
      {
        http: {
          address: "https://h/a",
          update_method: "PUT",
          lock_address: "https://h/l",
          lock_method: "POST",
          unlock_address: "https://h/u",
          unlock_method: "DELETE",
        },
      },
    ],
  ])("is kept in %j", (backend, block) => {
    expect(terraformOf(backend).backend).toEqual(block);
  });

  it.each([
    [undefined, { name: "w" }],
    ["p", { name: "w", project: "p" }],
  ])("is kept in a workspace of HCP Terraform, in project %s", (project, workspaces) => {
    const cloud = { type: "cloud", hostname: "app.terraform.io", organization: "o", workspace: "w" } as const;
    const terraform = terraformOf({ ...cloud, project });
    expect(terraform.cloud).toEqual({ hostname: "app.terraform.io", organization: "o", workspaces });
    expect(terraform.backend).toBeUndefined();
  });
});
