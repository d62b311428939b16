import type { Catalog } from "scopelock/sandbox-support";
import { z } from "zod";
import { editedPermissions } from "./access";
import { ApiError } from "./api-error";
import type { ServerContext } from "./context";
import { operationPattern } from "./operation-pattern";
import { newSecret } from "./store";

/** Requests that a fault hits, in JSON. */
const on = z
  .string()
  .exactOptional()
  .describe("The operation, with parameters or with ids in their place, or POST /oauth/token.");
const times = z.number().int().min(1).exactOptional().describe("How many requests it hits.");
const permissions = z.array(z.string().min(1)).max(1000);

/** The faults, as a file or an HTTP request gives them. */
export const faultForm = z.discriminatedUnion("fault", [
  z.strictObject({
    fault: z.literal("latency"),
    on,
    times,
    milliseconds: z.number().int().min(0).max(600_000),
  }),
  z.strictObject({
    fault: z.literal("drop"),
    on,
    times,
    when: z.enum(["arrives", "is answered"]).exactOptional(),
  }),
  z.strictObject({
    fault: z.literal("status"),
    on,
    times,
    status: z.number().int().min(200).max(599),
    body: z.json().exactOptional(),
    retryAfterSeconds: z.number().int().min(0).max(86_400).exactOptional(),
  }),
  z.strictObject({ fault: z.literal("regenerate-secret"), on, client: z.string().min(1) }),
  z.strictObject({
    fault: z.literal("edit-role"),
    on,
    role: z.string().min(1),
    remove: permissions.exactOptional(),
    add: permissions.exactOptional(),
  }),
  z.strictObject({ fault: z.literal("missing-permissions"), on, permissions }),
  z.strictObject({
    fault: z.literal("allow-addresses"),
    on,
    client: z.string().min(1),
    addresses: z.array(z.union([z.ipv4(), z.cidrv4()])).max(150),
  }),
]);

/** Requests that a fault hits. */
interface On {
  /**
   * An operation of the catalogue, with its parameters or with ids in their place, or `POST /oauth/token`.
   * @default - every request; for a change of the organization: none, it happens at once
   */
  readonly on?: string;
}

/** How often a fault hits. */
interface Times extends On {
  /** @default - every time */
  readonly times?: number;
}

/** The answer comes late. */
export interface LatencyFault extends Times {
  readonly fault: "latency";
  readonly milliseconds: number;
}

/** The connection ends without an answer. */
export interface DropFault extends Times {
  readonly fault: "drop";
  /** Before the request is carried out, or after: then its effect stays. @default "arrives" */
  readonly when?: "arrives" | "is answered";
}

/** Another answer takes the place of the answer, after the permission check. */
export interface StatusFault extends Times {
  readonly fault: "status";
  readonly status: number;
  /** @default - the vendor's error body of the status */
  readonly body?: unknown;
  /** The header `Retry-After`. @default - 1 for 429, otherwise none */
  readonly retryAfterSeconds?: number;
}

/** Genesys Cloud has another secret for an OAuth client, as after "Regenerate secret". Nothing returns the new one. */
export interface RegenerateSecretFault extends On {
  readonly fault: "regenerate-secret";
  /** Id or name. */
  readonly client: string;
}

/** A role is edited, as by hand. */
export interface EditRoleFault extends On {
  readonly fault: "edit-role";
  /** Id or name. */
  readonly role: string;
  readonly remove?: readonly string[];
  readonly add?: readonly string[];
}

/** The organization does not have permissions: roles grant them in vain, and their list leaves them out. */
export interface MissingPermissionsFault extends On {
  readonly fault: "missing-permissions";
  readonly permissions: readonly string[];
}

/** An OAuth client gets tokens from these IPv4 addresses and networks only, as edited by hand; from any, of none. */
export interface AllowAddressesFault extends On {
  readonly fault: "allow-addresses";
  /** Id or name. */
  readonly client: string;
  readonly addresses: readonly string[];
}

/** A failure to inject. */
export type Fault =
  | LatencyFault
  | DropFault
  | StatusFault
  | RegenerateSecretFault
  | EditRoleFault
  | MissingPermissionsFault
  | AllowAddressesFault;

/** Kinds of faults. */
export type FaultKind = Fault["fault"];

/** Requests that a fault hits, by an expression. */
export interface FaultMatch {
  readonly method: string;
  /** Tried on the path, without the query. */
  readonly path: RegExp;
}

/** An answer in the place of the answer. */
export type FaultResponse = Pick<StatusFault, "status" | "body" | "retryAfterSeconds">;

interface Armed {
  readonly fault: Fault;
  /** `undefined` hits every request. */
  readonly match: FaultMatch | undefined;
  left: number;
}

/** Faults that may be armed at once. */
const MOST = 1_000;
const TOKEN = /^(\/[^/]+)?\/oauth\/token$/;

/** Failures that a test injects. */
export class Faults {
  private armed: Armed[] = [];

  constructor(private readonly context: Pick<ServerContext, "catalog" | "store" | "now">) {}

