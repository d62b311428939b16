import {
  AzurermBackend,
  CloudBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  PgBackend,
  type PgBackendConfig,
  S3Backend,
} from "cdktf";
import type { Construct } from "constructs";
import type { Backend } from "../environment";

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
      const { useLockfile, ...config } = configOf(backend);
      // S3's own locking (Terraform 1.10 and later) is younger than cdktf 0.21, which does not name it.
      new S3Backend(scope, config).addOverride("use_lockfile", useLockfile);
      return;
    }
    case "gcs": {
      new GcsBackend(scope, configOf(backend));
      return;
    }
    case "azurerm": {
      new AzurermBackend(scope, configOf(backend));
      return;
    }
    case "pg": {
      // Terraform takes PG_CONN_STR in place of the string, which cdktf 0.21 requires.
      new PgBackend(scope, configOf(backend) as PgBackendConfig);
      return;
    }
    case "http": {
      new HttpBackend(scope, configOf(backend));
      return;
    }
    case "cloud": {
      const { hostname, organization, workspace, project } = backend;
      new CloudBackend(scope, {
        hostname,
        organization,
        workspaces: new NamedCloudWorkspace(workspace, project),
      });
      return;
    }
  }
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** All but the type. A key that the file does not have is not there, and none is there without a value. */
function configOf<T extends Backend>({ type: _, ...config }: T) {
  return config as Defined<typeof config>;
}
