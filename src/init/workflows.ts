import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../process/package-version";
import { packageFile, template } from "./template";

/** Systems that a pipeline can be written for. */
export const PIPELINES = ["github", "gitlab", "none"] as const;

/** One of {@link PIPELINES}. */
export type Pipeline = (typeof PIPELINES)[number];

/** Scripts that only GitHub's workflows need. */
const OF_GITHUB = [
  "accepted.sh",
  "approved.sh",
  "comment.sh",
  "environments.sh",
  "gate.sh",
  "github.sh",
  "held.sh",
  "pull-request.sh",
  "reached.sh",
];

/** The files of a pipeline, by path in the app. */
export function workflowFiles(pipeline: Pipeline, environment: string): ReadonlyMap<string, string> {
  if (pipeline === "none") return new Map();
  if (pipeline === "github")
    return new Map(
      [...below(".github/actions/setup"), ...below(".github/scripts"), ...below(".github/workflows")].map(
        (path) => [path, forApp(packageFile(path))],
      ),
    );
  const scripts = below(".github/scripts").filter(
    (path) => !OF_GITHUB.some((name) => path.endsWith(`/${name}`)),
  );
  return new Map([
    [".gitlab-ci.yml", withEnvironment(template("gitlab/gitlab-ci.yml"), environment)],
    ...scripts.map((path) => [path.replace(".github", ".gitlab"), forApp(packageFile(path))] as const),
  ]);
}

function below(folder: string): readonly string[] {
  return readdirSync(join(packageRoot(), folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** A workflow of the package's own checkout, for an app that depends on the package. */
function forApp(text: string): string {
  return (
    text
      // An app has the command in its packages; "env:" goes where nothing is left of it.
      .replace(/^ {2}# This app is scopelock's own checkout\..*\n {2}SCOPELOCK: .*\n/m, "")
      .replace(/^ {4}# This app is scopelock's own checkout\..*\n {4}- (?:.+\n(?: {6}.+\n)*)/m, "")
      .replace(/^env:\n(?! )/m, "")
      // An app has no tests but the quick ones.
      .replace("npm run test:unit", "npm test")
      .replace(/(?<![\w/])docs\/(\w+)\.md/g, "node_modules/scopelock/docs/$1.md")
  );
}

/** The names of the template's environment, where they stand for it. */
function withEnvironment(text: string, environment: string): string {
  return text
    .replace(/^(plan|deploy|drift|rotation) dev:$/gm, `$1 ${environment}:`)
    .replace(/\[synth, plan dev\]/g, `[synth, plan ${environment}]`)
    .replace(/\b(ENVIRONMENT|resource_group|name): dev\b/g, `$1: ${environment}`)
    .replace(/scopelock-dev-/g, `scopelock-${environment}-`)
    .replace(/environments\/dev\.json/g, `environments/${environment}.json`);
}
