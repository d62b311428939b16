import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands";

const ROOT = join(__dirname, "../..");
const MAIN = join(ROOT, "dist/src/cli/main.js");

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-start-"));
  writeFileSync(
    join(directory, "get-queue.custom.json"),
    JSON.stringify({
      name: "Get queue",
      integrationType: "purecloud-data-actions",
      config: {
        request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues/${input.queueId}" },
      },
      contract: {
        input: { inputSchema: { type: "object", properties: { queueId: { type: "string" } } } },
        output: { successSchema: { type: "object", properties: {} } },
      },
    }),
  );
  // Names every file that is loaded, and every part of the bundle that runs.
  writeFileSync(
    join(directory, "told.cjs"),
    `const Module = require("node:module");
     const { Script } = require("node:vm");
     const told = [];
     const load = Module._load;
     Module._load = (id, ...rest) => (told.push(id), load.call(Module, id, ...rest));
     const { runInThisContext } = Script.prototype;
     Script.prototype.runInThisContext = function (...args) {
       const parts = runInThisContext.apply(this, args);
       return parts?.["./program.js"] === undefined ? parts : Object.fromEntries(Object.entries(parts).map(([id, part]) =>
         [id, (...args) => (told.push(id), part(...args))]));
     };
     process.on("exit", () => require("node:fs").writeFileSync(process.env.TOLD, JSON.stringify(told)));`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What a command loads: files, and parts of the bundle. */
function loaded(...args: string[]): readonly string[] {
  const told = join(directory, "told.json");
  const { stderr, stdout } = spawnSync(
    process.execPath,
    ["--require", join(directory, "told.cjs"), MAIN, ...args],
    { cwd: directory, encoding: "utf8", env: { ...process.env, TOLD: told } },
  );
  expect(stderr).toBe("");
  expect(stdout).not.toBe("");
  return JSON.parse(require("node:fs").readFileSync(told, "utf8"));
}
