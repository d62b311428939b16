import type { z } from "zod";
import {
  type DiagnosticId,
  didYouMean,
  isObject,
  type JsonObject,
  type Refusal,
  suggest,
  table,
} from "../core/diagnostic";
import { regionFix } from "../core/request";
import { lineOf } from "./json";
import { environmentJsonSchema } from "./schema";

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

/** Names of what has no place in a file. `accessTokenValiditySeconds` only speaks of one. */
const SECRET =
  /(token|secret|secretid|password|passwd|passphrase|credentials?|accesskey|secretkey|privatekey|apikey)$/;

/** One thing that is wrong, and the key that it is about. */
interface Wrong extends Omit<Refusal, "id" | "where"> {
  readonly path: readonly PropertyKey[];
}

/**
 * All that is wrong with a file, each with its line: what looks like a secret first.
 * @param text of the file
 */
export function refusalsOf(file: string, text: string, issues: readonly Issue[]): readonly Refusal[] {
  const schema = environmentJsonSchema();
  const found = issues.flatMap(flatten);
  const secrets = found.flatMap((issue) =>
    unknownKeys(issue)
      .filter(isSecret)
      .map((key) => secretWrong([...issue.path, key])),
  );
  const others = found.flatMap((issue) => describe(issue, schema));
  const refusal = (id: DiagnosticId, { path, ...wrong }: Wrong): Refusal => ({
    id,
    ...wrong,
    where: `${file}:${lineOf(text, path)}`,
  });
  return [
    ...secrets.map((wrong) => refusal("environment/secret", wrong)),
    ...others.map((wrong) => refusal("environment/invalid", wrong)),
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

function secretWrong(path: readonly PropertyKey[]): Wrong {
  return {
    path,
    what: `"${path.join(".")}" has no place in an environment file.`,
    why: "The file is committed and reviewed; every reader of it would have the secret.",
    fix: "Remove it, and give it to the process as an environment variable: VAULT_TOKEN, GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET, or the backend's own. If it was committed, revoke it.",
  };
}

function describe(issue: Issue, schema: Schema): Wrong[] {
  const at = issue.path.join(".") || "the file";
  if (issue.code !== "unrecognized_keys")
    return [describeValue(issue, issue.path.length > 0 ? `"${at}"` : at, schema)];
  const siblings = isObject(issue.input) ? issue.input : {};
  const alternatives = alternativesAt(schema, issue.path);
  return issue.keys
    .filter((key) => !isSecret(key))
    .map((key): Wrong => {
      const path = [...issue.path, key];
      const owners = alternatives.filter(({ properties }) => properties && Object.hasOwn(properties, key));
      if (owners.length > 0)
        return {
          path,
          what: `"${key}" in ${at} does not go with ${clash(siblings, owners, alternatives)}.`,
          why: "Each belongs to another kind, and only one of them would count.",
          fix: `Remove one of them from ${at}.`,
        };
      const fitting = alternatives.filter((alternative) => unlike(siblings, alternative).length === 0);
      const known = [
        ...new Set(
          (fitting.length > 0 ? fitting : alternatives).flatMap((each) => Object.keys(each.properties ?? {})),
        ),
      ];
      return {
        path,
        what: `Unknown key "${key}" in ${at}.`,
        why: "An unknown key would have no effect.",
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

/** What a wrong value would do, by the outermost key. */
const WHY: Readonly<Record<string, string>> = table({
  genesys: "Terraform, the doctor and the readers would call another organization, or none.",
  vault: "The client secret would go to another Vault, or nowhere.",
  backend: "Terraform would keep its state in another place, or fail before it plans.",
  handoffDirectory: "A new client secret would pass through another directory than the one that is meant.",
  rotation: "The deploy would make or destroy other OAuth clients than those that are meant.",
  providers: "Terraform would install another version of a provider, or none.",
  actions: "The action would be deployed with other settings than those that are meant.",
});

/** A value that is missing or not what it must be. */
function describeValue(issue: Issue, at: string, schema: Schema): Wrong {
  const { path } = issue;
  // What tells alternatives apart is reported with the object that it is in.
  const inside = issue.code === "invalid_union" && issue.errors.length === 0 && isObject(issue.input);
  const value = inside ? (issue.input as JsonObject)[String(path.at(-1))] : issue.input;
  const [description] = alternativesAt(schema, path).flatMap((each) => each.description ?? []);
  const why = { why: WHY[String(path[0])] ?? "An environment is read whole or not at all." };
  const content = description === undefined ? "" : ` Its content: ${description}`;
  if (value === undefined) return { path, what: `${at} is missing.`, ...why, fix: `Add ${at}.${content}` };
  const is = typeof value === "object" && value !== null ? at : `${at} is ${shown(value)}`;
  if (issue.code !== "invalid_value")
    return { path, what: `${is}: ${demandOf(issue)}.`, ...why, fix: `Correct ${at}.${content}` };
  const isRegion = path.join(".") === "genesys.region";
  const known = issue.values.map(String).filter((each) => !isRegion || !/^[dt]ca$/.test(each));
  const allowed = isRegion
    ? known.map((each) => JSON.stringify(each)).join(", ")
    : issue.values.map((each) => JSON.stringify(each)).join(", ");
  const what = `${is}: must be ${issue.values.length > 1 ? "one of " : ""}${allowed}.`;
  if (isRegion) return { path, what, ...why, fix: `Correct ${at}. ${regionFix(value)}` };
  const near = typeof value === "string" ? suggest(value, known) : undefined;
  return {
    path,
    what,
    ...why,
    fix: near === undefined ? `Correct ${at}.${content}` : `Correct ${at}: did you mean "${near}"?`,
  };
}

/** Types, as people who write JSON call them. */
const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What a value must be, in words of our own: those of the schema's library name its types. */
function demandOf(issue: Issue): string {
  if (issue.message.startsWith("must ")) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? "of another type"}`;
    case "too_small":
      return issue.origin === "string" ? "must not be empty" : `must be ${issue.minimum} or more`;
    case "too_big":
      return `must be ${issue.maximum} or less`;
    default:
      return "is not of the form that it must have";
  }
}

/** A value as it may be printed: whoever typed a secret into an address finds it in no log. */
function shown(value: unknown): string {
  return JSON.stringify(value)
    .replace(/:\/\/.*@/, "://***@")
    .replace(/(\?|password=).*(?=")/i, "$1***")
    .replace(/hv[sbr]\..*(?=")/, "***");
}
