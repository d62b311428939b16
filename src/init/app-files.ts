import type { Permission } from "../core/permission";
import { actionModule, actionsIndex } from "./action-module";
import { setEnvironment } from "./environment-file";
import { newPackageJson } from "./package-json";
import type { Settings } from "./settings";
import type { SourceActions } from "./source-actions";
import { replaceOnce, template } from "./template";
import { type Pipeline, workflowFiles } from "./workflows";

/** What becomes of a file whose path is taken. */
export type Taken =
  /** It is scopelock's alone: another one refuses the whole. */
  | "refuse"
  /** Every app has one: it is left as it is. */
  | "keep"
  /** What it lacks is added. */
  | "merge";

/** A file of an app. */
export interface AppFile {
  /** From the app's directory. */
  readonly path: string;
  readonly text: string;
  readonly taken: Taken;
}

/** What an app is made of. */
export interface AppSpec {
  readonly settings: Settings;
  readonly pipeline: Pipeline;
  /** @default - the example, which looks up an external contact */
  readonly from?: SourceActions | undefined;
}

/** What the test of the template expects to be granted. */
const GRANTED_TO_EXAMPLE: readonly Permission[] = ["externalContacts:contact:view"];

/** The files of an app, in the order in which they are read. */
export function appFiles({ settings, pipeline, from }: AppSpec): readonly AppFile[] {
  const own = (path: string, text: string): AppFile => ({ path, text, taken: "refuse" });
  const shared = (path: string, text: string, taken: Taken = "keep"): AppFile => ({ path, text, taken });
  const test = "__tests__/data-actions-stack.test.ts";
  return [
    ...(from === undefined ? exampleActions() : writtenActions(from)).map(([path, text]) => own(path, text)),
    own("stacks/data-actions-stack.ts", template("app/stacks/data-actions-stack.ts")),
    own(`environments/${settings.environment}.json`, setEnvironment(settings)),
    own(test, granting(template(`app/${test}`), from?.permissions ?? GRANTED_TO_EXAMPLE)),
    ...["main.ts", "cdktf.json", "tsconfig.json"].map((path) => shared(path, template(`app/${path}`))),
    shared("package.json", newPackageJson(), "merge"),
    shared(".gitignore", template("app/gitignore"), "merge"),
    ...[...workflowFiles(pipeline, settings.environment)].map(([path, text]) => shared(path, text)),
  ];
}

/** What stands in the place of `main.ts` in an app that has one. */
export function existingMain(): string {
  return template("beside/main.ts");
}

function exampleActions(): readonly (readonly [string, string])[] {
  return ["actions/get-external-contact.ts", "actions/index.ts"].map((path) => [
    path,
    template(`app/${path}`),
  ]);
}

function writtenActions({ deployed, pending }: SourceActions): readonly (readonly [string, string])[] {
  const all = [...deployed, ...pending.map(({ action }) => action)];
  const reasons = pending.map(({ action, problem }) => ({ action, reason: problem.what }));
  return [
    ...all.map((action) => [`actions/${action.module.file}.ts`, actionModule(action)] as const),
    ["actions/index.ts", actionsIndex(deployed, reasons)],
  ];
}

function granting(test: string, permissions: readonly Permission[]): string {
  const list = (names: readonly Permission[]) => JSON.stringify(names, null, 1).replace(/\n */g, " ");
  const inline = (names: readonly Permission[]) => list(names).replace("[ ", "[").replace(" ]", "]");
  const broken = `[\n${permissions.map((name) => `      ${JSON.stringify(name)},\n`).join("")}    ]`;
  const wanted = inline(permissions);
  return replaceOnce(test, inline(GRANTED_TO_EXAMPLE), wanted.length <= 60 ? wanted : broken);
}
