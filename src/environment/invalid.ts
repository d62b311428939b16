import type { z } from "zod";
import { didYouMean, isObject, type JsonObject, type Refusal, suggest } from "../core/diagnostic";
import { environmentJsonSchema } from "./schema";

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

/** Names of what has no place in a file. `accessTokenValiditySeconds` only speaks of one. */
const SECRET =
  /(token|secret|secretid|password|passwd|passphrase|credentials?|accesskey|secretkey|privatekey|apikey)$/;

/** All that is wrong with a file, at once: what looks like a secret first. */
export function refusalsOf(file: string, issues: readonly Issue[]): readonly Refusal[] {
  const schema = environmentJsonSchema();
  const found = issues.flatMap(flatten);
  const secrets = found.flatMap((issue) =>
    unknownKeys(issue)
      .filter(isSecret)
      .map((key) => secretRefusal(file, [...issue.path, key])),
  );
  const others = found.flatMap((issue) => describe(issue, schema));
  if (others.length === 0) return secrets;
  return [
    ...secrets,
    {
      id: "environment/invalid",
      what: others.map(({ what }) => what).join(" "),
      where: file,
      why: "A key that is not known would be ignored in silence, and a bad value would fail in the middle of a deploy.",
      fix: [...new Set(others.map(({ fix }) => fix))].join(" "),
    },
  ];
}

/**
 * A union reports each alternative apart: the one that came nearest is what the user meant. Where none came near, the
 * union's own message names them all.
 */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const [nearest = []] = [...issue.errors].sort((a, b) => nearness(b) - nearness(a) || a.length - b.length);
  const unknown = nearest.filter(({ code }) => code === "unrecognized_keys");
  if (nearness(nearest) < 2 && unknown.length === 0) return [issue];
  // What one alternative misses means little when nothing of it is there.
  const meant = nearness(nearest) < 2 ? unknown : nearest;
  return meant.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** How deep an alternative went before it failed: 0 is another type altogether, 1 an object with none of its keys right. */
function nearness(issues: readonly Issue[]): number {
  const depths = issues.map((issue) => {
    const { length } = issue.path;
    if (issue.code === "unrecognized_keys") return length + 1;
    return length === 0 || issue.input === undefined ? length : length + 1;
  });
  return Math.max(0, ...depths);
}

const unknownKeys = (issue: Issue) => (issue.code === "unrecognized_keys" ? issue.keys : []);

const isSecret = (key: string) => SECRET.test(key.toLowerCase().replace(/[^a-z]/g, ""));

function secretRefusal(file: string, path: readonly PropertyKey[]): Refusal {
  return {
    id: "environment/secret",
    what: `"${path.join(".")}" has no place in an environment file.`,
    where: file,
    why: "The file is committed and reviewed; whoever can read it would have the secret.",
    fix: "Remove it, and give it to the process as an environment variable: VAULT_TOKEN, GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET, or the backend's own. If it was committed, revoke it.",
  };
}

function describe(issue: Issue, schema: Schema): { what: string; fix: string }[] {
  const at = issue.path.join(".") || "the file";
  if (issue.code !== "unrecognized_keys")
    return [describeValue(issue, issue.path.length > 0 ? `"${at}"` : at)];
  const siblings = isObject(issue.input) ? issue.input : {};
  const alternatives = alternativesAt(schema, issue.path);
  return issue.keys
    .filter((key) => !isSecret(key))
    .map((key) => {
      const owners = alternatives.filter(({ properties }) => properties && Object.hasOwn(properties, key));
      if (owners.length > 0)
        return {
          what: `"${key}" in ${at} does not go with ${clash(siblings, owners, alternatives)}.`,
          fix: `Remove one of them from ${at}.`,
        };
      const fitting = alternatives.filter((alternative) => unlike(siblings, alternative).length === 0);
      const known = (fitting.length > 0 ? fitting : alternatives).flatMap((each) =>
        Object.keys(each.properties ?? {}),
      );
      return {
        what: `Unknown key "${key}" in ${at}.`,
        fix: `In place of "${key}": ${didYouMean(key, known, "Known keys")}`,
      };
    });
}

/** What stands beside a key and belongs to another alternative than the key does. */
function clash(
  siblings: Readonly<Record<string, unknown>>,
  owners: readonly Schema[],
  alternatives: readonly Schema[],
): string {
  const [told] = owners.flatMap((owner) => unlike(siblings, owner));
  if (told !== undefined) return `"${told}": ${JSON.stringify(siblings[told])}`;
  const foreign = Object.keys(siblings).filter(
    (key) =>
      alternatives.some(({ properties }) => properties && Object.hasOwn(properties, key)) &&
      !owners.some(({ properties }) => properties && Object.hasOwn(properties, key)),
  );
  return foreign.map((key) => `"${key}"`).join(", ");
}

/** The keys whose value tells that an alternative is not the one that is meant. */
const unlike = (siblings: Readonly<Record<string, unknown>>, { properties }: Schema) =>
  Object.entries(properties ?? {})
    .filter(
      ([key, schema]) =>
        typeof schema === "object" && schema.const !== undefined && schema.const !== siblings[key],
    )
    .map(([key]) => key);

/** What may stand at a path: one schema, or the alternatives. */
function alternativesAt(schema: Schema, path: readonly PropertyKey[]): Schema[] {
  return path.reduce<Schema[]>(
    (schemas, step) => schemas.flatMap((each) => below(each, String(step))).flatMap(expand),
    expand(schema),
  );
}

function below({ properties, additionalProperties }: Schema, key: string): Schema[] {
  const schema =
    properties && Object.hasOwn(properties, key) ? properties[key] : (additionalProperties ?? undefined);
  return typeof schema === "object" ? [schema] : [];
}

const expand = (schema: Schema): Schema[] =>
  ((schema.anyOf ?? schema.oneOf) as Schema[] | undefined)?.flatMap(expand) ?? [schema];

/** A value that is missing or not what it must be. */
function describeValue(issue: Issue, at: string): { what: string; fix: string } {
  // What tells alternatives apart is reported with the object that it is in.
  const inside = issue.code === "invalid_union" && issue.errors.length === 0 && isObject(issue.input);
  const value = inside ? (issue.input as JsonObject)[String(issue.path.at(-1))] : issue.input;
  if (value === undefined) return { what: `${at} is missing.`, fix: `Add ${at}.` };
  const is = typeof value === "object" && value !== null ? at : `${at} is ${shown(value)}`;
  if (issue.code !== "invalid_value") return { what: `${is}: ${issue.message}.`, fix: `Correct ${at}.` };
  const allowed = issue.values.map((each) => JSON.stringify(each)).join(", ");
  const near = typeof value === "string" ? suggest(value, issue.values.map(String)) : undefined;
  return {
    what: `${is}: must be ${issue.values.length > 1 ? "one of " : ""}${allowed}.`,
    fix: near === undefined ? `Correct ${at}.` : `Correct ${at}: did you mean "${near}"?`,
  };
}

/** A value as it may be printed: whoever typed a secret into an address finds it in no log. */
function shown(value: unknown): string {
  return JSON.stringify(value)
    .replace(/:\/\/.*@/, "://***@")
    .replace(/(\?|password=).*(?=")/i, "$1***")
    .replace(/hv[sbr]\..*(?=")/, "***");
}
