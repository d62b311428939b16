import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSandbox } from "../../src/cli/load-sandbox";
import { ScopelockError } from "../../src/core/diagnostic";
import { packageVersion } from "../../src/process/package-version";
import { start, temporaryDirectory } from "../process";

describe("scopelock sandbox", () => {
  it("says what to install where its package is not installed", async () => {
    const refusal = await loadSandbox("@scopelock/not-there").catch((error: unknown) => error);
    expect(ScopelockError.is(refusal)).toBe(true);
    expect(refusal).toMatchObject({
      id: "sandbox/not-installed",
      what: "The package @scopelock/not-there is not installed.",
      fix: `npm install --save-dev @scopelock/not-there@${packageVersion()}`,
    });
  });

  it("does not call its package missing when a package that it needs is", async () => {
    const { path, remove } = temporaryDirectory();
    try {
      const broken = join(path, "broken.cjs");
      writeFileSync(broken, 'require("hono-that-is-not-there");');
      await expect(loadSandbox(broken)).rejects.toMatchObject({ code: "MODULE_NOT_FOUND" });
    } finally {
      remove();
    }
  });

  it("refuses a directory without an app before anything is started", async () => {
    const command = start("src/cli/main.ts", ["sandbox", "--app", "docs"], {});
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain('There is no cdktf app in "docs". [sandbox/app-missing]');
    expect(command.output()).not.toContain("stand-in on");
  });
});
