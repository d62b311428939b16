import { isIP } from "node:net";
import { type RefusalAnywhere, ScopelockError } from "../core/diagnostic";
import { partRefusal, policyNameRefusal, vaultPathRefusal } from "../core/stack";
import { checkProps } from "../props";
import { literal, literals } from "../terraform";
import { appRoleSchema, jwtSchema, kubernetesSchema } from "./props-schema";

/** What every reader with a role in an auth method has. */
export interface ReaderRoleProps {
  /** Who reads, for example crm-sync. The role is called `<environment>-<name>`. */
  readonly name: string;
  /** Path of the auth method, which is there already. @default - the method's own name: approle, kubernetes, jwt */
  readonly mount?: string;
  /** Seconds a token of Vault lives. @default 3600 */
  readonly tokenTtlSeconds?: number;
  /** Seconds after which a token cannot be renewed any more. @default - Vault's own limit */
  readonly tokenMaxTtlSeconds?: number;
  /** Networks from which it may log in and use its tokens, for example 10.0.0.0/8. @default - anywhere */
  readonly cidrs?: readonly string[];
}

/** A reader that logs in with a role id and a secret id. */
export interface AppRoleReaderProps extends ReaderRoleProps {
  /** Seconds a secret id can be used. @default - for ever, or what its maker says */
  readonly secretIdTtlSeconds?: number;
  /** How often a secret id can be used. @default - without a limit, or what its maker says */
  readonly secretIdUses?: number;
}

/** A reader that logs in with the token of a Kubernetes service account. */
export interface KubernetesReaderProps extends ReaderRoleProps {
  /** Names of its service accounts; `*` is none. */
  readonly serviceAccounts: readonly [string, ...string[]];
  /** Kubernetes namespaces that they are in; `*` is none. */
  readonly namespaces: readonly [string, ...string[]];
  /** What its tokens must be made for. Without it, a token that was made for another service could be used here. */
  readonly audience: string;
}

/** A reader that logs in with a JWT of an issuer that the auth method trusts, such as a CI system. */
export interface JwtReaderProps extends ReaderRoleProps {
  /** Of which its tokens must name one in `aud`. */
  readonly boundAudiences: readonly [string, ...string[]];
  /**
   * Claims its tokens must have, with their values; of several values one will do. At least one: otherwise everybody to whom the
   * issuer gives a token could read.
   */
  readonly boundClaims: Readonly<Record<string, string | readonly [string, ...string[]]>>;
  /** Claim that names the user, for Vault's audit log. @default "sub" */
  readonly userClaim?: string;
}

/** What an auth method alone has, in the words of the vault provider. Every list is sorted. */
export type AuthMethod =
  | {
      readonly method: "approle";
      readonly own: { readonly secretIdTtl?: number; readonly secretIdNumUses?: number };
    }
  | {
      readonly method: "kubernetes";
      readonly own: {
        readonly boundServiceAccountNames: string[];
        readonly boundServiceAccountNamespaces: string[];
        readonly audience: string;
      };
    }
  | {
      readonly method: "jwt";
      readonly own: {
        readonly boundAudiences: string[];
        readonly boundClaims: Record<string, string>;
        readonly userClaim: string;
      };
    };

/** A role that a stack makes for a reader. */
export interface ReaderRole {
  readonly name: string;
  readonly mount: string;
  readonly tokenTtlSeconds: number;
  readonly tokenMaxTtlSeconds?: number | undefined;
  /** Sorted. */
  readonly cidrs: readonly string[];
  readonly auth: AuthMethod;
}

/**
 * A person or an application that reads a secret. One that is a policy is attached by whoever owns the auth method; one with a role of an auth
 * method can log in as soon as the stack is deployed. Either reads exactly the secrets that name it.
 */
export class VaultReader {
  private constructor(
    /** Name of the policy that is made for it; `undefined`: that of the secret, which its role is given. */
    readonly policyName: string | undefined,
    /** The role that the stack makes. @default - none: somebody else attaches the policy */
    readonly role: ReaderRole | undefined,
  ) {}

  /**
   * A reader that is a policy of this name; whoever owns the auth method attaches it.
   * @throws {@link ScopelockError} `reader/policy-name` when Vault would not keep the name as it is, or it is one of Vault's own.
   */
  static policy(name: string): VaultReader {
    refuse(`VaultReader.policy("${name}")`, policyNameRefusal(name));
    return new VaultReader(name, undefined);
  }

  /**
   * A reader that logs in with AppRole. The stack makes the role; secret ids are made by whoever runs the reader, never by
   * Terraform, which would keep them in its state.
   * @throws {@link ScopelockError} `reader/name`, `reader/mount`, `reader/ttl`, `reader/cidr`.
   */
  static appRole(props: AppRoleReaderProps): VaultReader {
    checkProps("VaultReader.appRole", "VaultReader.appRole", appRoleSchema, props);
    const { secretIdTtlSeconds, secretIdUses } = props;
    const where = `VaultReader.appRole("${props.name}")`;
    positive(where, "secretIdTtlSeconds", secretIdTtlSeconds);
    positive(where, "secretIdUses", secretIdUses);
    return VaultReader.withRole(where, props, {
      method: "approle",
      own: {
        ...(secretIdTtlSeconds !== undefined && { secretIdTtl: secretIdTtlSeconds }),
        ...(secretIdUses !== undefined && { secretIdNumUses: secretIdUses }),
      },
    });
  }

