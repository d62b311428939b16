import { Catalog } from "../core/catalog";
import { type Derivation, derive } from "../core/derivation";
import { type Diagnostic, type Located, ScopelockError } from "../core/diagnostic";
import { Generations } from "../core/rotation";
import {
  type ClientModel,
  ownedName,
  partRefusal,
  redirectUriRefusal,
  type SecretPaths,
  secretPaths,
} from "../core/stack";
import { checkProps } from "../props";
import type { SecretReaders } from "../vault";
import type { StatedScopes, UserGrantClientProps } from "./client-props";
import { clientSchema } from "./props-schema";

/** Everything that is decided of a client of a user grant before a construct is made. */
export interface ClientDescription {
  readonly environment: string;
  readonly id: string;
  /** Name of the clients, without the generation. */
  readonly ownedName: string;
  /** @default - the scopes are stated by hand */
  readonly derivation: Derivation | undefined;
  /** Sorted. */
  readonly scopes: readonly string[];
  /** Why each scope, or all of them, for people. */
  readonly because: readonly string[];
  readonly generations: Generations;
  /** Where the secret is. @default - no secret is kept */
  readonly paths: SecretPaths | undefined;
  /** What is legal but doubtful. */
  readonly doubts: readonly Diagnostic[];
  /** What commands read from the synthesized stack. */
  readonly model: (readers: SecretReaders | undefined) => ClientModel;
}

/**
 * Describes a client of a user grant: checks what it was given and derives the rest. Pure: it makes no construct.
 * @param at the construct that is described
 * @throws {@link ScopelockError} as the constructor of {@link UserGrantClient} says
 */
export function describeClient(at: Located, id: string, props: UserGrantClientProps): ClientDescription {
  checkProps("a UserGrantClient", at.node.path, clientSchema, props);
  const { environment, grant, secret } = props;
  checkSource(at, props);
  const { mount } = secret ?? {};
  checkNames(at, id, environment, grant.redirectUris);
  if (props.scopes) checkStated(at, props.scopes);
  const derivation =
    props.calls && derive(props.calls, props.catalog ?? Catalog.load(), { grant: grant.type });
  const scopes = [...new Set(derivation?.scopes ?? props.scopes?.names)].sort();
  const generations = secret?.generations ?? Generations.first();
  return {
    environment,
    id,
    ownedName: ownedName(environment, id),
    derivation,
    scopes,
    because: derivation?.evidence.map(({ action, operation }) => `${action}: ${operation?.id}`) ?? [
      `stated by hand: ${props.scopes?.because}`,
    ],
    generations,
    paths: mount && secretPaths(mount.path, environment, id),
    doubts: props.scopes ? [statedDoubt(props.scopes)] : [],
    model: (readers) => ({
      environment,
      id,
      grant: grant.type,
      scopes,
      ...(mount &&
        readers && {
          secret: {
            mount: {
              path: mount.path,
              managed: mount.managed,
              ...(mount.namespace !== undefined && { namespace: mount.namespace }),
            },
            generation: generations.current,
            readerPolicies: readers.readerPolicies,
            readerRoles: readers.readerRoles,
          },
        }),
    }),
  };
}

function checkNames(at: Located, id: string, environment: string, redirectUris: readonly string[]): void {
  const [first, ...others] = [
    partRefusal("a client", id, "client/id"),
    partRefusal("an environment", environment, "client/environment"),
    ...redirectUris.map(redirectUriRefusal),
  ].flatMap((refusal) => refusal ?? []);
  if (first) throw ScopelockError.at(at, first, ...others);
}

/** Exactly one says what the scopes are. */
function checkSource(at: Located, { calls, scopes, grant, secret }: UserGrantClientProps): void {
  if ((calls === undefined) === (scopes === undefined))
    throw ScopelockError.at(at, {
      id: "props/missing",
      what: calls === undefined ? '"calls" is missing.' : '"calls" and "scopes" are both set.',
      why: "Scopes are derived from what is called, or stated by hand with a reason.",
      fix: 'Set "calls" to what the application calls, or "scopes" to { names, because }.',
    });
  if (
    (grant.type === "saml2-bearer" && secret === undefined) ||
    (grant.type === "token" && secret !== undefined)
  )
    throw ScopelockError.at(at, {
      id: "props/missing",
      what:
        secret === undefined ? '"secret" is missing.' : '"secret" is set, but an implicit client uses none.',
      why:
        secret === undefined
          ? "A SAML 2.0 bearer client sends its secret with the assertion."
          : "Nothing would read it.",
      fix:
        secret === undefined
          ? 'Add secret: { mount: VaultMount.existing("genesys-cloud") }.'
          : 'Leave "secret" out.',
    });
}

function checkStated(at: Located, { because }: StatedScopes): void {
  if (because.trim() !== "") return;
  throw ScopelockError.at(at, {
    id: "scope/because",
    what: "Scopes are stated by hand, without a reason.",
    why: "They take the place of derivation, and every review shows them.",
    fix: 'Add because: "...", or name what is called ("calls") to have them derived.',
  });
}

function statedDoubt({ names, because }: StatedScopes): Diagnostic {
  return {
    id: "scope/stated",
    severity: "warning",
    what: `The scopes ${names.join(", ")} are stated by hand, and not derived: ${because}`,
    fix: 'Name what is called ("calls") to have them derived.',
  };
}
