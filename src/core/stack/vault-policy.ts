import type { Capability } from "../terraform";

/** One `path` stanza of a Vault policy. */
export interface PathRule {
  readonly path: string;
  readonly capabilities: readonly Capability[];
  /** What it is needed for; written above the stanza, one line each. @default - nothing is written */
  readonly because?: readonly string[];
}

/** Where one integration's entries live in a KV version 2 secrets engine. */
export interface SecretPaths {
  /** Mount of the secrets engine, without slashes at the ends. */
  readonly mount: string;
  /** Name of the secret below the mount: `<environment>/<integration>`. */
  readonly secret: string;
  /** Name of the manifest below the mount, beside the secret and without any secret in it. */
  readonly manifest: string;
}

/** The paths of one integration: its name in every environment is the same, so paths never collide. */
export function secretPaths(mount: string, environment: string, integration: string): SecretPaths {
  const secret = `${environment}/${integration}`;
  return { mount, secret, manifest: `${secret}/manifest` };
}

/** What may be done with a secret that has no manifest: read exactly it. */
export function secretRules({ mount, secret }: SecretPaths): readonly PathRule[] {
  return [{ path: `${mount}/data/${secret}`, capabilities: ["read"] }];
}

/** What a consumer of the secret may do: read exactly the secret and its manifest, nothing beside them. */
export function readerRules(paths: SecretPaths): readonly PathRule[] {
  const { mount, manifest } = paths;
  return [...secretRules(paths), { path: `${mount}/data/${manifest}`, capabilities: ["read"] }];
}

/** Renders a policy as Vault's HCL. */
export function renderPolicy(rules: readonly PathRule[]): string {
  const quoted = (values: readonly string[]) => values.map((value) => JSON.stringify(value)).join(", ");
  return rules
    .map(
      ({ path, capabilities, because = [] }) =>
        `${because.map((reason) => `# ${reason}\n`).join("")}path ${JSON.stringify(path)} {\n  capabilities = [${quoted(capabilities)}]\n}\n`,
    )
    .join("\n");
}
