import { randomBytes, randomUUID } from "node:crypto";
import type {
  Action,
  Contact,
  Credential,
  Division,
  Integration,
  OAuthClient,
  Role,
  Token,
} from "./entities";

/** Credentials of the client that Terraform deploys with. */
export interface Deployer {
  readonly clientId: string;
  readonly clientSecret: string;
}

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
  readonly home: Division;
  readonly deployer: Deployer;

  /** @param deployer kept over a reset. @default - new credentials */
  constructor(deployer?: Deployer) {
    this.home = add(this.divisions, { id: randomUUID(), name: "Home", description: "", homeDivision: true });
    for (const role of DEFAULT_ROLES) add(this.roles, { id: randomUUID(), ...role });
    const admin = add(this.roles, {
      id: randomUUID(),
      name: "Deployer",
      description: "Holds every permission there is",
      permissions: ["*"],
      permissionPolicies: [{ domain: "*", entityName: "*", actionSet: ["*"] }],
    });
    this.deployer = deployer ?? { clientId: randomUUID(), clientSecret: newSecret() };
    add(this.clients, {
      id: this.deployer.clientId,
      secret: this.deployer.clientSecret,
      name: "Terraform",
      description: "The deployer's own client",
      accessTokenValiditySeconds: 86_400,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      state: "active",
      registeredRedirectUri: [],
      scope: [],
      roleDivisions: [{ roleId: admin.id, divisionId: "*" }],
    });
    for (const [firstName, lastName, e164] of CONTACTS)
      add(this.contacts, {
        id: randomUUID(),
        division: { id: this.home.id },
        firstName,
        lastName,
        workPhone: { display: e164, e164 },
      });
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
