import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type ClientModel,
  type IntegrationModel,
  type JsonObject,
  record,
  ScopelockError,
  secretPaths,
} from "scopelock/sandbox-support";

/** A KV version 2 secret, by its path below `/v1/`. */
export interface DeclaredSecret {
  readonly id: string;
  readonly path: string;
}

/** What an app declares for the sandbox's environment, as `cdktf synth` wrote it. */
export interface DeclaredStacks {
  readonly names: readonly string[];
  readonly integrations: readonly IntegrationModel[];
  /** The secrets that readers of them get: of integrations, and of clients that act for a user. */
  readonly secrets: readonly DeclaredSecret[];
  /** The auth methods and secrets engines that they expect of the Vault. */
  readonly expected: readonly { readonly path: string; readonly body: object }[];
  /** Local files that Terraform keeps the state in. */
  readonly stateFiles: readonly string[];
}

/**
 * Reads the stacks of one environment. A stack of another environment is none of the sandbox's business, and is never deployed.
 * @throws {@link ScopelockError} `sandbox/no-stack`
 */
export function declaredStacks(outdir: string, environment: string, app: string): DeclaredStacks {
  const manifest = record(readJson(join(outdir, "manifest.json")));
  const all = Object.entries(record(manifest.stacks)).map(([name, stack]) => {
    const path = join(outdir, String(record(stack).synthesizedStackPath));
    return { name, directory: join(path, ".."), configuration: record(readJson(path)) };
  });
  const own = all.filter(({ configuration }) =>
    models(configuration).some((model) => model.environment === environment),
  );
  if (own.length === 0)
    throw noStack(
      all.map(({ name }) => name),
      environment,
      app,
    );
  const declared = own.flatMap(({ configuration }) => models(configuration));
  const integrations = declared.filter((model) => "actions" in model);
  const kept = declared.flatMap((model) => {
    const secret = "actions" in model ? model : model.secret;
    return secret ? [{ id: model.id, secret }] : [];
  });
  const makesAuthMethods = own.some(
    ({ configuration }) => "vault_auth_backend" in record(configuration.resource),
  );
  return {
    names: own.map(({ name }) => name),
    integrations,
    secrets: kept.map(({ id, secret: { mount } }) => {
      const paths = secretPaths(mount.path, environment, id);
      return { id, path: `${paths.mount}/data/${paths.secret}` };
    }),
    expected: kept.flatMap(({ secret: { mount, readerRoles } }) => [
      ...(mount.managed
        ? []
        : [{ path: `sys/mounts/${mount.path}`, body: { type: "kv", options: { version: "2" } } }]),
      ...(makesAuthMethods
        ? []
        : readerRoles.map((role) => ({ path: `sys/auth/${role.mount}`, body: { type: role.method } }))),
    ]),
    stateFiles: own.flatMap(({ directory, configuration }) => {
      const { path } = record(record(record(configuration.terraform).backend).local);
      const file = resolve(directory, typeof path === "string" ? path : "terraform.tfstate");
      return existsSync(file) ? [file] : [];
    }),
  };
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** Written by the constructs, each as JSON text. */
function models(configuration: JsonObject): readonly (IntegrationModel | ClientModel)[] {
  const { integrations, clients } = record(record(configuration["//"]).scopelock);
  return [...Object.values(record(integrations)), ...Object.values(record(clients))].map((text) =>
    JSON.parse(String(text)),
  );
}

function noStack(others: readonly string[], environment: string, app: string): ScopelockError {
  return new ScopelockError({
    id: "sandbox/no-stack",
    what: `The app has no stack that declares something for the environment "${environment}".`,
    where: app,
    why: `It has ${others.length === 0 ? "no stack" : others.join(", ")}. The sandbox deploys what is declared for ${environment}.json alone, its own file, in the directory that SCOPELOCK_ENVIRONMENTS names.`,
    fix: 'Have the app make a stack of each file there: with synthesizeEnvironments, which reads that variable, or with loadEnvironments(process.env.SCOPELOCK_ENVIRONMENTS ?? "environments").',
  });
}
