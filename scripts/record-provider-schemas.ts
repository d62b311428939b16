/**
 * Records the provider schemas anew: `schemas/<provider>-<version>.json`, and the version in src/core/terraform/providers/providers.ts.
 * Takes the directory of a stack in which `terraform init` has run with the versions to record.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changeText, readSchemas, recordedSchemas } from "../src/cli/providers-schema";
import { isObject, type JsonObject, record } from "../src/core/diagnostic/json";
import {
  PROVIDER_NAMES,
  PROVIDERS,
  type ProviderName,
  schemaFile,
} from "../src/core/terraform/providers/providers";
import { schemasOf } from "../src/core/terraform/providers/schema";
import { diffSchemas } from "../src/core/terraform/providers/schema-diff";
import { terraformBinary } from "../src/process/terraform-binary";

const ROOT = join(__dirname, "..");
const CONSTANTS = join(ROOT, "src/core/terraform/providers/providers.ts");

/** Without descriptions, which change with every release and say nothing about a configuration; keys in order. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  const isText = (key: string) => /^description(_kind)?$/.test(key) && typeof value[key] === "string";
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !isText(key))
      .sort()
      .map((key) => [key, bare(value[key])]),
  );
}

/** The resources that are recorded already, and no other: the whole is many megabytes. */
function pick(name: ProviderName, schemas: JsonObject): JsonObject {
  const recorded = recordedSchemas(name);
  return Object.fromEntries(
    Object.keys(recorded).map((section) => {
      if (section === "provider") return [section, schemas.provider];
      const kept = Object.keys(record(recorded[section])).filter((each) => each in record(schemas[section]));
      return [section, Object.fromEntries(kept.map((each) => [each, record(schemas[section])[each]]))];
    }),
  );
}

const [directory = ""] = process.argv.slice(2);
try {
  const document = readSchemas(directory);
  const told = execFileSync(terraformBinary(), ["version", "-json"], { cwd: directory, encoding: "utf8" });
  const selections = record(record(JSON.parse(told)).provider_selections);
  for (const name of PROVIDER_NAMES) {
    const { source, recorded } = PROVIDERS[name];
    const schemas = schemasOf(document, source);
    const version = Object.entries(selections).find(([address]) => address.endsWith(`/${source}`))?.[1];
    if (!schemas || typeof version !== "string") {
      console.log(`provider-schemas: ${source} is not installed in ${directory}; left as it is`);
      continue;
    }
    for (const change of diffSchemas(name, recordedSchemas(name), schemas)) console.log(changeText(change));
    const file = {
      format_version: "1.0",
      provider_schemas: { [`registry.terraform.io/${source}`]: bare(pick(name, schemas)) },
    };
    rmSync(join(ROOT, "schemas", schemaFile(name)));
    writeFileSync(join(ROOT, "schemas", `${name}-${version}.json`), `${JSON.stringify(file, null, 1)}\n`);
    const constants = readFileSync(CONSTANTS, "utf8");
    writeFileSync(CONSTANTS, constants.replace(`recorded: "${recorded}"`, `recorded: "${version}"`));
    console.log(`provider-schemas: ${source} ${version}`);
  }
} catch (error) {
  console.error(`provider-schemas: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