  /**
   * A reader that logs in as a Kubernetes service account.
   * @throws {@link ScopelockError} `reader/anybody` when a wildcard or an empty list lets others in, and as
   * {@link VaultReader.appRole}.
   */
  static kubernetes(props: KubernetesReaderProps): VaultReader {
    checkProps("VaultReader.kubernetes", "VaultReader.kubernetes", kubernetesSchema, props);
    const where = `VaultReader.kubernetes("${props.name}")`;
    for (const key of ["serviceAccounts", "namespaces"] as const) listed(where, key, props[key]);
    listed(where, "audience", [props.audience]);
    return VaultReader.withRole(where, props, {
      method: "kubernetes",
      own: {
        boundServiceAccountNames: props.serviceAccounts.map(literal).sort(),
        boundServiceAccountNamespaces: props.namespaces.map(literal).sort(),
        audience: literal(props.audience),
      },
    });
  }

  /**
   * A reader that logs in with a JWT, its claims compared exactly.
   * @throws {@link ScopelockError} `reader/anybody` when no claim, a wildcard or an empty list lets others in, and as
   * {@link VaultReader.appRole}.
   */
  static jwt(props: JwtReaderProps): VaultReader {
    checkProps("VaultReader.jwt", "VaultReader.jwt", jwtSchema, props);
    const where = `VaultReader.jwt("${props.name}")`;
    listed(where, "boundAudiences", props.boundAudiences);
    listed(where, "boundClaims", Object.keys(props.boundClaims));
    const claims = Object.entries(props.boundClaims).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [claim, values] of claims) listed(where, `boundClaims.${claim}`, [values].flat());
    return VaultReader.withRole(where, props, {
      method: "jwt",
      own: {
        boundAudiences: props.boundAudiences.map(literal).sort(),
        // The provider takes several values with commas between them.
        boundClaims: literals(
          Object.fromEntries(claims.map(([claim, values]) => [claim, [values].flat().sort().join(",")])),
        ),
        userClaim: literal(props.userClaim ?? "sub"),
      },
    });
  }

  private static withRole(where: string, props: ReaderRoleProps, auth: AuthMethod): VaultReader {
    const { name, mount = auth.method, tokenTtlSeconds = 3600, tokenMaxTtlSeconds, cidrs = [] } = props;
    refuse(where, partRefusal("a reader", name, "reader/name"));
    refuse(where, vaultPathRefusal("an auth method", mount, "reader/mount"));
    positive(where, "tokenTtlSeconds", tokenTtlSeconds);
    positive(where, "tokenMaxTtlSeconds", tokenMaxTtlSeconds);
    if (tokenMaxTtlSeconds !== undefined && tokenMaxTtlSeconds < tokenTtlSeconds)
      refuse(where, {
        id: "reader/ttl",
        what: `tokenMaxTtlSeconds is ${tokenMaxTtlSeconds}, less than tokenTtlSeconds, ${tokenTtlSeconds}.`,
        fix: "Raise the one or lower the other.",
      });
    const odd = cidrs.find((cidr) => !isCidr(cidr));
    if (odd !== undefined)
      refuse(where, {
        id: "reader/cidr",
        what: `"${odd}" is not a network in CIDR form.`,
        fix: "Write it like 10.1.0.0/16, or 10.1.2.3/32 for one address.",
      });
    const role = { name, mount, tokenTtlSeconds, tokenMaxTtlSeconds, cidrs: [...cidrs].sort(), auth };
    return new VaultReader(undefined, role);
  }
}

function refuse(where: string, refusal: RefusalAnywhere | undefined): void {
  if (refusal) throw new ScopelockError({ ...refusal, where });
}

function positive(where: string, key: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value > 0)) return;
  refuse(where, {
    id: "reader/ttl",
    what: `${key} is ${value}.`,
    why: "To Vault 0 means without a limit of its own.",
    fix: "Use a positive whole number, or leave it out.",
  });
}

/** Something that lets in somebody, and nobody else: named, without wildcards, and without commas, which separate values. */
function listed(where: string, key: string, values: readonly string[]): void {
  const odd = values.find((value) => value.trim() === "" || /[*,]/.test(value));
  if (values.length > 0 && odd === undefined) return;
  refuse(where, {
    id: "reader/anybody",
    what: odd === undefined ? `${key} is empty.` : `${key} holds "${odd}".`,
    why: "It decides who may read the secret; what is empty or a wildcard lets in others.",
    fix: "Name each one that may read.",
  });
}

function isCidr(text: string): boolean {
  const [address = "", bits = "", ...rest] = text.split("/");
  const version = isIP(address);
  return (
    version > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
  );
}
