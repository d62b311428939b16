import { isObject, record } from "../../core/diagnostic";
import { namesSecret } from "../../core/request";
import { SWEEP } from "../../core/stack";
import type { Command, Reading } from "./configuration";
import type { Plan } from "./plan";

/** Why a data source or an ephemeral resource needs a look: the finding of each kind has the reason in words. */
type ReadingKind = "program" | "secret" | "late";

/**
 * Resources with a provisioner that is not the one that scopelock's constructs make. `acts`: the plan makes, replaces or destroys the
 * resource.
 */
export function commandsOf({ configuration, changes }: Plan) {
  const acting = new Set(
    changes
      .filter(({ actions }) => actions.some((action) => action !== "no-op" && action !== "read"))
      .map(({ resource }) => resource),
  );
  return [...configuration.commands]
    .filter(([resource, commands]) => !commands.every((command) => isSweep(resource, command)))
    .map(([resource]) => ({ resource, acts: acting.has(resource) }))
    .sort(byResource);
}

/** The one command of scopelock's constructs: it removes a handed-over secret, and gets nothing but that file's name. */
function isSweep(resource: string, { type, expressions }: Command): boolean {
  const { command, environment, ...more } = expressions;
  if (!resource.startsWith("terraform_data.") || type !== SWEEP.type || Object.keys(more).length > 0)
    return false;
  if (!isObject(command) || command.constant_value !== SWEEP.command || !isObject(environment)) return false;
  const { constant_value: names, references } = environment;
  const isOfClient =
    Array.isArray(references) && references.every((each) => /^each\.value(\.client_id)?$/.test(each));
  // In Terraform's own language, the plan has the references alone.
  if (names === undefined) return isOfClient;
  return (
    isObject(names) &&
    Object.keys(names).join() === "SCOPELOCK_HANDOFF_FILE" &&
    /^[^$%]*[/\\]\$\{each\.value\.client_id\}$/.test(String(names.SCOPELOCK_HANDOFF_FILE))
  );
}

/** Data sources that run code or ask the server that they are given. Sources: hashicorp/external and hashicorp/http. */
const PROGRAMS: ReadonlySet<string> = new Set(["external", "http"]);

/** Data sources whose answers scopelock's constructs use. They look up, and read no secret. */
const LOOKUPS: ReadonlySet<string> = new Set([
  "genesyscloud_auth_division",
  "genesyscloud_auth_division_home",
  "genesyscloud_auth_role",
  "vault_kv_secret_subkeys_v2",
]);

/** Data sources and ephemeral resources that can do more than look up. */
export function readingsOf({
  configuration,
  changes,
}: Plan): readonly { readonly resource: string; readonly kind: ReadingKind }[] {
  const found = new Map<string, ReadingKind | undefined>();
  for (const { isManaged, actions, type, resource, after } of changes)
    if (!isManaged && actions.some((action) => action === "read" || action === "open"))
      if (!LOOKUPS.has(type) && !isSettingsPath(type, after?.path)) found.set(resource, "late");
  for (const [resource, reading] of configuration.readings)
    found.set(resource, kindOf(reading) ?? found.get(resource));
  return [...found].flatMap(([resource, kind]) => (kind ? { resource, kind } : [])).sort(byResource);
}

function kindOf({ type, isEphemeral, expressions: { path } }: Reading): ReadingKind | undefined {
  if (PROGRAMS.has(type)) return "program";
  if (isEphemeral) return "secret";
  if (LOOKUPS.has(type) || isSettingsPath(type, record(path).constant_value)) return undefined;
  // A state of others holds what they keep in it; a file on the machine of the pipeline may be its token.
  const isSecret = /^(vault|local|terraform)_/.test(type) || namesSecret(type);
  return isSecret ? "secret" : undefined;
}

/** `vault_kv_secret` reads any path. scopelock's constructs read the settings of a secrets engine with it. */
const isSettingsPath = (type: string, path: unknown) =>
  type === "vault_kv_secret" &&
  typeof path === "string" &&
  (/^sys\/internal\/ui\/mounts\/[^?*+]+$/.test(path) || /^[^?*+]+\/config$/.test(path)) &&
  !/\/data\//.test(path);

const byResource = (a: { readonly resource: string }, b: { readonly resource: string }) =>
  a.resource < b.resource ? -1 : 1;
