import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type SandboxPackage, ScopelockError } from "scopelock/sandbox-support";
import { endingSignal, howToEnd } from "./ending-signal";
import { type GenesysSandbox, startGenesys } from "./genesys";

/**
 * `scopelock sandbox genesys`: the stand-in alone, until it is ended. The secrets of its clients are in a file for the
 * owner alone, and in nothing that is printed.
 * @throws {@link ScopelockError} `sandbox/port-taken`, `sandbox/seed`, `sandbox/secrets-file`, and those of the file
 */
export const runGenesysCommand: SandboxPackage["runGenesysCommand"] = async ({ port, seed, secretsFile }) => {
  const { signal } = endingSignal();
  const genesys = await startGenesys({
    ...(port !== undefined && { port }),
    ...(seed !== undefined && { seedFile: seed }),
  });
  try {
    const secrets = writeSecrets(genesys, secretsFile);
    try {
      console.log(instructions(genesys, secrets.path));
      if (!signal.aborted)
        await new Promise<void>((ended) => signal.addEventListener("abort", () => ended(), { once: true }));
    } finally {
      secrets.remove();
    }
  } finally {
    await genesys.close();
  }
  console.log("Stopped.");
};

/** Writes id and secret of every client to a file that did not exist, which its owner alone can read. */
function writeSecrets(genesys: GenesysSandbox, file?: string): { path: string; remove: () => void } {
  const directory = file === undefined ? mkdtempSync(join(tmpdir(), "scopelock-genesys-")) : undefined;
  const path = resolve(file ?? join(directory ?? "", "clients.json"));
  const clients = [...genesys.store.clients.values()].map(({ name, id, secret }) => ({
    name,
    clientId: id,
    clientSecret: secret,
  }));
  try {
    // Exclusive: what another user has put there is never written to.
    writeFileSync(path, `${JSON.stringify({ url: genesys.url, clients }, null, 2)}\n`, {
      mode: 0o600,
      flag: "wx",
    });
  } catch (error) {
    throw new ScopelockError({
      id: "sandbox/secrets-file",
      what: `The file for the secrets cannot be written: ${(error as NodeJS.ErrnoException).code}.`,
      where: `--secrets-file ${path}`,
      why: "The secrets of the stand-in's clients are in a file of their own, and nowhere else.",
      fix: "Name a file that does not exist, in a directory where you may write.",
    });
  }
  return { path, remove: () => rmSync(directory ?? path, { recursive: true, force: true }) };
}

function instructions({ url, store, deployer }: GenesysSandbox, secrets: string): string {
  const others = [...store.clients.values()].filter(({ id }) => id !== deployer.clientId);
  return [
    `Genesys Cloud API stand-in on ${url}, for login and API`,
    `Client "Terraform": ${deployer.clientId}, with every permission`,
    ...others.map(({ name, id }) => `Client "${name}": ${id}, of the seed`),
    `Their secrets: ${secrets} (for you alone; removed at the end)`,
    `Control: ${url}/_sandbox/ (docs/sandbox.md)`,
    `${howToEnd("stops it")}.`,
  ].join("\n");
}
