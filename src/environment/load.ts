import { basename } from "node:path";
import { closest } from "fastest-levenshtein";
import type { z } from "zod";
import { ScopelockError } from "../core/errors";
import { Rotation } from "../core/rotation";
import { type Environment, environmentSchema } from "./environment";
import { environmentFiles, readText, withoutBom } from "./file";

/**
 * Reads every environment of a directory, sorted by name.
 * @throws {@link ScopelockError} `environment/none`, and what {@link loadEnvironment} throws.
 */
export function loadEnvironments(directory: string): readonly Environment[] {
  return environmentFiles(directory).map(loadEnvironment);
}

/**
 * Reads one environment file.
 * @throws {@link ScopelockError} what {@link readText} and {@link parseEnvironment} throw.
 */
export function loadEnvironment(file: string): Environment {
  return parseEnvironment(file, readText(file));
}

/**
 * An environment from the text of its file.
 * @throws {@link ScopelockError} `environment/json` when it is no JSON, `environment/name` when its name cannot name
 * a stack, `environment/invalid` for an unknown key or a bad value, and what {@link Rotation.of} throws.
 */
export function parseEnvironment(file: string, text: string): Environment {
  const name = basename(file, ".json");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw new ScopelockError({
      id: "environment/name",
      what: `"${name}" cannot name an environment.`,
      where: file,
      why: "The name is the stack's, and part of Vault paths and policy names.",
      fix: "Use lower-case letters, digits and single hyphens, for example dev.json or eu-prod.json.",
    });
  const parsed = environmentSchema.safeParse(parse(file, text), { reportInput: true });
  if (!parsed.success) throw invalid(file, parsed.error.issues);
  const { rotation } = parsed.data;
  ScopelockError.locate(`${file}: rotation`, () => Rotation.of(rotation));
  const { $schema: _, ...environment } = parsed.data;
  return { name, ...environment };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(withoutBom(text));
  } catch (error) {
    throw new ScopelockError({
      id: "environment/json",
      what: `The environment file is not readable as JSON: ${(error as Error).message}`,
      where: file,
      fix: "Correct the file; a trailing comma or a comment is the usual cause.",
    });
  }
}

/** All that is wrong, at once. */
function invalid(file: string, issues: readonly z.core.$ZodIssue[]): ScopelockError {
  const found = issues.flatMap((issue) => flatten(issue)).map(describe);
  return new ScopelockError({
    id: "environment/invalid",
    what: found.map(({ what }) => what).join(" "),
    where: file,
    why: "A key that is not known would be ignored in silence, and a bad value would fail in the middle of a deploy.",
    fix: [...new Set(found.map(({ fix }) => fix))].join(" "),
  });
}

/** A union reports each alternative apart: the one that came nearest is what the user meant. */
function flatten(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const [nearest] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return (nearest ?? []).flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

const depth = (issues: readonly z.core.$ZodIssue[]) =>
  Math.max(0, ...issues.map((issue) => issue.path.length));

function describe(issue: z.core.$ZodIssue): { what: string; fix: string } {
  const at = issue.path.join(".") || "the file";
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(issue.path);
    return {
      what: `Unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")} in ${at}.`,
      fix: issue.keys
        .map((key) =>
          known.length ? `Did you mean "${closest(key, known)}" instead of "${key}"?` : `Remove "${key}".`,
        )
        .join(" "),
    };
  }
  const got = issue.input === undefined ? "is missing" : `is ${JSON.stringify(issue.input)}`;
  return { what: `"${at}" ${got}: ${issue.message}.`, fix: `Correct "${at}".` };
}

/** The keys that the schema knows at a path, for "did you mean". */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schemas: unknown[] = [environmentSchema];
  const open = (schema: unknown): { shape?: Record<string, unknown>; options?: unknown[] } =>
    schema as { shape?: Record<string, unknown>; options?: unknown[] };
  const expand = (schema: unknown): unknown[] => open(schema).options?.flatMap(expand) ?? [schema];
  for (const step of path)
    schemas = schemas.flatMap(expand).map((schema) => open(schema).shape?.[String(step)]);
  return schemas.flatMap(expand).flatMap((schema) => Object.keys(open(schema)?.shape ?? {}));
}
