/**
 * Generates the genesyscloud bindings from the recorded provider schema: `src/genesys/bindings/`, not in git.
 * Only the resources that scopelock builds are generated; no network, no Terraform, no provider binary.
 */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodeMaker } from "codemaker";
import { PROVIDERS, schemaFile } from "../src/core/terraform/providers/providers";
import { USES } from "../src/core/terraform/providers/uses";

const ADDRESS = `registry.terraform.io/${PROVIDERS.genesyscloud.source}`;
const VERSION = PROVIDERS.genesyscloud.recorded;
const { resources: RESOURCES, dataSources: DATA_SOURCES } = USES.genesyscloud;

type Schemas = Record<string, unknown>;

/**
 * Keeps the compiler from holding generated code to our own strictness, and drops what is of no use here: READMEs,
 * links, and the barrels that load every resource at once.
 */
function trim(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      rmSync(join(path, "README.md"), { force: true });
      const file = join(path, "index.ts");
      const lines = readFileSync(file, "utf8").split("\n");
      const kept = lines.filter((line) => !/https:\/\//.test(line));
      writeFileSync(file, ["// @ts-nocheck", ...kept].join("\n"));
    } else rmSync(path);
  }
}

function pick(schemas: Schemas, names: readonly string[]): Schemas {
  return Object.fromEntries(
    names.map((name) => {
      if (!(name in schemas))
        throw new Error(`${name} is not in the recorded schema of genesyscloud ${VERSION}`);
      return [name, schemas[name]];
    }),
  );
}

async function main(): Promise<void> {
  const root = join(__dirname, "..");
  const schema = JSON.parse(readFileSync(join(root, "schemas", schemaFile("genesyscloud")), "utf8"));
  const provider = schema.provider_schemas[ADDRESS];
  provider.resource_schemas = pick(provider.resource_schemas, Object.keys(RESOURCES));
  provider.data_source_schemas = pick(provider.data_source_schemas, Object.keys(DATA_SOURCES));
  provider.ephemeral_resource_schemas = undefined;
  schema.provider_versions = { [ADDRESS]: VERSION };

  // Deep imports: the package's root needs jsii at load, an undeclared dependency. @cdktf/commons asks Terraform for
  // its version and HashiCorp for news at load; bindings need neither.
  delete process.env.TF_CLI_CONFIG_FILE;
  process.env.CHECKPOINT_DISABLE = "1";
  const {
    TerraformProviderGenerator,
  } = require("@cdktf/provider-generator/lib/get/generator/provider-generator");
  const { ConstructsMakerProviderTarget, Language, TerraformProviderConstraint } = require("@cdktf/commons");

  const code = new CodeMaker();
  code.indentation = 2;
  const constraint = new TerraformProviderConstraint(`mypurecloud/genesyscloud@${VERSION}`);
  new TerraformProviderGenerator(code, schema).generate(
    new ConstructsMakerProviderTarget(constraint, Language.TYPESCRIPT),
  );
  // Written beside the target and renamed, so that an interrupted run leaves no half of it.
  const temporary = mkdtempSync(join(root, "src/genesys/.bindings-"));
  const target = join(root, "src/genesys/bindings");
  try {
    await code.save(temporary);
    trim(join(temporary, "providers/genesyscloud"));
    rmSync(target, { recursive: true, force: true });
    renameSync(join(temporary, "providers/genesyscloud"), target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(
    `bindings: genesyscloud ${VERSION}, ${Object.keys(RESOURCES).length} resources, ${Object.keys(DATA_SOURCES).length} data sources`,
  );
}

main().catch((error) => {
  console.error(`bindings: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
