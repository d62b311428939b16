import type { Refusal } from "../core/diagnostic";
import { stateLocation } from "./backend";
import type { Environment } from "./environment";

/**
 * What must be an environment's own, and is not. Secrets, policies and everything in Genesys Cloud are: the name of the
 * environment is part of their paths and names, and the names of files in a directory differ.
 * @param root directory of cdktf.json
 */
export function sharedPlaces(environments: readonly Environment[], root: string): readonly Refusal[] {
  return [...sharedState(environments, root), ...sharedMounts(environments)];
}

/** Environments whose states would overwrite each other. */
function sharedState(environments: readonly Environment[], root: string): Refusal[] {
  return sharing(environments, ({ backend }) => stateLocation(backend, root)).map((names) => ({
    id: "environment/shared-state",
    what: `${listed(names)} keep their state in the same place.`,
    why: "Each deploy would destroy what the other one made.",
    fix: 'Give each its own place in "backend".',
  }));
}

/** Environments that would make the same secrets engine. Each may write to one that one of them makes. */
function sharedMounts(environments: readonly Environment[]): Refusal[] {
  const owners = environments.filter(({ vault }) => vault.mount.managed);
  const place = ({ vault: { address, namespace = "", mount } }: Environment) =>
    [address.replace(/\/+$/, "").toLowerCase(), namespace, mount.path].join(" ");
  return sharing(owners, place).map((names) => ({
    id: "environment/shared-mount",
    what: `${listed(names)} would each make the secrets engine "${owners.find(({ name }) => names.includes(name))?.vault.mount.path}" in the same Vault.`,
    why: "Vault refuses the second one, and the stack that destroys it deletes the secrets of the others.",
    fix: 'Let one of them make it: "managed": false in the others, which write below their own names.',
  }));
}

/** The names of those that have the same key, wherever there are several. */
function sharing(
  environments: readonly Environment[],
  keyOf: (environment: Environment) => string,
): readonly string[][] {
  const names = new Map<string, string[]>();
  for (const environment of environments) {
    const key = keyOf(environment);
    names.set(key, [...(names.get(key) ?? []), environment.name]);
  }
  return [...names.values()].filter(({ length }) => length > 1);
}

const listed = (names: readonly string[]) => `The environments ${names.join(" and ")}`;
