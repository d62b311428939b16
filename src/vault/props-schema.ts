import type { z } from "zod";
import { isObject } from "../core/diagnostic";
import { count, list, made, map, props, text } from "../props";
import type { VaultMountProps, VaultNamespaceProps } from "./mount";
import type { AppRoleReaderProps, JwtReaderProps, KubernetesReaderProps, ReaderRoleProps } from "./reader";

/** A schema for each property: a new property without one does not compile. */
type Schemas<Props> = { readonly [Name in keyof Required<Props>]: z.ZodType };

const namespace = text('"voice"').optional();
const names = (noun: string, example: string) =>
  list(
    made("a text", `Write it as text, for example ${example}.`, (value) => typeof value === "string"),
    noun,
    `Give a list, for example [${example}].`,
  );

/** Of {@link VaultNamespaceProps}. */
export const namespaceSchema = props({ namespace } satisfies Schemas<VaultNamespaceProps>);

/** Of {@link VaultMountProps}. */
export const mountSchema = props({
  path: text('"genesys-cloud"'),
  maxVersions: count("10").optional(),
  namespace,
} satisfies Schemas<VaultMountProps>);

const readerRole = {
  name: text('"crm-sync"'),
  mount: text('"approle"').optional(),
  tokenTtlSeconds: count("3600").optional(),
  tokenMaxTtlSeconds: count("7200").optional(),
  cidrs: names("a list of networks", '"10.0.0.0/8"').optional(),
} satisfies Schemas<ReaderRoleProps>;

/** Of {@link AppRoleReaderProps}. */
export const appRoleSchema = props({
  ...readerRole,
  secretIdTtlSeconds: count("600").optional(),
  secretIdUses: count("1").optional(),
} satisfies Schemas<AppRoleReaderProps>);

/** Of {@link KubernetesReaderProps}. */
export const kubernetesSchema = props({
  ...readerRole,
  serviceAccounts: names("a list of service accounts", '"ivr"'),
  namespaces: names("a list of Kubernetes namespaces", '"voice"'),
  audience: made("a text", 'Write it as text, for example "vault".', (value) => typeof value === "string"),
} satisfies Schemas<KubernetesReaderProps>);

/** Of {@link JwtReaderProps}. */
export const jwtSchema = props({
  ...readerRole,
  boundAudiences: names("a list of audiences", '"https://vault.example.com"'),
  boundClaims: map(
    made(
      "a text or a list of texts",
      'Give "refs/heads/main", or a list of such.',
      (value) =>
        typeof value === "string" ||
        (Array.isArray(value) && value.every((each) => typeof each === "string")),
    ),
    "claims with their values",
    'Give { repository: "example/crm" }.',
  ),
  userClaim: text('"sub"').optional(),
} satisfies Schemas<JwtReaderProps>);

/** One reader, as `VaultReader` makes it. */
export const reader = made(
  "a reader",
  'Use VaultReader.policy("crm-sync"), VaultReader.appRole(...), VaultReader.kubernetes(...) or VaultReader.jwt(...).',
  (value) => isObject(value) && ("policyName" in value || "role" in value),
);
