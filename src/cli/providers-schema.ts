import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { count, type JsonObject, printable, record, ScopelockError } from "../core/diagnostic";
import {
  diffSchemas,
  PROVIDER_NAMES,
  PROVIDERS,
  type ProviderName,
  recordedName,
  type SchemaChange,
  schemaFile,
  schemasOf,
} from "../core/terraform";
import { isDirectory, isStandardInput, namesIn, parseJson, readBytes, shownPath } from "../files";
import { packageRoot } from "../process/package-version";
import { terraformBinary } from "../process/terraform-binary";
import { print } from "./output";

/** How the comparison is printed. */
export type SchemaFormat = "text" | "json";

/** What `providers schema --format json` prints. */
export interface SchemaReport {
  readonly compared: readonly { readonly provider: ProviderName; readonly recorded: string }[];
  /** Providers that the source does not have. */
  readonly absent: readonly ProviderName[];
  readonly changes: readonly SchemaChange[];
}

/** `scopelock providers schema`. */
export function compareSchemas(source: string, format: SchemaFormat): void {
  const report = reportOf(readSchemas(source), source);
  print(format === "json" ? report : textOf(report));
  if (report.changes.some(({ isUsed }) => isUsed)) process.exitCode = 2;
}

/**
 * What `terraform providers schema -json` printed, or prints.
 * @param source a file, `-`, or a directory to run it in
 * @throws {@link ScopelockError} `providers/terraform` when it cannot be run there, `providers/schema` when it is something
 * else, and what reading a file throws.
 */
export function readSchemas(source: string): JsonObject {
  const json = parseJson(bytesOf(source), source);
  const { format_version: version, provider_schemas: schemas } = record(json);
  if (typeof version === "string" && version.startsWith("1.") && schemas !== undefined) return record(json);
  throw new ScopelockError({
    id: "providers/schema",
    what: "This is not what terraform providers schema -json prints.",
    where: shownPath(source),
    why: "It has no format_version 1.x with provider_schemas.",
    fix: "terraform -chdir=cdktf.out/stacks/<stack> providers schema -json > schemas.json, after terraform init there.",
  });
}

function bytesOf(source: string): Buffer {
  if (isStandardInput(source) || !isDirectory(source)) return readBytes(source);
  // Where it may not work, the system names the program.
  namesIn(source);
  const terraform = terraformBinary();
  const ran = spawnSync(terraform, ["providers", "schema", "-json"], {
    cwd: source,
    maxBuffer: 1 << 29,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (!ran.error && ran.status === 0) return ran.stdout;
  throw new ScopelockError({
    id: "providers/terraform",
    what: ran.error
      ? `Terraform cannot be run as "${terraform}".`
      : `terraform providers schema -json ended with ${ran.status}.`,
    where: source,
    why: "Terraform asks the providers that are installed there.",
    fix: `Run ${terraform} -chdir=${source} init first, and read its output.`,
  });
}

function reportOf(document: JsonObject, source: string): SchemaReport {
  const found = PROVIDER_NAMES.map((name) => ({
    name,
    schemas: schemasOf(document, PROVIDERS[name].source),
  }));
  const compared = found.flatMap(({ name, schemas }) => (schemas ? [{ name, schemas }] : []));
  if (compared.length === 0)
    throw new ScopelockError({
      id: "providers/schema-missing",
      what: "It has the schema of neither provider.",
      where: shownPath(source),
      why: `Compared are ${PROVIDER_NAMES.map((name) => PROVIDERS[name].source).join(" and ")}.`,
      fix: "Run terraform providers schema -json in the directory of a stack, such as cdktf.out/stacks/dev.",
    });
  return {
    compared: compared.map(({ name }) => ({ provider: name, recorded: PROVIDERS[name].recorded })),
    absent: found.flatMap(({ name, schemas }) => (schemas ? [] : [name])),
    changes: compared.flatMap(({ name, schemas }) => diffSchemas(name, recordedSchemas(name), schemas)),
  };
}

/** The schemas that the bindings were made of. */
export function recordedSchemas(name: ProviderName): JsonObject {
  const file = join(packageRoot(), "schemas", schemaFile(name));
  return record(schemasOf(JSON.parse(readFileSync(file, "utf8")), PROVIDERS[name].source));
}

/** One difference on a line; `!` marks what scopelock uses. */
export function changeText({ name, attribute, what, isUsed }: SchemaChange): string {
  return `${isUsed ? "!" : " "} ${printable([name, attribute].filter(Boolean).join("."))}: ${printable(what)}`;
}

function textOf({ compared, absent, changes }: SchemaReport): string {
  const used = changes.filter(({ isUsed }) => isUsed).length;
  const told =
    changes.length === 0
      ? "No difference"
      : `${count(changes.length, "difference")}, ${used} in what is used`;
  return [
    ...compared.map(({ provider }) => `Compared with ${recordedName(provider)}.`),
    ...absent.map((name) => `Not compared: ${PROVIDERS[name].source} is not in it.`),
    ...changes.map(changeText),
    `${told}.`,
  ].join("\n");
}
