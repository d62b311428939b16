import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWithGo, cacheDirectory, executable, go } from "./go";

/** The OpenTofu that is built. */
export const OPENTOFU_VERSION = "1.12.6";

const MODULE = "github.com/opentofu/opentofu";

/** Where it is kept: the user's cache directory, by version and machine. */
function cachedOpenTofu(): string {
  const key = `${OPENTOFU_VERSION}-${process.platform}-${process.arch}`;
  return join(cacheDirectory(), "scopelock", "opentofu", key, executable("tofu"));
}

/**
 * OpenTofu's binary, built when the cache has none. In the module itself: `go install` of a version refuses a module that replaces
 * others, as this one does. Go checks what it gets against its checksum database.
 * @throws Error with Go's last lines when the build fails.
 */
export async function buildOpenTofu(log: (line: string) => void): Promise<string> {
  const target = cachedOpenTofu();
  if (existsSync(target)) return target;
  const got = await go(["mod", "download", "-json", `${MODULE}@v${OPENTOFU_VERSION}`], tmpdir());
  const { Dir: module } = JSON.parse(got.join("\n")) as { Dir: string };
  const build = {
    what: `OpenTofu ${OPENTOFU_VERSION}`,
    module,
    package: "./cmd/tofu",
    // A release: without it, OpenTofu says that it is a development build.
    ldflags: `-X ${MODULE}/version.dev=no`,
    target,
  };
  await buildWithGo(build, log);
  return target;
}
