import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { filesBelow, holds, searchFiles } from "../../packages/sandbox/src/secret-search";

const SECRET = "k3TqV9_xZ-72bWmN0cPdLsRfUhYgJe5A";
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-search-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the search for a secret", () => {
  it.each([
    ["as it is", `a ${SECRET} b`],
    ["in base64", Buffer.from(SECRET).toString("base64")],
    ["in a Basic header, whatever stands before", Buffer.from(`id:${SECRET}`).toString("base64")],
    ["in a Basic header, one byte on", Buffer.from(`idx:${SECRET}`).toString("base64")],
    ["in hex", Buffer.from(SECRET).toString("hex")],
  ])("finds it %s", (_, text) => {
    expect(holds([SECRET], text)).toBe(true);
  });

  it("finds it inside a plan, which is an archive", () => {
    const plan = join(directory, "plan");
    writeFileSync(plan, zipSync({ tfplan: strToU8(`x${SECRET}`), tfconfig: strToU8("nothing") }));
    expect(searchFiles([SECRET], filesBelow(directory))).toEqual([`${plan}!tfplan`]);
  });

  it("finds nothing where nothing is", () => {
    writeFileSync(join(directory, "state"), "nothing here");
    expect(searchFiles([SECRET], filesBelow(directory))).toEqual([]);
  });

  it("goes on where a file or a directory is gone since it was listed, and fails where none ever was", async () => {
    const [kept, nested] = [join(directory, "kept"), join(directory, "a", "b")];
    writeFileSync(kept, SECRET);
    const gone = join(directory, "gone");
    expect(searchFiles([SECRET], [gone, kept])).toEqual([kept]);
    expect(() => filesBelow(gone)).toThrow("ENOENT");

    // Another process adds and removes, as a deploy does with its marks.
    const churn = spawn(process.execPath, [
      "-e",
      `const fs = require("node:fs"); for (;;) { fs.mkdirSync(${JSON.stringify(nested)}, { recursive: true });
       fs.writeFileSync(${JSON.stringify(join(nested, "c"))}, ""); fs.rmSync(${JSON.stringify(join(directory, "a"))}, { recursive: true }); }`,
    ]);
    try {
      await vi.waitUntil(() => readdirSync(directory).includes("a"), { timeout: 10_000, interval: 1 });
      for (let times = 0; times < 2_000; times++)
        expect(searchFiles([SECRET], filesBelow(directory))).toEqual([kept]);
    } finally {
      const ended = once(churn, "exit");
      churn.kill("SIGKILL");
      await ended;
    }
  });
});
