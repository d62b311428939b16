import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWithGo, cacheDirectory, executable } from "../go";
import { sandboxRoot } from "../package-root";

/** The Vault that is built. Also in `vault-server/go.mod`. */
export const VAULT_VERSION = "1.21.4";

const SOURCE = join(sandboxRoot(), "vault-server");

/** Where built servers are kept: the user's cache directory, by version, source and machine. */
export function cachedServer(): string {
  const hash = createHash("sha256");
  for (const file of ["main.go", "go.mod", "go.sum"]) hash.update(readFileSync(join(SOURCE, file)));
  const key = `${VAULT_VERSION}-${hash.digest("hex").slice(0, 12)}-${process.platform}-${process.arch}`;
  return join(cacheDirectory(), "scopelock", "vault", key, executable("server"));
}

/**
 * The server's binary, built when the cache has none: about four to six minutes on two cores, and once.
 * @throws Error with the compiler's last lines when the build fails.
 */
export async function buildServer(log: (line: string) => void): Promise<string> {
  const target = cachedServer();
  const what = `Vault ${VAULT_VERSION}`;
  if (!existsSync(target)) await buildWithGo({ what, module: SOURCE, package: ".", target }, log);
  return target;
}
