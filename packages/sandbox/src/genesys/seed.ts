import { randomUUID } from "node:crypto";
import { type Catalog, type Json, ScopelockError } from "scopelock/sandbox-support";
import { z } from "zod";
import { rolePermissions } from "./access";
import { type Fault, type Faults, faultForm } from "./faults";
import { addAnswers } from "./seeded-answers";
import { add, type ClientCredentials, type Limits, newSecret, type Store } from "./store";

/** An OAuth client of a seed, with a role of its own in the home division. */
export interface SeededClient {
  readonly name: string;
  /** @default - a new one */
  readonly id?: string;
  /** The environment variable that holds the secret. A seed never holds a secret itself. @default - a new secret */
  readonly secretFrom?: string;
  /** For example `routing:queue:view`; `*` is every permission. */
  readonly permissions: readonly string[];
}

/** An external contact of a seed, in the home division. */
export interface SeededContact {
  readonly firstName: string;
  readonly lastName: string;
  /** E.164, for example `+15550199`. */
  readonly phone: string;
}

/** An operation of the catalogue, with parameters or with ids in their place. */
export type OperationText = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;

/**
 * What an organization holds and how it behaves. Beside the named members, answers by operation:
 * `{ "GET /api/v2/routing/queues/{queueId}": { "name": "Support" } }`. The stand-in checks the permission first; `null`
 * answers 204 without a body.
 */
export interface Seed {
  readonly clients?: readonly SeededClient[];
  readonly contacts?: readonly SeededContact[];
  /** Permissions that the organization does not have, as without the product's licence. */
  readonly missingPermissions?: readonly string[];
  /** How long a change of roles and grants takes to count. @default 0 */
  readonly propagationSeconds?: number;
  /** Requests that one token may make in a minute. @default - counted, and not refused */
  readonly requestsPerMinute?: number;
  /** Tokens that one OAuth client may get in a minute. @default - not refused */
  readonly tokensPerMinute?: number;
  /** Whether a new OAuth client with client credentials needs allowed IP addresses. @default false */
  readonly allowedAddressesRequired?: boolean;
  /** The most that there may be, by namespace and key. @default - sample values of data actions and roles */
  readonly limits?: Limits;
  readonly faults?: readonly Fault[];
  readonly [operation: OperationText]: Json;
}

const text = z.string().min(1).max(256);
const positive = z.number().int().min(1).max(1_000_000);
const named = z.strictObject({
  clients: z
    .array(
      z.strictObject({
        name: text,
        id: z.uuid().exactOptional(),
        secretFrom: text.exactOptional(),
        permissions: z.array(text),
      }),
    )
    .exactOptional(),
  contacts: z.array(z.strictObject({ firstName: text, lastName: text, phone: z.e164() })).exactOptional(),
  missingPermissions: z.array(text).exactOptional(),
  propagationSeconds: z.number().min(0).max(86_400).exactOptional(),
  requestsPerMinute: positive.exactOptional(),
  tokensPerMinute: positive.exactOptional(),
  allowedAddressesRequired: z.boolean().exactOptional(),
  limits: z.record(text, z.record(text, z.number().int().min(0))).exactOptional(),
  faults: z.array(faultForm).exactOptional(),
});
const answers = z.record(z.string(), z.json());

/** A seed that was read: the named members, and the answers by operation. */
export interface ReadSeed extends z.output<typeof named> {
  readonly answers: Readonly<Record<string, Json>>;
}

/**
 * Reads a seed from JSON.
 * @param where for an error: the file, or the request
 * @throws {@link ScopelockError} `sandbox/seed`
 */
export function readSeed(json: unknown, where: string): ReadSeed {
  const object = z.record(z.string(), z.unknown()).safeParse(json);
  if (!object.success) throw wrong("A seed is a JSON object.", where);
  const entries = Object.entries(object.data);
  const isAnswer = ([name]: [string, unknown]) => /^[A-Z]+ /.test(name);
  const [own, given] = [
    named.safeParse(Object.fromEntries(entries.filter((entry) => !isAnswer(entry)))),
    answers.safeParse(Object.fromEntries(entries.filter(isAnswer))),
  ];
  for (const { error } of [own, given]) {
    const [issue] = error?.issues ?? [];
    if (!issue) continue;
    const member = issue.path.length > 0 ? `"${issue.path.join(".")}" of the seed` : "The seed";
    throw wrong(`${member} is not valid: ${issue.message}.`, where);
  }
  return { ...own.data, answers: given.data ?? {} };
}

/** Where a seed goes. */
export interface SeedTarget {
  readonly store: Store;
  readonly faults: Faults;
  readonly catalog: Catalog;
}

/**
 * Adds a seed to an organization.
 * @param variables where `secretFrom` looks @default process.env
 * @throws {@link ScopelockError} `sandbox/seed`
 */
export function plant(
  seed: ReadSeed,
  { store, faults, catalog }: SeedTarget,
  where: string,
  variables: NodeJS.ProcessEnv = process.env,
): void {
  addAnswers(store.answers, seed.answers, where, catalog);
  for (const { name, id, secretFrom, permissions } of seed.clients ?? []) {
    const taken = [...store.clients.values()].some((client) => client.name === name || client.id === id);
    if (taken) throw wrong(`An OAuth client called "${name}", or one of its id, exists.`, where);
    const unknown = permissions.find((each) => each !== "*" && catalog.slip(each) !== undefined);
    if (unknown !== undefined)
      throw wrong(
        `The permission "${unknown}" of the client "${name}" does not exist.`,
        where,
        `Did you mean "${catalog.slip(unknown)}"?`,
      );
    const role = store.addRole(name, `Of the seeded client ${name}`, rolePermissions(permissions));
    const credentials: ClientCredentials = {
      clientId: id ?? randomUUID(),
      clientSecret: secretFrom === undefined ? newSecret() : secretOf(secretFrom, variables, where),
    };
    store.addClient(name, "", credentials, [{ roleId: role.id, divisionId: store.home.id }]);
  }
  for (const { firstName, lastName, phone } of seed.contacts ?? [])
    add(store.contacts, {
      id: randomUUID(),
      division: { id: store.home.id },
      firstName,
      lastName,
      workPhone: { display: phone, e164: phone },
    });
  for (const permission of seed.missingPermissions ?? []) store.missingPermissions.add(permission);
  const { propagationSeconds, requestsPerMinute, tokensPerMinute, allowedAddressesRequired } = seed;
  Object.assign(store.settings, {
    ...(propagationSeconds !== undefined && { propagationSeconds }),
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    ...(tokensPerMinute !== undefined && { tokensPerMinute }),
    ...(allowedAddressesRequired !== undefined && { allowedAddressesRequired }),
    limits: { ...store.settings.limits, ...seed.limits },
  });
  for (const fault of seed.faults ?? []) faults.add(fault);
}

function secretOf(name: string, variables: NodeJS.ProcessEnv, where: string): string {
  const secret = variables[name];
  if (secret) return secret;
  throw wrong(`The environment variable ${name}, which "secretFrom" names, is not set.`, where);
}

function wrong(
  what: string,
  where: string,
  fix = "Correct the seed; docs/sandbox.md has its members.",
): ScopelockError {
  return new ScopelockError({ id: "sandbox/seed", what, where, fix });
}
