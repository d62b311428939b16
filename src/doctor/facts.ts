import type { Endpoints } from "../core/request";
import type { Rotation } from "../core/rotation";
import type { ActionModel, IntegrationModel } from "../core/stack";
import type { EngineName } from "../core/terraform";
import type { ClientFacts, PublishedAction, RoleFacts, TokenOwner } from "./genesys-facts";
import type { Outcome, Reply } from "./reply";
import type { KvEntry } from "./vault-client";

export type { ClientFacts, PublishedAction, RoleFacts } from "./genesys-facts";

/** All that was seen of an environment. No secret is in it. */
export interface Facts {
  readonly environment: string;
  readonly vaultAddress: string;
  readonly endpoints: Endpoints;
  readonly rotation: Rotation;
  /** UTC. */
  readonly today: string;
  readonly integrations: readonly IntegrationFacts[];
  /** As whoever may look at the organization; `undefined` when nobody was named. */
  readonly operator: Outcome<Organization> | undefined;
  /** Policies that the stack writes, compared with Vault's of the same names. */
  readonly policies: readonly PolicyFacts[];
  /** The engine that a deploy on this machine would use; `undefined` when there is none. */
  readonly engine: { readonly name: EngineName; readonly version: string } | undefined;
  /** Limits of the organization, as the operator; `undefined` when nobody was named or could log in. */
  readonly limits: LimitFacts | undefined;
  /** Permissions that the organization has; `undefined` when there was no token to ask with. */
  readonly permissions: Outcome<ReadonlySet<string>> | undefined;
}

/** A policy that the stack writes to Vault. */
export interface PolicyFacts {
  readonly name: string;
  /** What Vault has of its name: the same text, another one, nothing. `unread`: the token may not read it, or no answer. */
  readonly found: "same" | "other" | "none" | "unread";
}

/** What an organization may have at most, and how many roles it has. */
export interface LimitFacts {
  /** Of the namespace `dataactions`, by key. */
  readonly dataActions: Outcome<ReadonlyMap<string, number>>;
  /** Of the namespace `authorization`, by key. */
  readonly authorization: Outcome<ReadonlyMap<string, number>>;
  /** All roles of the organization. */
  readonly roles: Outcome<number>;
}

/** What was seen of one integration, with what was declared. */
export interface IntegrationFacts {
  readonly declared: IntegrationModel;
  readonly secret: Outcome<SecretFacts>;
  readonly manifest: Outcome<KvEntry>;
  /** Whether a token could be got with the secret; `undefined` when there was no secret. */
  readonly login: Outcome<true> | undefined;
  /** Whose the token is. */
  readonly owner: Outcome<TokenOwner> | undefined;
  /** The role that is declared, its own or an existing one; `undefined` when the operator could not be asked. */
  readonly roles: Outcome<readonly RoleFacts[]> | undefined;
  /** The declared divisions. */
  readonly divisions: Outcome<readonly DivisionFacts[]> | undefined;
  readonly probes: readonly ProbeFacts[];
}

/** The secret in Vault, without the secret. */
export interface SecretFacts extends Pick<KvEntry, "writtenAt"> {
  readonly clientId: string;
  readonly tokenUrl: string;
  readonly apiUrl: string;
  /** Names of fields that are missing or empty. */
  readonly missing: readonly string[];
  /** Names of fields that nobody asked for. */
  readonly others: readonly string[];
  /** What its markers say. */
  readonly generations: readonly number[];
}

/** The organization, as far as its integrations are looked at. */
export interface Organization {
  readonly organizationId: string;
  readonly clients: Outcome<readonly ClientFacts[]>;
  readonly integrations: Outcome<readonly IntegrationState[]>;
  readonly actions: Outcome<readonly PublishedAction[]>;
}

/** A declared division. */
export interface DivisionFacts {
  /** For people. */
  readonly label: string;
  /** `undefined` when there is none of its name. */
  readonly id: string | undefined;
}

/** An integration for data actions. */
export interface IntegrationState {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Name of the credential that it is bound to; `null` when it is bound to none. Asked for declared ones only. */
  readonly credential: Outcome<string | null> | undefined;
}

/** What came of one probe. */
export interface ProbeFacts {
  readonly action: ActionModel;
  /** Who sends it: the doctor itself, with the client's token, or the integration, as for a flow. */
  readonly way: "client" | "integration";
  /** `undefined`: the request could not be made of the probe's input. */
  readonly reply: Reply | undefined;
  /** Why there is no reply, in the words of the template engine. */
  readonly unrenderable?: string;
  /** How long a refusal was repeated, because a change of permissions takes its time. Seconds. */
  readonly waitedSeconds: number;
}
