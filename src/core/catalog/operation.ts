import type { Requirement, UnknownRequirement } from "../permission";

/** The methods that an operation can have. */
export const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** What the reference says of an operation besides its permissions. */
export const OPERATION_FLAGS = [
  "deprecated",
  "preview",
  /** Acts for the logged-in user. */
  "current-user",
  /** Stated to be invalid with client credentials. */
  "no-client-credentials",
  /** Stated to need client credentials. */
  "client-credentials-only",
  /** Permissions are said to be needed, and not listed. */
  "permissions-not-listed",
] as const;

/** One of {@link OPERATION_FLAGS}. */
export type OperationFlag = (typeof OPERATION_FLAGS)[number];

/** One operation of the Genesys Cloud API. */
export interface Operation {
  /** `<METHOD> <path>`. */
  readonly id: string;
  readonly method: string;
  /** Template, `/api/v2/users/{userId}`. */
  readonly path: string;
  readonly requirement: Requirement | UnknownRequirement;
  readonly flags: readonly OperationFlag[];
  /** Name in the reference, for example `getUser`. */
  readonly operationId: string;
  /**
   * OAuth scopes, of which a token of a user needs one.
   * @default - the catalogue's source does not name them
   */
  readonly scopes?: readonly string[];
}

/** An operation of which it is known what it requires. */
export type KnownOperation = Operation & { readonly requirement: Requirement };

/** Whether it is known what an operation requires. */
export function isKnown(operation: Operation): operation is KnownOperation {
  return operation.requirement.mode !== "unknown";
}

/** What tells an operation from every other: its method and path, whatever the names of the path's parameters. */
export function shapeOf(method: string, path: string): string {
  return `${method} ${path.toLowerCase().replace(/\{[^{}]*\}/g, "{}")}`;
}

/** The order of a catalogue: by path, then by method. */
export function byPath(a: Pick<Operation, "method" | "path">, b: Pick<Operation, "method" | "path">): number {
  const [left, right] = a.path === b.path ? [a.method, b.method] : [a.path, b.path];
  return left < right ? -1 : left > right ? 1 : 0;
}
