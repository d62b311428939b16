/** What Terraform does with an object. A plan reads; an apply also reads after it created or updated. */
export type Phase = "read" | "create" | "update" | "delete";

/** What a provider calls in each phase; nothing in a phase that is not named. */
export type Calls<Call extends string = string> = Readonly<Partial<Record<Phase, readonly Call[]>>>;

/** An operation of the Genesys Cloud API, by its id in the catalogue: `<METHOD> <path>`. */
export type OperationId = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /api/v2/${string}`;

/** What a Vault policy may allow on one path, in the order it is written. Source: Vault 1.21 policy documentation. */
export const CAPABILITIES = ["create", "read", "update", "patch", "delete", "list"] as const;

/** One of {@link CAPABILITIES}. */
export type Capability = (typeof CAPABILITIES)[number];

/**
 * A request to Vault, as its policies see it: `<capability> <path>`. `{mount}`, `{secret}`, `{manifest}`, `{policy}`,
 * `{auth}` and `{role}` stand for their names.
 */
export type VaultCall = `${Capability} ${string}`;
