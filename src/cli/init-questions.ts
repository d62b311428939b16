import { createInterface } from "node:readline";
import { ScopelockError } from "../core/diagnostic";
import { checkEnvironment, checkRegion, checkVault, DEFAULTS, type Settings } from "../init";

/**
 * Asks for the settings of an app, each until the answer can be used; an empty one is the default.
 * @returns `undefined` when the input ended, or was ended by Ctrl-C
 */
export async function askSettings(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<Settings | undefined> {
  const lines = createInterface({ input, output });
  const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  const answers = lines[Symbol.asyncIterator]();
  const ask = async <T>(
    question: string,
    standard: string,
    check: (answer: string) => T,
  ): Promise<T | undefined> => {
    for (;;) {
      output.write(`${question} [${standard}]: `);
      const next = await Promise.race([answers.next(), ended]);
      if (next === undefined || next.done) return undefined;
      try {
        return check(next.value.trim() || standard);
      } catch (error) {
        if (!ScopelockError.is(error)) throw error;
        output.write(`  ${error.what} ${error.fix}\n`);
      }
    }
  };
  try {
    const environment = await ask("Name of the first environment", DEFAULTS.environment, checkEnvironment);
    if (environment === undefined) return undefined;
    const region = await ask("Region of the Genesys Cloud organization", DEFAULTS.region, checkRegion);
    if (region === undefined) return undefined;
    const vault = await ask("Address of the Vault", DEFAULTS.vault, checkVault);
    return vault === undefined ? undefined : { environment, region, vault };
  } finally {
    lines.close();
  }
}
