import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { providerTarget } from "../../../packages/sandbox/src/provider-target";
import { REGISTRIES } from "../../../packages/sandbox/src/registries";
import { ROOT } from "../../process";

const PROVIDERS = [
  ["vault", "hashicorp/vault", "5.6.0"],
  ["genesyscloud", "mypurecloud/genesyscloud", "1.82.0"],
] as const;

/** Executables of the names and the protocol of the real providers, which are the stand-ins. */
export class ProviderMirror {
  private constructor(private readonly directory: string) {}

  /** Builds them below a directory, in the folders of a filesystem mirror for Terraform and for OpenTofu. */
  static async in(directory: string): Promise<ProviderMirror> {
    mkdirSync(directory, { recursive: true });
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"];
    execFileSync("openssl", ["req", "-x509", ...key, ...subject, "-out", "certificate.pem"], {
      cwd: directory,
      stdio: "pipe",
    });
    const plugin = await bundle(join(directory, "plugin"));
    // Sockets of what Terraform kills.
    const temporary = join(directory, "t");
    mkdirSync(temporary);
    for (const [name, source, version] of PROVIDERS)
      for (const registry of REGISTRIES) {
        const folder = join(directory, "mirror", registry, source, version, providerTarget());
        mkdirSync(folder, { recursive: true });
        const command = [process.execPath, plugin, name, directory];
        const file = join(folder, `terraform-provider-${name}_v${version}_x5`);
        writeFileSync(
          file,
          `#!/bin/sh\nexport TMPDIR='${temporary}'\nexec ${command.map((word) => `'${word}'`).join(" ")}\n`,
        );
        chmodSync(file, 0o755);
      }
    return new ProviderMirror(directory);
  }

  /** Writes a Terraform CLI configuration that offers them as a mirror. @returns its file */
  filesystemMirror(): string {
    return this.configuration(`filesystem_mirror {\n    path = "${join(this.directory, "mirror")}"\n  }`);
  }

  /** Writes one that offers them as development builds, and no registry. @returns its file */
  devOverrides(): string {
    const builds = PROVIDERS.map(
      ([, source, version]) =>
        `"${source}" = "${join(this.directory, "mirror", REGISTRIES[0], source, version, providerTarget())}"`,
    );
    return this.configuration(`dev_overrides {\n    ${builds.join("\n    ")}\n  }`);
  }

  /** Writes one that offers nothing, and no registry. @returns its file */
  nothing(): string {
    const empty = join(this.directory, "empty");
    mkdirSync(empty, { recursive: true });
    return this.configuration(`filesystem_mirror {\n    path = "${empty}"\n  }`);
  }

  private configuration(method: string): string {
    const file = join(this.directory, "terraform.rc");
    writeFileSync(file, `provider_installation {\n  ${method}\n}\n`);
    return file;
  }
}

/**
 * Bundles the executable beside the files that it reads: Terraform starts each provider several times in a command, and from the
 * sources each start would take a second.
 */
async function bundle(directory: string): Promise<string> {
  const build = await rolldown({
    input: join(__dirname, "plugin.ts"),
    platform: "node",
    resolve: {
      mainFields: ["module", "main"],
      alias: { "scopelock/sandbox-support": join(ROOT, "src/sandbox-support/index.ts") },
    },
  });
  await build.write({ dir: directory, format: "cjs" });
  await build.close();
  writeFileSync(join(directory, "package.json"), "{}");
  symlinkSync(join(ROOT, "schemas"), join(directory, "schemas"));
  symlinkSync(join(ROOT, "packages/sandbox/tfplugin5.proto"), join(directory, "tfplugin5.proto"));
  return join(directory, "plugin.js");
}
