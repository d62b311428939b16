import type { Requirement } from "../requirement";

/** What the reference says of an operation besides its permissions. */
export type OperationFlag =
  /** Acts for the logged-in user. */
  | "current-user"
  /** Stated to be invalid with client credentials. */
  | "no-client-credentials"
  /** Stated to need client credentials. */
  | "client-credentials-only"
  | "deprecated"
  | "preview"
  /** Permissions are said to be needed, and not listed. */
  | "permissions-not-listed";

/** One operation of the Genesys Cloud API. */
export interface Operation {
  /** `<METHOD> <path>`. */
  readonly id: string;
  readonly method: string;
  /** Template, `/api/v2/users/{userId}`. */
  readonly path: string;
  readonly requirement: Requirement;
  readonly flags: readonly OperationFlag[];
  /** Name in the reference, for example `getUser`. */
  readonly operationId: string;
}
