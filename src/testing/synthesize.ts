import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  AnnotationMetadataEntryType,
  App,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
  Testing,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { isObject, type JsonObject } from "../core/diagnostic";
import { type Finding, Synthesized } from "./synthesized";

/**
 * Synthesizes a stack as `cdktf synth` does, aspects and validations included, but writes nothing and refuses nothing:
 * what was wrong is in `errors`. The matchers and the serializer refuse what has errors.
 *
 * @param what a stack; a construct in one, such as a `DataActionIntegration`, for its part of the stack; or a function
 * that makes one of these in an app that is made for it
 */
export function synthesize(what: Construct | ((app: App) => Construct)): Synthesized {
  if (typeof what === "function") return inNewApp((app) => synthesize(what(app)));
  if (App.isApp(what)) throw new Error("synthesize takes a stack; synthesizeApp takes an app.");
  if (!Construct.isConstruct(what))
    throw new Error("synthesize takes a stack, a construct in one, or a function that makes one of these.");
  prepare(what);
  return synthesized(what);
}

/**
 * Synthesizes every stack of an app, sorted by name.
 * @param what the app, or a function that makes stacks in an app that is made for it
 * @throws Error when there is no stack in it
 */
export function synthesizeApp(what: App | ((app: App) => void)): readonly Synthesized[] {
  if (typeof what === "function")
    return inNewApp((app) => {
      what(app);
      return synthesizeApp(app);
    });
  if (!App.isApp(what))
    throw new Error("synthesizeApp takes an app, or a function that makes stacks in one.");
  const stacks = prepare(what);
  if (stacks.length === 0) throw new Error("There is no stack in the app.");
  return stacks.map(synthesized).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** An app that leaves nothing behind. */
function inNewApp<T>(use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), "scopelock-testing-"));
  try {
    return use(Testing.app({ outdir }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All stacks beside a construct, made ready: references from one to another add to both. */
function prepare({ node }: Construct): TerraformStack[] {
  const stacks = node.root.node
    .findAll()
    .filter((each): each is TerraformStack => TerraformStack.isStack(each));
  for (const stack of stacks) stack.prepareStack();
  return stacks;
}

function synthesized(scope: Construct): Synthesized {
  const stack = TerraformStack.of(scope);
  // What it returns is of no use here: its aspects are. cdktf exports no other way to run them.
  Testing.synth(stack);
  const constructs = stack.node.findAll();
  // Validations first: they may annotate, too.
  const invalid = [stack.node.root, ...constructs].flatMap(({ node }) =>
    node.validate().map((what): Finding => ({ severity: "error", where: node.path, what })),
  );
  const annotated = (level: AnnotationMetadataEntryType) => distinct(annotations(constructs, level));

  const elements = scope.node.findAll().filter(TerraformElement.isTerraformElement);
  const whole = portable(stack.toTerraform());
  const json =
    scope === stack ? whole : partOf(whole, new Set(elements.map((each) => each.friendlyUniqueId)));
  return new Synthesized({
    name: scope.node.path,
    json,
    outputs: outputsOf(json, scope, elements),
    warnings: annotated(AnnotationMetadataEntryType.WARN),
    errors: [...invalid, ...annotated(AnnotationMetadataEntryType.ERROR)],
  });
}

function annotations(constructs: readonly IConstruct[], level: AnnotationMetadataEntryType): Finding[] {
  return constructs.flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === level)
      .map(({ data }) => ({
        severity: level === AnnotationMetadataEntryType.WARN ? "warning" : "error",
        where: node.path,
        what: String(data),
      })),
  );
}

/** Where a stack without a backend keeps its state, for cdktf: an absolute path, `terraform.<stack>.tfstate`. */
const DEFAULT_STATE = join(process.cwd(), "terraform.");

/** What is synthesized twice is annotated twice. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((each) => [`${each.where}\n${each.what}`, each])).values()];
}

/** Without what cdktf says of itself, and of this machine. Anything else beside it stays. */
function portable({ "//": top, ...rest }: JsonObject): JsonObject {
  const { metadata: _, outputs: __, ...ours } = isObject(top) ? top : {};
  const cleaned = JSON.stringify(rest, (key, value) => {
    if (key === "//") return undefined;
    return typeof value === "string" && value.startsWith(DEFAULT_STATE) ? basename(value) : value;
  });
  return { ...(Object.keys(ours).length > 0 && { "//": ours }), ...JSON.parse(cleaned) };
}

/** A configuration with those resources, data sources and outputs only. */
function partOf(tf: JsonObject, ids: ReadonlySet<string>): JsonObject {
  const pick = (byId: unknown) =>
    Object.fromEntries(Object.entries(isObject(byId) ? byId : {}).filter(([id]) => ids.has(id)));
  const pickTyped = (kind: unknown) =>
    Object.fromEntries(
      Object.entries(isObject(kind) ? kind : {})
        .map(([type, byId]) => [type, pick(byId)] as const)
        .filter(([, byId]) => Object.keys(byId).length > 0),
    );
  return { ...tf, resource: pickTyped(tf.resource), data: pickTyped(tf.data), output: pick(tf.output) };
}

function outputsOf(tf: JsonObject, scope: Construct, elements: readonly TerraformElement[]) {
  const bodies = isObject(tf.output) ? tf.output : {};
  return Object.fromEntries(
    elements.filter(TerraformOutput.isTerraformOutput).map((output) => {
      const body = bodies[output.friendlyUniqueId];
      return [output.node.path.slice(scope.node.path.length + 1), isObject(body) ? body.value : undefined];
    }),
  );
}
