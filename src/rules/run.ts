import type { Diagnostic, DiagnosticId } from "../core/diagnostic";
import { RULES } from "./generated/rules";
import type { Rule, RuleId, RuleSeverity, Violation } from "./rule";
import { ruleThrew } from "./sl000-rule-threw";
import { unusedAcknowledgement } from "./sl001-unused-acknowledgement";
import type { Subject } from "./subject";

/** Somebody knows of what a rule says, and says why it is right. Holds for a construct and all below it. */
export interface Acknowledgement {
  readonly rule: string;
  /** Path of the construct. */
  readonly path: string;
  /** The reason, as a sentence. */
  readonly because: string;
}

/** What a rule has to say of a stack. */
export interface RuleFinding extends Omit<Diagnostic<RuleId>, "about"> {
  readonly severity: RuleSeverity;
  /** Path of the construct. */
  readonly where: string;
  /** What the problem says of itself, else what the rule does. */
  readonly why: string;
  /** Id of the problem that the rule speaks for. */
  readonly problem: DiagnosticId | undefined;
}

/** Everything that is to be said of a stack, in the order of the rules; what is acknowledged is left out. */
export function runRules(
  subject: Subject,
  acknowledgements: readonly Acknowledgement[] = [],
  rules: readonly Rule[] = RULES,
): readonly RuleFinding[] {
  const used = new Set<Acknowledgement>();
  const findings = rules.flatMap((each) =>
    violationsOf(each, subject).filter((finding) => {
      if (!mayBeAcknowledged(each, finding.severity)) return true;
      const known = acknowledgements.filter(
        ({ rule, path }) =>
          rule === finding.id && (finding.where === path || finding.where.startsWith(`${path}/`)),
      );
      for (const acknowledgement of known) used.add(acknowledgement);
      return known.length === 0;
    }),
  );
  const unused = acknowledgements.filter((each) => !used.has(each));
  return [
    ...findings,
    ...unused.map(({ rule, path }) =>
      findingOf(unusedAcknowledgement, {
        path,
        what: `${rule} is acknowledged, and finds nothing here.`,
      }),
    ),
  ];
}

/** What of a rule may be acknowledged. */
export function acknowledgeable({ acknowledgeable: stated, severity }: Rule): "all" | "warnings" | "nothing" {
  return stated ?? (severity === "warning" ? "all" : "nothing");
}

function mayBeAcknowledged(rule: Rule, severity: RuleSeverity): boolean {
  const what = acknowledgeable(rule);
  return what === "all" || (what === "warnings" && severity === "warning");
}

function violationsOf(rule: Rule, subject: Subject): readonly RuleFinding[] {
  try {
    return [...rule.check(subject)].map((violation) => findingOf(rule, violation));
  } catch (error) {
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const what = `The rule ${rule.id} could not be judged: ${cause.split("\n")[0]}`;
    return [findingOf(ruleThrew, { path: subject.path, what })];
  }
}

function findingOf(rule: Rule, { path, what, why, fix, problem, severity }: Violation): RuleFinding {
  return {
    id: rule.id,
    severity: severity ?? rule.severity,
    what,
    where: path,
    why: why ?? rule.why,
    fix: fix ?? rule.fix,
    problem,
  };
}
