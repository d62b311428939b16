import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isObject, ScopelockError } from "../core/diagnostic";
import type { Permission } from "../core/permission";
import { Rotation } from "../core/rotation";
import { decode, isDirectory, isStandardInput, namesIn, parseJson, readBytes, shownPath } from "../files";
import { terraformBinary } from "../process/terraform-binary";
import {
  basesOf,
  type PlanFacts,
  planFacts,
  type Review,
  type RotationOn,
  reviewEnvironment,
  reviewOf,
  saltsOf,
} from "../review";
import type { Options } from "./review";

/**
 * Reviews plans, one after the other: of each only what may be told is kept.
 * @throws {@link ScopelockError} `plan/binary`, `plan/missing`, and what reading a plan, an environment file or a list
 * of permissions throws.
 */
export async function reviewPaths(
  paths: readonly string[],
  { environments, deployerPermissions }: Pick<Options, "environments" | "deployerPermissions">,
  today: string,
  { approved, since }: { readonly approved?: Review | undefined; readonly since?: Review | undefined } = {},
): Promise<Review> {
  const held = deployerPermissions === undefined ? undefined : readPermissions(deployerPermissions);
  const reviews = [];
  for (const file of paths.flatMap(plansIn)) {
    const facts = ScopelockError.locate(shownPath(file), () => planFacts(readPlanFile(file)));
    const [environment] = facts.integrations.map(({ before, after }) => (after ?? before)?.environment);
    reviews.push(
      reviewEnvironment(facts, {
        stack: stackOf(file),
        rotation: environment === undefined ? undefined : await rotationOf(environments, environment, today),
        deployerLacks: held && (await lacks(facts, held)),
        salts: approved && saltsOf(approved),
        since: since && basesOf(since),
      }),
    );
  }
  return reviewOf(reviews);
}

/**
 * An approved or an earlier review.
 * @throws {@link ScopelockError} `review/not-a-review`, and what reading the file throws.
 */
export function readApproved(file: string): Review {
  const json = parseJson(readBytes(file), file);
  const isReview =
    isObject(json) && json.scopelock === "review" && json.format === 2 && Array.isArray(json.environments);
  if (isReview && (json.environments as unknown[]).every(isEnvironment)) return json as unknown as Review;
  throw new ScopelockError({
    id: "review/not-a-review",
    what: "The file is not a review of this version of scopelock.",
    where: file,
    why: "The command compares the plan with it.",
    fix: "Give the output of scopelock review --format json: for --expect that of the pull request, for --since that of the base branch or the last deploy.",
  });
}

const isEnvironment = (value: unknown) =>
  isObject(value) &&
  typeof value.environment === "string" &&
  typeof value.salt === "string" &&
  isObject(value.digests) &&
  Array.isArray(value.digests.places) &&
  value.digests.places.every((place) => isObject(place) && typeof place.resource === "string") &&
  [value.power, value.alarms, value.notes].every(
    (findings) =>
      Array.isArray(findings) &&
      findings.every((finding) => isObject(finding) && typeof finding.id === "string"),
  );

/** The plans that a path names. */
function plansIn(path: string): readonly string[] {
  if (!isDirectory(path)) return [path];
  const stacks = join(path, "stacks");
  const folders = namesIn(path).includes("stacks")
    ? namesIn(stacks).map((stack) => join(stacks, stack))
    : [path];
  const plans = folders.flatMap((folder) => {
    const plan = join(folder, "plan.json");
    if (existsSync(plan)) return [plan];
    if (existsSync(join(folder, "plan"))) throw binary(join(folder, "plan"));
    return [];
  });
  if (plans.length > 0) return plans;
  throw new ScopelockError({
    id: "plan/missing",
    what: "No plan is in the directory.",
    why: "A review is of a plan in JSON, plan.json.",
    where: path,
    fix: `Plan first: npx cdktf diff <stack>, then ${terraformBinary()} -chdir=cdktf.out/stacks/<stack> show -json plan > cdktf.out/stacks/<stack>/plan.json.`,
  });
}

/** Saved plans are zip archives. */
function readPlanFile(file: string): unknown {
  const bytes = readBytes(file);
  if (bytes.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") throw binary(file);
  return parseJson(bytes, file);
}

function binary(file: string): ScopelockError {
  return new ScopelockError({
    id: "plan/binary",
    what: "The plan is in Terraform's own form, not in JSON.",
    where: file,
    why: "Only Terraform reads it, together with the providers that it was made with.",
    fix: `${terraformBinary()} -chdir=${dirname(file)} show -json ${basename(file)} > ${join(dirname(file), "plan.json")}`,
  });
}

/** The stack that a file's place names: its folder's name for a `plan.json`, else its own. */
function stackOf(file: string): string {
  // A pipe's name says nothing: `-`, `/dev/fd/63`.
  if (isStandardInput(file) || /^\/(dev|proc\/\w+)\/fd\/\d+$/.test(file)) return "plan";
  const name = basename(file) === "plan.json" ? basename(dirname(resolve(file))) : basename(file, ".json");
  return name.replace(/[^\w.-]/g, "_").replace(/-{2,}/g, "-");
}

async function rotationOf(
  directory: string,
  environment: string,
  today: string,
): Promise<RotationOn | undefined> {
  const file = join(directory, `${environment}.json`);
  if (!existsSync(file)) return undefined;
  const { loadEnvironment } = await import("../environment/load.js");
  return { rotation: Rotation.of(loadEnvironment(file).rotation), today };
}

/** A JSON list, or one a line. */
function readPermissions(file: string): readonly string[] {
  const bytes = readBytes(file);
  const text = decode(bytes).trim();
  const names: unknown = text.startsWith("[") ? parseJson(bytes, file) : text.split(/\s+/);
  if (
    Array.isArray(names) &&
    names.length > 0 &&
    names.every((name) => typeof name === "string" && isName(name))
  )
    return names;
  throw new ScopelockError({
    id: "review/permissions",
    what: "The file is not a list of permissions.",
    where: file,
    why: "What the deployer lacks is found by comparing it with what the deploy needs.",
    fix: 'Give a JSON list such as ["routing:queue:view"], or one permission a line.',
  });
}

const isName = (name: string) => /^[\w-]+(:[\w*-]+:[\w*-]+)?$/.test(name);

async function lacks(facts: PlanFacts, held: readonly string[]): Promise<readonly Permission[]> {
  const { Catalog } = await import("../core/catalog/catalog.js");
  const { deployerLacks } = await import("../review/findings/deployer.js");
  return deployerLacks(facts, held, Catalog.load());
}
