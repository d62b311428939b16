import { Lazy, TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { z } from "zod";
import { didYouMean, ScopelockError } from "../../core/diagnostic";
import { checkArguments, checkProps, inScope, made, props } from "../../props";
import { literal } from "../../terraform";
import { acknowledgeable, RULES } from "..";
import { declaredIn } from "./apply";

/** Why a rule is right to be passed over. */
export interface AcknowledgementProps {
  /** The reason, as a sentence; the stack's output and every review say it. */
  readonly because: string;
}

const ACKNOWLEDGEMENT = props({
  because: made("a text", 'Add because: "...".', (value) => typeof value === "string"),
} satisfies Record<keyof AcknowledgementProps, z.ZodType>);

/** The rules that every stack with an integration or a client is judged by. */
export class Rules {
  private constructor() {}

  /**
   * Says that something is known and right, so that its rule does not say it again. Stands in the stack's output
   * `acknowledged` and in its metadata; once the rule has nothing to say there, a warning asks to remove it.
   *
   * @param scope the construct it is about, with all below it
   * @param id of the rule, for example SL004
   * @throws {@link ScopelockError} `rule/unknown`, `rule/because` without a reason, `rule/not-acknowledgeable` for a rule that
   * nobody may pass over.
   */
  static acknowledge(scope: IConstruct, id: string, acknowledgement: AcknowledgementProps): void {
    checkArguments("Rules.acknowledge", inScope, { scope });
    checkProps("Rules.acknowledge", scope.node.path, ACKNOWLEDGEMENT, acknowledgement);
    const { because } = acknowledgement;
    const rule = RULES.find((each) => each.id === id);
    if (rule === undefined)
      throw ScopelockError.at(scope, {
        id: "rule/unknown",
        what: `There is no rule "${id}".`,
        fix: `${didYouMean(
          String(id).toUpperCase(),
          RULES.map((each) => each.id),
          "Rules",
        )} docs/rules.md explains them.`,
      });
    if (acknowledgeable(rule) === "nothing")
      throw ScopelockError.at(scope, {
        id: "rule/not-acknowledgeable",
        what: `${id} cannot be acknowledged.`,
        why: rule.why,
        fix: rule.fix,
      });
    if (because.trim() === "")
      throw ScopelockError.at(scope, {
        id: "rule/because",
        what: `${id} is acknowledged without a reason.`,
        why: "Every review shows the reason in place of the rule's message.",
        fix: 'Add { because: "..." }.',
      });
    const { acknowledgements } = declaredIn(scope);
    acknowledgements.push({ rule: id, path: scope.node.path, because });
    acknowledgements.sort((a, b) => (`${a.rule} ${a.path}` < `${b.rule} ${b.path}` ? -1 : 1));
    const stack = TerraformStack.of(scope);
    stack.addOverride("//.scopelock.acknowledged", [...acknowledgements]);
    if (acknowledgements.length === 1)
      new TerraformOutput(stack, "acknowledged", {
        description: "What the rules would report, and why it is right as it is",
        value: Lazy.anyValue({
          produce: () => acknowledgements.map((each) => ({ ...each, because: literal(each.because) })),
        }),
      });
  }
}