  /**
   * Arms a fault. A change of the organization without `on` happens at once.
   * @throws {@link ScopelockError} `sandbox/seed` for an operation that the catalogue does not have
   * @throws {@link ApiError} 404 for a client or a role that does not exist, 409 when 1,000 are armed
   */
  add(fault: Fault): void {
    if (fault.on === undefined && isChange(fault)) {
      if (!this.change(fault)) throw ApiError.of(404, `There is no ${targetOf(fault)}.`);
      return;
    }
    const match = fault.on === undefined ? undefined : matchOf(fault.on, this.context.catalog);
    this.arm({ fault, match, left: isChange(fault) ? 1 : (fault.times ?? Number.POSITIVE_INFINITY) });
  }

  /** Fails the next requests that match, after their permission check. @param times @default - every time */
  fail(match: FaultMatch, response: FaultResponse, times = Number.POSITIVE_INFINITY): void {
    this.arm({ fault: { fault: "status", ...response }, match, left: times });
  }

  /** Disarms every fault. What a fault has changed stays changed. */
  clear(): void {
    this.armed = [];
  }

  /** Keeps what is armed. Call the result to have it again. */
  save(): () => void {
    const kept = this.armed.map((each) => ({ ...each }));
    return () => {
      this.armed = kept.map((each) => ({ ...each }));
    };
  }

  /** The armed faults, oldest first. */
  list(): readonly (Fault & { readonly on: string; readonly left: number | null })[] {
    return this.armed.map(({ fault, match, left }) => ({
      ...fault,
      on: fault.on ?? (match ? `${match.method} ${match.path}` : "every request"),
      left: Number.isFinite(left) ? left : null,
    }));
  }

  /** Counts the latencies and drops that hit a request when it arrives as used; changes of the organization happen. */
  arrive(method: string, path: string): readonly Fault[] {
    const arrived = this.hitting(method, path).filter(
      // A change of what does not exist yet waits for it.
      ({ fault }) => fault.fault !== "status" && (!isChange(fault) || this.change(fault)),
    );
    return this.use(arrived);
  }

  /** The answer in the place of a request's answer, counted as used. */
  answer(method: string, path: string): StatusFault | undefined {
    const first = this.hitting(method, path).filter(({ fault }) => fault.fault === "status");
    return this.use(first.slice(0, 1)).find((fault) => fault.fault === "status");
  }

  private hitting(method: string, path: string): readonly Armed[] {
    return this.armed.filter(
      ({ match }) => match === undefined || (match.method === method && match.path.test(path)),
    );
  }

  private use(armed: readonly Armed[]): readonly Fault[] {
    for (const each of armed) each.left -= 1;
    if (armed.length > 0) this.armed = this.armed.filter(({ left }) => left > 0);
    return armed.map(({ fault }) => fault);
  }

  private arm(armed: Armed): void {
    if (this.armed.length >= MOST) throw ApiError.conflict(`${MOST} faults are armed, which is the most.`);
    this.armed.push(armed);
  }

  /** Changes the organization; false if the client or the role does not exist. */
  private change(fault: Change): boolean {
    const store = this.context.store();
    if (fault.fault === "missing-permissions") {
      for (const permission of fault.permissions) store.missingPermissions.add(permission);
      return true;
    }
    if (fault.fault === "regenerate-secret" || fault.fault === "allow-addresses") {
      const client = named(store.clients, fault.client);
      if (client && fault.fault === "regenerate-secret") client.secret = newSecret();
      else if (client && fault.fault === "allow-addresses") client.allowedIpAddresses = fault.addresses;
      return client !== undefined;
    }
    const role = named(store.roles, fault.role);
    if (!role) return false;
    store.beforeChange("roles", role.id, this.context.now());
    Object.assign(role, editedPermissions(role, fault, this.context.catalog));
    return true;
  }
}

type Change = RegenerateSecretFault | EditRoleFault | MissingPermissionsFault | AllowAddressesFault;

const CHANGES: readonly FaultKind[] = [
  "regenerate-secret",
  "edit-role",
  "missing-permissions",
  "allow-addresses",
];

function isChange(fault: Fault): fault is Change {
  return CHANGES.includes(fault.fault);
}

function targetOf(fault: Change): string {
  if (fault.fault === "edit-role") return `role "${fault.role}"`;
  return fault.fault === "missing-permissions" ? "organization" : `OAuth client "${fault.client}"`;
}

function named<T extends { readonly id: string; name: string }>(
  table: ReadonlyMap<string, T>,
  idOrName: string,
): T | undefined {
  return table.get(idOrName) ?? [...table.values()].find(({ name }) => name === idOrName);
}

function matchOf(text: string, catalog: Catalog): FaultMatch {
  if (text === "POST /oauth/token") return { method: "POST", path: TOKEN };
  const { operation, path } = operationPattern(text, "on, of a fault", catalog);
  return { method: operation.slice(0, operation.indexOf(" ")), path };
}
