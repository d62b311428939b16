import { resolve } from "node:path";
import { Annotations, App, DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import type { Derivation } from "../../core/derivation";
import { type JsonObject, record, refusalText, text } from "../../core/diagnostic";
import { blocksOf, objects } from "../../core/terraform";
import { harmfulVariables } from "../../process/harmful-variables";
import { terraformLog } from "../../process/terraform-log";
import {
  type Acknowledgement,
  type GrantedRole,
  type Owner,
  RULES,
  type RuleFinding,
  runRules,
  type Said,
  type Subject,
} from "..";
import { Rendering } from "./rendering";

/** What the constructs of one stack have declared. */
interface Declared {
  /** Late: what an owner declares, such as a reader, may still change. */
  readonly owners: (() => Owner)[];
  readonly said: Said[];
  readonly acknowledgements: Acknowledgement[];
}

const declared = new WeakMap<TerraformStack, Declared>();

/** What was declared in the stack of a construct. The first that asks has the stack judged when it is validated. */
export function declaredIn(scope: IConstruct): Declared {
  const stack = TerraformStack.of(scope);
  const known = declared.get(stack);
  if (known) return known;
  const made: Declared = { owners: [], said: [], acknowledgements: [] };
  declared.set(stack, made);
  // Validation is after every aspect and override: what is judged is what Terraform gets.
  const rendering = new Rendering(stack);
  stack.node.addValidation({ validate: () => judge(stack, rendering, made) });
  return made;
}

/** What the rules look at of an owner of a client, without its path. */
export type OwnerFacts = Omit<Owner, "path">;

/**
 * Has the rules judge an owner of a client, and what was derived for it.
 * @param pathOf path of the construct of an action @default - there is none, and the owner is told
 */
export function declareOwner(
  construct: IConstruct,
  facts: () => OwnerFacts,
  derivation: Derivation | undefined,
  pathOf: (action: string) => string = () => construct.node.path,
): void {
  const { owners, said } = declaredIn(construct);
  owners.push(() => ({ ...facts(), path: construct.node.path }));
  for (const { action, problems } of derivation?.evidence ?? [])
    for (const problem of problems)
      said.push({
        path: pathOf(action),
        problem: { ...problem, what: `"${action}": ${problem.what}` },
      });
}

/** Annotates what the rules warn of. Returns what they refuse, each a failed validation. */
function judge(
  stack: TerraformStack,
  rendering: Rendering,
  { owners, said, acknowledgements }: Declared,
): string[] {
  const findings = runRules(
    subjectOf(
      stack,
      rendering.json(),
      owners.map((owner) => owner()),
      said,
    ),
    acknowledgements,
  );
  const warnings = findings.filter(({ severity }) => severity === "warning");
  if (warnings.length > 0) {
    const constructs = new Map(stack.node.findAll().map((each) => [each.node.path, each]));
    for (const warning of warnings) annotate(constructs.get(warning.where) ?? stack, warning);
  }
  return findings.flatMap((finding) => (finding.severity === "error" ? refusalText(finding) : []));
}

function annotate(construct: IConstruct, { id, what, why, fix, problem }: RuleFinding): void {
  // A warning says why this case matters; why the rule exists is on its page.
  const own = RULES.some((rule) => rule.id === id && rule.why !== why) ? [why] : [];
  const message = [what, ...own, fix, `[${id}]`, ...(problem ? [`[${problem}]`] : [])].join(" ");
  // What is validated twice is said once.
  if (!construct.node.metadata.some(({ data }) => data === message))
    Annotations.of(construct).addWarning(message);
}

function subjectOf(
  stack: TerraformStack,
  json: JsonObject,
  owners: readonly Owner[],
  said: readonly Said[],
): Subject {
  const { path, root } = stack.node;
  return {
    path,
    owners: owners.map(({ roles, ...owner }) => ({
      ...owner,
      ...(roles && { roles: resolved(stack, roles) }),
    })),
    said,
    blocks: blocksOf(json).map((block) => ({ ...block, path: constructOf(block.body) ?? path })),
    imported: objects(json.import).map(({ to }) => text(to)),
    outputDirectory: resolve(App.isApp(root) ? root.outdir : ""),
    terraformLog: terraformLog(),
    harmfulVariables: harmfulVariables(),
  };
}

/** References as Terraform gets them, in place of tokens. */
const resolved = (scope: TerraformStack, roles: readonly GrantedRole[]): readonly GrantedRole[] =>
  Tokenization.resolve(roles, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });

/** cdktf's own metadata of a block names its construct. */
const constructOf = (body: JsonObject) => text(record(record(body["//"]).metadata).path) || undefined;
