import { randomBytes, randomUUID } from "node:crypto";
import type { Operation } from "scopelock/sandbox-support";
import { type RolePermissions, rolePermissions } from "./access";
import type {
  Action,
  Contact,
  Credential,
  Division,
  Integration,
  OAuthClient,
  Role,
  RoleDivision,
  Token,
} from "./entities";
import { type FormerStates, keepInForce } from "./propagation";
import type { RateWindow } from "./rate-limit";
import type { SeededAnswer } from "./seeded-answers";

/** Id and secret of an OAuth client. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How the organization behaves. */
export interface Settings {
  /** How long a change of permissions takes to count. */
  propagationSeconds: number;
  /** Requests that one token may make in a minute: more get 429. `undefined` counts, and refuses none. */
  requestsPerMinute: number | undefined;
  /** Tokens that one OAuth client may get in a minute: more get 400, as the login host answers. */
  tokensPerMinute: number | undefined;
  /** Whether a new OAuth client with client credentials needs allowed IP addresses. */
  allowedAddressesRequired: boolean;
  /** The most that there may be, by namespace and key; answered, and not enforced. */
  limits: Limits;
}

/** Limits of an organization, by namespace and key. */
export type Limits = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Sample values. Sources of namespaces and keys: `dataactions`, Genesys Cloud Resource Center, "Data actions integration
 * performance analysis"; `authorization`, a public tool that read them in an organization on 2026-09-29, and no page of the
 * vendor's (both looked up 2026-11-28).
 */
const LIMITS: Limits = {
  authorization: { "org.roles.max": 1_000 },
  dataactions: { "actions.total.max": 500, "actions.integration.max": 100 },
};

/** Tokens that are kept: the one that was not used for longest goes first, so that memory stays flat under a load that logs in all the time. */
const MOST_TOKENS = 10_000;

/** An organization: all that the stand-in knows. */
export class Store {
  readonly organization = { id: randomUUID(), name: "scopelock sandbox" };
  readonly divisions = new Map<string, Division>();
  readonly roles = new Map<string, Role>();
  readonly clients = new Map<string, OAuthClient>();
  /** By value. */
  readonly tokens = new Map<string, Token>();
  readonly credentials = new Map<string, Credential>();
  readonly integrations = new Map<string, Integration>();
  readonly actions = new Map<string, Action>();
  readonly contacts = new Map<string, Contact>();
  /** Permissions that the organization does not have: it has not bought the product. A role grants them in vain. */
  readonly missingPermissions = new Set<string>();
  /** Answers that a seed gives, by the operation's id. */
  readonly answers = new Map<Operation["id"], readonly SeededAnswer[]>();
  /** States of roles and clients that still count, though they have changed. */
  readonly former: { readonly roles: FormerStates<Role>; readonly clients: FormerStates<OAuthClient> } = {
    roles: new Map(),
    clients: new Map(),
  };
  /** Logins of a client, by its id. */
  readonly logins = new Map<string, RateWindow>();
  readonly settings: Settings = {
    propagationSeconds: 0,
    requestsPerMinute: undefined,
    tokensPerMinute: undefined,
    allowedAddressesRequired: false,
    limits: LIMITS,
  };
  readonly home: Division;
  readonly deployer: ClientCredentials;

  /** @param deployer kept over a reset. @default - new credentials */
  constructor(deployer?: ClientCredentials) {
    this.home = add(this.divisions, { id: randomUUID(), name: "Home", description: "", homeDivision: true });
    for (const role of DEFAULT_ROLES) add(this.roles, { id: randomUUID(), ...role });
    const admin = this.addRole("Deployer", "Holds every permission there is", rolePermissions(["*"]));
    this.deployer = deployer ?? { clientId: randomUUID(), clientSecret: newSecret() };
    this.addClient("Terraform", "The deployer's own client", this.deployer, [
      { roleId: admin.id, divisionId: "*" },
    ]);
    for (const [firstName, lastName, e164] of CONTACTS)
      add(this.contacts, {
        id: randomUUID(),
        division: { id: this.home.id },
        firstName,
        lastName,
        workPhone: { display: e164, e164 },
      });
  }

  /** The same organization by itself: neither changes with the other. */
  copy(): Store {
    return Object.assign(Object.create(Store.prototype) as Store, structuredClone({ ...this }));
  }

  addRole(name: string, description: string, permissions: RolePermissions): Role {
    return add(this.roles, { id: randomUUID(), name, description, ...permissions });
  }

  addClient(
    name: string,
    description: string,
    { clientId, clientSecret }: ClientCredentials,
    roleDivisions: readonly RoleDivision[],
  ): OAuthClient {
    return add(this.clients, {
      id: clientId,
      secret: clientSecret,
      name,
      description,
      accessTokenValiditySeconds: 86_400,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      state: "active",
      registeredRedirectUri: [],
      scope: [],
      roleDivisions,
    });
  }

  addToken(value: string, token: Token): void {
    const [unused] = this.tokens.keys();
    if (unused !== undefined && this.tokens.size >= MOST_TOKENS) this.tokens.delete(unused);
    this.tokens.set(value, token);
  }

  /** The token of a request; it counts as used, so that others go first. */
  useToken(value: string): Token | undefined {
    const token = this.tokens.get(value);
    if (!token) return undefined;
    this.tokens.delete(value);
    this.tokens.set(value, token);
    return token;
  }

  /**
   * To call before a role or a client is made, changed or deleted: its state of now counts until the change has
   * propagated.
   * @param now milliseconds since the epoch
   */
  beforeChange(table: "roles" | "clients", id: string, now: number): void {
    const until = now + this.settings.propagationSeconds * 1000;
    if (until === now) return;
    if (table === "roles") keepInForce(this.former.roles, id, this.roles.get(id), now, until);
    else keepInForce(this.former.clients, id, this.clients.get(id), now, until);
  }
}

/** Roles that come with every organization, as `default_role_id` names them; a few of the vendor's. */
const DEFAULT_ROLES: readonly (Omit<Role, "id"> & { readonly defaultRoleId: string })[] = [
  {
    name: "employee",
    defaultRoleId: "employee",
    description: "Any user",
    permissions: [],
    permissionPolicies: [{ domain: "directory", entityName: "user", actionSet: ["view"] }],
  },
  {
    name: "supervisor",
    defaultRoleId: "supervisor",
    description: "Supervisors of queues",
    permissions: [],
    permissionPolicies: [{ domain: "routing", entityName: "queue", actionSet: ["view", "edit"] }],
  },
];

/** Numbers reserved for fiction. */
const CONTACTS = [
  ["Robin", "Archer", "+15550199"],
  ["Kim", "Baker", "+15550123"],
] as const;

/** What a default role was to begin with. */
export function originalRole(defaultRoleId: string | undefined): Omit<Role, "id"> | undefined {
  return DEFAULT_ROLES.find((role) => role.defaultRoleId === defaultRoleId);
}

/** Adds an entity to its table. */
export function add<T extends { readonly id: string }>(table: Map<string, T>, entity: T): T {
  table.set(entity.id, entity);
  return entity;
}

/** A client secret, as long as the vendor's. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
