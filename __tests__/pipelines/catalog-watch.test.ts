import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoredOperation } from "../../src/core/catalog/data";
import { EMBEDDED } from "../../src/core/catalog/embedded";
import { documentOf } from "../core/catalog/document";
import { ROOT } from "../process";
import {
  pythonClass,
  pythonFiles,
  pythonMethod,
  sdkClass,
  sdkFiles,
  sdkMethod,
  writePacked,
  writeWheel,
} from "../sdk/package";
import { Lines } from "./stand-ins";

/* .github/scripts/catalog-watch.sh, with stand-ins of the programs that download. */

const SCRIPT = join(ROOT, ".github/scripts/catalog-watch.sh");
const USER = "GET /api/v2/users/{userId}";
const stored = EMBEDDED.operations.find(([method, path]) => `${method} ${path}` === USER) as StoredOperation;
const needsMore = stored
  .with(2, "all")
  .with(3, ["directory:user:view", "x:y:view"]) as never as StoredOperation;

let lines: Lines;
beforeEach(() => {
  lines = new Lines();
  lines.file("actions.tsv", "method\turl\nGET\t/api/v2/users/${input.userId}\n");
  // Each writes what is served to where it is told, or where it stands.
  for (const name of ["curl", "npm", "python3"])
    lines.program(
      name,
      `#!/usr/bin/env bash
echo "${name} $*" >>"$CALLS"
to=.
while (($#)); do
  case $1 in -o | -d) to=$2 ;; esac
  shift
done
cp "$SERVED" "$to"
`,
    );
});
afterEach(() => lines.remove());

const run = (served: string, env: Record<string, string> = {}) =>
  lines.run([SCRIPT], { SCOPELOCK: "scopelock", ACTIONS: "actions.tsv", SERVED: served, ...env });
const document = (operation: StoredOperation) =>
  lines.file("served.json", documentOf({ source: "API", version: "v2", operations: [operation] }));

describe("catalog-watch.sh", { timeout: 60_000 }, () => {
  it("fails where the document of the API breaks a role, and puts a summary where the run has one", async () => {
    const summary = lines.beside("summary");
    const { code, output } = await run(document(needsMore), {
      API_HOST: "api.mypurecloud.de",
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(code, output).toBe(2);
    expect(output).toContain("1 role breaks.");
    expect(lines.calls).toEqual([
      expect.stringMatching(/^curl .*--fail .*https:\/\/api\.mypurecloud\.de\/api\/v2\/docs\/swagger$/),
    ]);
    expect(lines.read("../summary")).toMatch(/^\*\*1 role breaks\. .*\n[\s\S]*\| \*\*breaks\*\* \|/);
  });

  it("passes where nothing breaks, and where it is to fail at nothing", async () => {
    expect((await run(document(stored))).code).toBe(0);
    expect((await run(document(needsMore), { FAIL_ON: "none" })).code).toBe(0);
  });

  it("compares what a package lists, and prints what it did not compare", async () => {
    const npm = writePacked(
      lines.beside("sdk.tgz"),
      sdkFiles({ "UsersApi.js": sdkClass("UsersApi", sdkMethod(stored)) }, { version: "900.0.0" }),
    );
    const wheel = writeWheel(
      lines.beside("sdk.whl"),
      pythonFiles({ "users_api.py": pythonClass("UsersApi", pythonMethod(stored)) }),
    );
    for (const [source, served] of [
      ["npm", npm],
      ["pypi", wheel],
    ] as const) {
      const { code, output } = await run(served, { SOURCE: source });
      expect(code, output).toBe(0);
      expect(output).toContain("What their operations require was not compared.");
    }
    expect(lines.calls).toEqual([
      "npm pack --silent purecloud-platform-client-v2",
      expect.stringMatching(/^python3 -m pip download .*--only-binary :all: .*purecloudplatformclientv2$/),
    ]);
  });

  it("fails where it cannot download, and for a source that it does not know", async () => {
    lines.program("curl", "#!/usr/bin/env bash\nexit 22\n");
    expect((await run("")).code).toBe(22);
    expect(await run("", { SOURCE: "swagger" })).toMatchObject({
      code: 1,
      output: expect.stringContaining("openapi, npm or pypi"),
    });
  });
});
