import type { AccessLevel, Permission } from "../../core/permission";
import type { Region } from "../../core/request";
import type { DeclaredAction } from "../plan/declared";
import type { Digests } from "../plan/digest";
import type { ChangeKind, OtherFacts } from "../plan/facts";
import type { ReviewDiagnostic } from "./finding";

/** What plans mean: `scopelock review --format json`. Within a format keys are only ever added. Documented in docs/review.md. */
export interface Review {
  readonly scopelock: "review";
  readonly format: 2;
  /** Whether somebody may do more than before, in any environment. */
  readonly broadened: boolean;
  /** Sorted by name. */
  readonly environments: readonly EnvironmentReview[];
}

/** What the plan of one stack means. */
export interface EnvironmentReview {
  readonly environment: string;
  /** Whether anything is created, changed or destroyed. */
  readonly changes: boolean;
  /** False when Terraform broke off, or does not say that it did not: there may be more. */
  readonly complete: boolean;
  /** Whether every change is accounted for: without, nobody can say that there is no new power. */
  readonly understood: boolean;
  readonly broadened: boolean;
  /** Why it is `broadened`. */
  readonly power: readonly ReviewDiagnostic[];
  readonly alarms: readonly ReviewDiagnostic[];
  readonly notes: readonly ReviewDiagnostic[];
  /** Sorted by id. */
  readonly integrations: readonly IntegrationReview[];
  /** Roles of no integration that change. */
  readonly roles: readonly RoleReview[];
  /** Vault policies that change, whoever declared them. */
  readonly policies: readonly PolicyReview[];
  /** What is known only when the plan is applied, by name. */
  readonly unknown: readonly { readonly about: string; readonly attributes: readonly string[] }[];
  readonly others: OthersReview;
  /** `null` when the environment file was not read, or speaks of other generations. */
  readonly schedule: Schedule | null;
  /** Settings of the providers, by name: they say where, and as whom, Terraform acts. */
  readonly providers: readonly {
    readonly key: string;
    readonly settings: readonly string[];
    /** The region of Genesys Cloud, where the settings name one. @default - none is named */
    readonly region?: Region;
  }[];
  /** What the digests are salted with. */
  readonly salt: string;
  /**
   * Hashes of every attribute of every instance that changes, of what stands in the configuration, and of outputs that change:
   * `--expect` compares them all, `--since` the places.
   */
  readonly digests: Omit<Digests, "salt">;
}

/** Something before and after. */
export interface Changed<T> {
  readonly before: T;
  readonly after: T;
}

/** What becomes of one integration. */
export interface IntegrationReview {
  readonly id: string;
  readonly change: "created" | "destroyed" | "changed" | "none";
  /** Its name in Genesys Cloud. */
  readonly name: Changed<string | null>;
  readonly permissions: {
    /** False when the plan does not say what the role grants. */
    readonly readable: boolean;
    readonly added: readonly PermissionReview[];
    readonly removed: readonly PermissionReview[];
    readonly kept: readonly PermissionReview[];
  };
  /** Sorted by name. */
  readonly actions: readonly ActionReview[];
  /** As declared. */
  readonly division: Changed<string | null> & {
    /** `new`: first deploy. `changed`: with the new generation. `pending`: with the next one. */
    readonly effect: "new" | "same" | "changed" | "pending" | "unknown";
  };
  /** OAuth scopes of its clients. Client credentials have none: permissions limit them. */
  readonly scopes: Changed<readonly string[]>;
  readonly generations: GenerationsReview;
  readonly vault: {
    /** Path of the secret, as a policy names it; `null` when it is known only when applied. */
    readonly path: string | null;
    /** Policies that allow to read it. */
    readonly readers: readonly {
      readonly policy: string;
      readonly change: "added" | "removed" | "kept";
      /** Who gets it by a role of a Vault auth method that this stack makes, in words. */
      readonly by: readonly string[];
    }[];
  };
}

/** A permission of a role, and the actions that need it: their evidence is in `actions`. */
export interface PermissionReview {
  readonly permission: Permission;
  readonly level: AccessLevel;
  /** Names; empty when no declared action needs it. */
  readonly actions: readonly string[];
}

/** What becomes of one data action. */
export interface ActionReview {
  readonly action: string;
  /** `unknown`: the plan does not say. */
  readonly doing: ChangeKind;
  /** Names of attributes. */
  readonly changed: readonly string[];
  readonly before: ActionEvidence | null;
  readonly after: ActionEvidence | null;
}

/** Why an action is granted what it is granted. */
export interface ActionEvidence extends Omit<DeclaredAction, "action"> {
  /** What the operation does, in the words of its name in the reference; `null` where the catalogue does not know it. */
  readonly summary: string | null;
}

/** What becomes of an integration's generations. */
export interface GenerationsReview {
  /** Those that live. */
  readonly live: Changed<readonly number[]>;
  /** The one in use. */
  readonly current: Changed<number | null>;
  readonly created: readonly number[];
  readonly destroyed: readonly number[];
}

/** What becomes of a role of no integration. */
export interface RoleReview {
  readonly resource: string;
  readonly role: string | null;
  readonly doing: ChangeKind;
  readonly added: readonly Permission[];
  readonly removed: readonly Permission[];
}

/** What becomes of a Vault policy. */
export interface PolicyReview {
  readonly resource: string;
  readonly policy: string | null;
  readonly doing: ChangeKind;
  readonly added: readonly PathReview[];
  readonly removed: readonly PathReview[];
}

/** What a policy allows on a path. */
export interface PathReview {
  readonly path: string;
  readonly capabilities: readonly string[];
  /** Ids of the integrations whose secret it covers, when it allows to read it. */
  readonly secretsOf: readonly string[];
}

/** Resources that this review does not look into. */
export interface OthersReview {
  /** Instances. */
  readonly total: number;
  /** Those that change. */
  readonly changing: readonly OtherFacts[];
}

/** What the environment file says of the rotation, on a day. */
export interface Schedule {
  readonly today: string;
  readonly rotatedOn: string | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  /** First day on which the previous generation may be dropped. */
  readonly droppableFrom: string | null;
}
