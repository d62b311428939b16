import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { providerTarget } from "./provider-target";
import { REGISTRIES, withoutHost } from "./registries";

const BLOCK = /\bdev_overrides\s*\{([^}]*)\}/;
const ENTRY = /"([^"]+)"\s*=\s*"([^"]+)"/g;

/**
 * Makes `dev_overrides` of a Terraform CLI configuration a mirror. With `dev_overrides` Terraform runs without `terraform init`,
 * which fails where no registry has the provider; cdktf always runs it. Each build is offered as the version that is given.
 * @param text of the CLI configuration
 * @param versions by the provider's source, for example `hashicorp/vault`; other overrides stay as they are
 * @returns the file to name in `TF_CLI_CONFIG_FILE`; `undefined` where there is nothing to make a mirror of
 */
export function mirrorOfDevelopmentBuilds(
  text: string,
  directory: string,
  versions: Readonly<Record<string, string>>,
): string | undefined {
  const block = BLOCK.exec(text);
  const builds = [...(block?.[1] ?? "").matchAll(ENTRY)].flatMap(([, address = "", build = ""]) => {
    const source = withoutHost(address);
    const version = versions[source];
    return version === undefined ? [] : [{ source, version, build }];
  });
  if (builds.length === 0) return undefined;
  const mirror = join(directory, "development-builds");
  for (const { source, version, build } of builds)
    for (const registry of REGISTRIES) {
      const place = join(mirror, registry, source, version, providerTarget());
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(build, place, "dir");
    }
  const sources = JSON.stringify(builds.map(({ source }) => source));
  const file = join(directory, "terraform.rc");
  writeFileSync(
    file,
    text
      .replace(
        BLOCK,
        `filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ${sources}\n  }`,
      )
      .replace(/\bdirect\s*\{\s*\}/, `direct {\n    exclude = ${sources}\n  }`),
  );
  return file;
}
