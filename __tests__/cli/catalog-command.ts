import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";
import { catalogCommand } from "../../src/cli/catalog";
import { ScopelockError } from "../../src/core/diagnostic/error";
import { temporaryDirectory } from "../process";

/** A folder of its own for each test of a file. */
export function catalogFiles() {
  let temporary: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    temporary = temporaryDirectory();
  });
  afterEach(() => {
    temporary.remove();
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  const path = (name: string) => join(temporary.path, name);
  return {
    path,
    left: () => temporary.left().sort(),
    write(name: string, content: unknown): string {
      writeFileSync(path(name), typeof content === "string" ? content : JSON.stringify(content));
      return path(name);
    },
  };
}

interface Outcome {
  /** 1 for a refusal, as `main.ts` has it. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a subcommand of `scopelock catalog` in this process. */
export async function run(args: readonly string[]): Promise<Outcome> {
  let out = "";
  let err = "";
  vi.spyOn(console, "log").mockImplementation((text) => {
    out += `${text}\n`;
  });
  vi.spyOn(console, "error").mockImplementation((text) => {
    err += `${text}\n`;
  });
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += text;
    return true;
  });
  try {
    await catalogCommand().parseAsync(args, { from: "user" });
    return { code: Number(process.exitCode ?? 0), out, err };
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return { code: 1, out, err: err + error.message };
  } finally {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  }
}
