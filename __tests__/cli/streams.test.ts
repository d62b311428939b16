import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "../process";

const TIMEOUT = 60_000;

let directory: string;
let table: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-streams-"));
  table = write(
    "many.tsv",
    `method\turl\n${Array.from({ length: 500 }, (_, at) => `GET\t/api/v2/users/${at}/nothing\n`).join("")}`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));
function write(name: string, content: string): string {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
}

/** Runs the command with a standard output of the test's choice; what it says on standard error. */
function run(args: readonly string[], output: "closed" | "pipe" | number) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], {
    cwd: ROOT,
    stdio: ["ignore", output === "closed" ? "pipe" : output, "pipe"],
  });
  const said = { out: "", err: "" };
  child.stderr?.on("data", (chunk) => {
    said.err += chunk;
  });
  if (output === "closed") child.stdout?.destroy();
  else
    child.stdout?.on("data", (chunk) => {
      said.out += chunk;
    });
  return new Promise<typeof said & { code: number | null }>((done) =>
    child.once("close", (code) => done({ ...said, code })),
  );
}

it(
  "a reader that goes away ends nothing but the output",
  async () => {
    const { code, err } = await run(["derive", table, "--format", "json"], "closed");
    expect(err).toBe("");
    // As it would have ended: the requests are no operations.
    expect(code).toBe(2);
  },
  TIMEOUT,
);

it.runIf(existsSync("/dev/full"))(
  "an output that cannot be written is said in one line",
  async () => {
    const full = openSync("/dev/full", "w");
    const { code, err } = await run(["explain", "routing:queue:view"], full);
    closeSync(full);
    expect(err).toBe("The output could not be written: ENOSPC.\n");
    expect(code).toBe(1);
  },
  TIMEOUT,
);

it(
  "a module's timer does not keep the command, and all is printed",
  async () => {
    const module = write(
      "timer.js",
      `setInterval(() => {}, 1000);
       exports.users = { name: "Users", request: { method: "GET", url: "/api/v2/users" } };`,
    );
    const { code, out } = await run(["derive", module, table, "--format", "json"], "pipe");
    expect(JSON.parse(out).actions).toHaveLength(501);
    expect(code).toBe(2);
  },
  TIMEOUT,
);

it.each([
  ["ends the process", "process.exit(0);"],
  ["waits for ever", "await new Promise(() => {}); export {};"],
])(
  "a module that %s is named",
  async (_, source) => {
    const module = write(`${source.length}.mjs`, source);
    const { code, err } = await run(["derive", module], "pipe");
    expect(err).toContain("[import/module]");
    expect(err).toContain(module);
    expect(code).toBe(1);
  },
  TIMEOUT,
);
