import { AzurermBackend, GcsBackend, LocalBackend, S3Backend } from "cdktf";
import type { Construct } from "constructs";
import type { Backend } from "../src/environment/environment";

/** Keeps the stack's state where the environment file says. Credentials come from the machine, never from the file. */
export function keepState(scope: Construct, backend: Backend): void {
  switch (backend.type) {
    case "local": {
      // Relative to the directory of cdktf.json, seen from the stack's folder, so that the output is the same everywhere.
      const path = backend.path.startsWith("/") ? backend.path : `../../../${backend.path}`;
      new LocalBackend(scope, { path });
      return;
    }
    case "s3": {
      const { type: _, useLockfile, ...config } = backend;
      // S3's own locking (Terraform 1.10 and later) is younger than cdktf 0.21, which does not name it.
      new S3Backend(scope, config).addOverride("use_lockfile", useLockfile);
      return;
    }
    case "gcs": {
      const { type: _, ...config } = backend;
      new GcsBackend(scope, config);
      return;
    }
    case "azurerm": {
      const { type: _, resourceGroupName, ...config } = backend;
      new AzurermBackend(scope, { ...config, ...(resourceGroupName !== undefined && { resourceGroupName }) });
      return;
    }
  }
}
