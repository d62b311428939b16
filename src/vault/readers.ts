import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ScopelockError } from "../core/diagnostic";
import {
  type DeployedReaderRole,
  type PathRule,
  readerPolicyName,
  readerRoleName,
  renderPolicy,
} from "../core/stack";
import { literal } from "../terraform";
import { AuthRole } from "./auth-role";
import { type ReaderRole, VaultReader } from "./reader";

/** One secret, and who reads it. */
export interface ReadSecret {
  readonly environment: string;
  /** The integration's id, or the client's. */
  readonly id: string;
  /** @default - the provider's own */
  readonly namespace?: string | undefined;
  /** What a reader may do. */
  readonly rules: readonly PathRule[];
  /** @default - one policy, `<environment>-<id>-reader` */
  readonly readers?: readonly VaultReader[] | undefined;
}

/** What a stack writes for the readers of one secret. */
export interface SecretReaders {
  /** Names, sorted. */
  readonly readerPolicies: readonly string[];
  readonly readerRoles: readonly DeployedReaderRole[];
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
 * The readers of all secrets of a stack. Vault overwrites a policy or a role of the same name in silence, so each is made
 * once in a stack: a policy with the rules of all secrets that name it, a role with the policies of all secrets that name it.
 */
export class Readers extends Construct {
  private readonly policies = new Map<string, MadePolicy>();
  private readonly roles = new Map<string, MadeRole>();

  /** Those of the stack that a construct is in. */
  static of(scope: Construct): Readers {
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild("readers") as Readers | undefined) ?? new Readers(stack, "readers");
  }

  /**
   * Lets the readers of one secret in.
   * @throws {@link ScopelockError} `reader/differs` when a stack names a reader twice, with different settings.
   */
  admit({ environment, id, namespace, rules, readers }: ReadSecret): SecretReaders {
    const own = readerPolicyName(environment, id);
    const policies = new Set<string>();
    const roles: DeployedReaderRole[] = [];
    for (const { policyName = own, role } of readers ?? [VaultReader.policy(own)]) {
      policies.add(policyName);
      if (!role) continue;
      const made = {
        method: role.auth.method,
        mount: role.mount,
        name: readerRoleName(environment, role.name),
      };
      this.ensureRole(made, role, namespace).give(policyName);
      roles.push(made);
    }
    for (const name of policies) this.ensurePolicy(name, rules, namespace);
    return { readerPolicies: [...policies].sort(), readerRoles: roles };
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
  role({ method, mount, name }: DeployedReaderRole, namespace?: string): AuthRole {
    const key = keyOf(namespace, method, mount, name);
    return (this.roles.get(key) ?? this.unknown("role", key, this.roles)).role;
  }

  private ensurePolicy(name: string, rules: readonly PathRule[], namespace: string | undefined): void {
    const key = keyOf(namespace, name);
    const made = this.policies.get(key) ?? {
      resource: new Policy(this, `policy-${key}`, {
        ...(namespace !== undefined && { namespace }),
        name,
        policy: "",
      }),
      rules: [],
    };
    this.policies.set(key, made);
    made.rules = [...made.rules, ...rules].sort((a, b) => (a.path < b.path ? -1 : 1));
    made.resource.policy = literal(renderPolicy(made.rules));
  }

  private ensureRole(made: DeployedReaderRole, role: ReaderRole, namespace: string | undefined): AuthRole {
    const key = keyOf(namespace, made.method, made.mount, made.name);
    const settings = JSON.stringify(role);
    const known = this.roles.get(key) ?? {
      role: new AuthRole(this, `role-${key}`, { name: made.name, role, namespace }),
      settings,
    };
    if (known.settings !== settings)
      throw new ScopelockError({
        id: "reader/differs",
        what: `The reader "${role.name}" is declared twice, with different settings.`,
        where: TerraformStack.of(this).node.path,
        why: "A stack makes one role for it, which reads the secrets of all that name it.",
        fix: "Declare it once, as a constant, and give it to each; or give the other one another name.",
      });
    this.roles.set(key, known);
    return known.role;
  }

  private unknown(what: string, name: string, made: ReadonlyMap<string, unknown>): never {
    const names = [...made.keys()].sort().join(", ");
    throw new ScopelockError({
      id: "reader/unknown",
      what: `The stack makes no ${what} "${name}" for readers.`,
      where: TerraformStack.of(this).node.path,
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
