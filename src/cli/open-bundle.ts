import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

/** The command in one file, as the build makes it (`scripts/bundle-cli.ts`): its parts by name, each a CommonJS module. */
export const BUNDLE = "bundle.js";

/** What V8 makes of {@link BUNDLE}. It fits one version of V8 on one architecture; without it, V8 compiles again. */
export const CODE_CACHE = `bundle-${process.version}-${process.arch}.cache`;

type Part = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

/**
 * Opens the bundle beside this file.
 * @returns what loads a part of it by its name, or what is outside it; `undefined` where there is no bundle
 */
export function openBundle(): ((id: string) => unknown) | undefined {
  const filename = join(__dirname, BUNDLE);
  // Of ASCII alone, so that nothing is to be decoded.
  const source = read(filename)?.toString("latin1");
  if (source === undefined) return undefined;
  const script = new Script(source, {
    filename,
    cachedData: read(join(__dirname, CODE_CACHE)),
  });
  const parts: Readonly<Record<string, Part>> = script.runInThisContext();
  const loaded = new Map<string, { exports: object }>();
  const load = (id: string) => {
    const part = parts[id];
    if (part === undefined) return require(id);
    const known = loaded.get(id);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(id, module);
    part(module.exports, load, module, filename, __dirname);
    return module.exports;
  };
  return load;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
