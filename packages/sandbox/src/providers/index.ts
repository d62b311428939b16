import { rmSync } from "node:fs";
import { join } from "node:path";
import { REGISTRIES } from "../registries";
import { genesyscloudProvider } from "./genesyscloud";
import { ProviderServer } from "./plugin/server";
import { vaultProvider } from "./vault";

/** Options of {@link startProviders}. */
export interface ProvidersOptions {
  /** Directory for the sockets; for its owner alone, whoever reaches a socket can deploy. */
  readonly sockets: string;
  /** Where credentials come from that the configuration does not give, as for the real providers. */
  readonly env: NodeJS.ProcessEnv;
  /** Working directory; the real providers have Terraform's. */
  readonly cwd: string;
}

/** Running stand-ins. */
export interface AttachedProviders {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  close(): void;
}

/** Serves both providers, each on a socket of its own: no request says which provider it means. */
export async function startProviders({ sockets, env, cwd }: ProvidersOptions): Promise<AttachedProviders> {
  const providers = [
    ["vault.sock", vaultProvider(env).address, new ProviderServer(vaultProvider(env))],
    [
      "genesyscloud.sock",
      genesyscloudProvider(env, cwd).address,
      new ProviderServer(genesyscloudProvider(env, cwd)),
    ],
  ] as const;
  const reattach: Record<string, object> = {};
  for (const [socket, address, server] of providers) {
    const attached = await server.listen(join(sockets, socket));
    for (const registry of REGISTRIES) reattach[`${registry}/${address}`] = attached;
  }
  return {
    reattach: JSON.stringify(reattach),
    close() {
      for (const [socket, , server] of providers) {
        server.close();
        rmSync(join(sockets, socket), { force: true });
      }
    },
  };
}
