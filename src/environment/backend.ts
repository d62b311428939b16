import { posix, resolve } from "node:path";
import { z } from "zod";

const text = (description: string) => z.string().min(1).describe(description);
const url = (description: string) =>
  z
    .string()
    .regex(HTTP_URL, 'must be a URL such as "https://state.example.com/prod", without credentials')
    .describe(description);
const httpMethod = (description: string, value: string) =>
  z
    .enum(["POST", "PUT", "PATCH", "DELETE", "LOCK", "UNLOCK"])
    .optional()
    .meta({ description, default: value });

/** A URL of a server. Nothing before `@`: that is where credentials would be. */
export const HTTP_URL = /^https?:\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?(\/[^\s@?#]*)?$/;

/** A connection string with a user at most: the password is `PGPASSWORD`. */
const POSTGRES_URL =
  /^postgres(ql)?:\/\/([^\s:@/?#]+@)?[^\s:@/?#]+(:[0-9]{1,5})?\/[^\s@?#]*(\?sslmode=[a-z-]+)?$/;

/** Where the state is kept, in Terraform's words. What proves who one is comes from the process environment. */
export const backendSchema = z
  .discriminatedUnion(
    "type",
    [
      z.strictObject({
        type: z.literal("local").describe("A file on this machine."),
        path: text(
          "File, from the directory of cdktf.json; an absolute path ties the output to one machine.",
        ),
      }),
      z.strictObject({
        type: z.literal("s3").describe("An object in Amazon S3. Credentials: `AWS_*`, a profile, a role."),
        bucket: text("Name of the bucket."),
        key: text("Key of the object."),
        region: text("AWS region of the bucket."),
        encrypt: z.boolean().default(true).describe("Whether S3 encrypts the state."),
        useLockfile: z
          .boolean()
          .default(true)
          .describe("Whether a lock file beside the object locks the state."),
      }),
      z.strictObject({
        type: z
          .literal("gcs")
          .describe(
            "An object in Google Cloud Storage. Credentials: `GOOGLE_CREDENTIALS` or the application default.",
          ),
        bucket: text("Name of the bucket."),
        prefix: text("Folder of the state in the bucket."),
      }),
      z.strictObject({
        type: z
          .literal("azurerm")
          .describe("A blob in Azure Storage. Credentials: `ARM_*`, or the Azure CLI's."),
        storageAccountName: text("Name of the storage account."),
        containerName: text("Name of the container."),
        key: text("Name of the blob."),
        resourceGroupName: text(
          "Resource group of the storage account. Needed where Terraform looks up the access key: without `ARM_ACCESS_KEY`, `ARM_SAS_TOKEN` and `ARM_USE_AZUREAD`.",
        ).optional(),
      }),
      z.strictObject({
        type: z
          .literal("pg")
          .describe("A schema in PostgreSQL. Credentials: `PGUSER`, `PGPASSWORD`, or all in `PG_CONN_STR`."),
        connStr: z
          .string()
          .regex(
            POSTGRES_URL,
            'must be a URL such as "postgres://db.example.com/terraform?sslmode=verify-full", without a password',
          )
          .optional()
          .describe("Database, without a password. Without it: `PG_CONN_STR`."),
        schemaName: text("Schema of the state, of this environment alone."),
      }),
      z.strictObject({
        type: z
          .literal("http")
          .describe(
            "A REST endpoint, GitLab's among them. Credentials: `TF_HTTP_USERNAME`, `TF_HTTP_PASSWORD`.",
          ),
        address: url("URL of the state."),
        updateMethod: httpMethod("Method that writes the state.", "POST"),
        lockAddress: url("URL that locks the state. Without it: the state is not locked.").optional(),
        lockMethod: httpMethod("Method that locks.", "LOCK"),
        unlockAddress: url("URL that unlocks the state.").optional(),
        unlockMethod: httpMethod("Method that unlocks.", "UNLOCK"),
      }),
      z.strictObject({
        type: z
          .literal("cloud")
          .describe(
            "A workspace of HCP Terraform or Terraform Enterprise. Credentials: `TF_TOKEN_<hostname>`.",
          ),
        organization: text("Organization."),
        workspace: text(
          "Workspace, of this environment alone. Its execution mode must be Local: a run elsewhere has no hand-off directory, and refuses.",
        ),
        project: text("Project in which the workspace is made. Without it: the default one.").optional(),
        hostname: text("Host of a Terraform Enterprise.").default("app.terraform.io"),
      }),
    ],
    { error: 'must be "local", "s3", "gcs", "azurerm", "pg", "http" or "cloud"' },
  )
  .describe("Where the state is kept.");

/** Where the state of an environment is kept. */
export type Backend = z.infer<typeof backendSchema>;

/**
 * One text for each place that a state can be in. Two environments with the same one would destroy what the other
 * one made.
 * @param directory of cdktf.json
 */
export function stateLocation(backend: Backend, directory: string): string {
  return [backend.type, ...placeOf(backend, directory)].join(" ");
}

function placeOf(backend: Backend, directory: string): readonly string[] {
  switch (backend.type) {
    case "local":
      return [resolve(directory, backend.path)];
    case "s3":
      return [backend.bucket, backend.key];
    case "gcs":
      return [backend.bucket, posix.join("/", backend.prefix, "/")];
    case "azurerm":
      return [backend.storageAccountName, backend.containerName, backend.key];
    case "pg":
      return [backend.connStr ?? "PG_CONN_STR", backend.schemaName];
    case "http":
      return [backend.address];
    case "cloud":
      return [backend.hostname, backend.organization, backend.workspace];
  }
}
