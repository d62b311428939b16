import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Lazy, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import {
  type PathRule,
  type ReaderRoleModel,
  readerPolicyName,
  readerRoleName,
  renderPolicy,
} from "../core/stack";
import { allowsOnlyFrom } from "../core/terraform";
import { checkArguments, inScope } from "../props";
import { literal, providerRange } from "../terraform";
import { AuthRole } from "./auth-role";
import type { ReaderRole, VaultReader } from "./reader";

/** One secret, as its readers see it. */
export interface ReadableSecret {
  readonly environment: string;
  /** The integration's id, or the client's. */
  readonly id: string;
  /** @default - the provider's own */
  readonly namespace?: string | undefined;
  /** What a reader may do. */
  readonly rules: readonly PathRule[];
}

/** What a stack writes for one reader of a secret. */
export interface AddedReader {
  readonly policy: string;
  /** @default - none: the owner of the auth method attaches the policy */
  readonly role: ReaderRoleModel | undefined;
}

/** What a stack writes for the readers of one secret. */
export interface SecretReaders {
  /** Names, sorted. */
  readonly readerPolicies: readonly string[];
  readonly readerRoles: readonly ReaderRoleModel[];
}

/** What is made once in a stack. */
interface MadePolicy {
  readonly resource: Policy;
  rules: readonly PathRule[];
}
interface MadeRole {
  readonly role: AuthRole;
  /** The settings that it was made with. */
  readonly settings: string;
}

/**
 * The first version of the vault provider that can be told not to overwrite a policy. An older one refuses the attribute.
 * Source: hashicorp/vault, CHANGELOG of 5.10.0; `policyCreate` of `vault/resource_policy.go`.
 */
const REFUSES_OVERWRITE = "5.10.0";

/**
 * The readers of all secrets of a stack. Vault overwrites a policy or a role of the same name in silence, so each is made
 * once in a stack: a policy with the rules of all secrets that name it, a role with the policies of all secrets that name it.
 */
export class Readers extends Construct {
  private readonly policies = new Map<string, MadePolicy>();
  private readonly roles = new Map<string, MadeRole>();

  /** Those of the stack that a construct is in. */
  static of(scope: Construct): Readers {
    checkArguments("Readers.of", inScope, { scope });
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild("readers") as Readers | undefined) ?? new Readers(stack, "readers");
  }

  /**
   * Adds a reader to a secret. A reader that the secret has already changes nothing.
   * @throws {@link ScopelockError} `reader/differs` when a stack names a reader twice, with different settings.
   * @internal `secret.grantRead(reader)` is for users.
   */
  add({ environment, id, namespace, rules }: ReadableSecret, { policyName, role }: VaultReader): AddedReader {
    const policy = policyName ?? readerPolicyName(environment, id);
    const made = role && {
      method: role.auth.method,
      mount: role.mount,
      name: readerRoleName(environment, role.name),
    };
    if (role && made) this.ensureRole(made, role, namespace).addPolicy(policy);
    this.ensurePolicy(policy, rules, namespace);
    return { policy, role: made };
  }

  /**
   * A policy, by its name, for what scopelock does not say.
   * @throws {@link ScopelockError} `reader/unknown` when the stack makes no such policy.
   */
  policy(name: string, namespace?: string): Policy {
    return (this.policies.get(keyOf(namespace, name)) ?? this.unknown("policy", name, this.policies))
      .resource;
  }

  /**
   * A role of an auth method, for what scopelock does not say.
   * @throws {@link ScopelockError} `reader/unknown` when the stack makes no such role.
   */
  role({ method, mount, name }: ReaderRoleModel, namespace?: string): AuthRole {
    const key = keyOf(namespace, method, mount, name);
    return (this.roles.get(key) ?? this.unknown("role", key, this.roles)).role;
  }

  private ensurePolicy(name: string, rules: readonly PathRule[], namespace: string | undefined): void {
    const key = keyOf(namespace, name);
    const made = this.policies.get(key) ?? { resource: this.makePolicy(key, name, namespace), rules: [] };
    this.policies.set(key, made);
    const added = rules.filter(({ path }) => !made.rules.some((known) => known.path === path));
    made.rules = [...made.rules, ...added].sort((a, b) => (a.path < b.path ? -1 : 1));
    made.resource.policy = literal(renderPolicy(made.rules));
  }

  private makePolicy(key: string, name: string, namespace: string | undefined): Policy {
    const policy = new Policy(this, `policy-${key}`, {
      ...(namespace !== undefined && { namespace }),
      name,
      policy: "",
    });
    const stack = TerraformStack.of(this);
    policy.addOverride(
      "allow_overwrite",
      // Which versions are allowed may be said after the readers.
      Lazy.anyValue({
        produce: () => (allowsOnlyFrom(REFUSES_OVERWRITE, providerRange(stack, "vault")) ? false : undefined),
      }),
    );
    return policy;
  }

  private ensureRole(made: ReaderRoleModel, role: ReaderRole, namespace: string | undefined): AuthRole {
    const key = keyOf(namespace, made.method, made.mount, made.name);
    const settings = JSON.stringify(role);
    const known = this.roles.get(key) ?? {
      role: new AuthRole(this, `role-${key}`, { name: made.name, role, namespace }),
      settings,
    };
    if (known.settings !== settings)
      throw ScopelockError.at(TerraformStack.of(this), {
        id: "reader/differs",
        what: `The reader "${role.name}" is declared twice, with different settings.`,
        why: "A stack makes one role for it, which reads the secrets of all that name it.",
        fix: "Declare it once, as a constant, and give it to each; or give the other one another name.",
      });
    this.roles.set(key, known);
    return known.role;
  }

  private unknown(what: string, name: string, made: ReadonlyMap<string, unknown>): never {
    const names = [...made.keys()].sort().join(", ");
    throw ScopelockError.at(TerraformStack.of(this), {
      id: "reader/unknown",
      what: `The stack makes no ${what} "${name}" for readers.`,
      fix: names === "" ? `It makes none at all: name a reader first.` : `It makes ${names}.`,
    });
  }
}

/** Ids of constructs must not hold slashes. */
const keyOf = (...parts: (string | undefined)[]) =>
  parts
    .flatMap((part) => part ?? [])
    .map(encodeURIComponent)
    .join(":");
