import type { Diagnostic, DiagnosticId, Severity } from "../core/diagnostic";
import type { Subject } from "./subject";

/** `error` ends the synth; `warning` is reported by every synth. */
export type RuleSeverity = Extract<Severity, "error" | "warning">;

/** Stable identifier of a rule; never changes once released. */
export type RuleId = `SL0${number}`;

/** One case of what a rule is about. */
export interface Violation extends Pick<Diagnostic, "what" | "why">, Partial<Pick<Diagnostic, "fix">> {
  /** Path of the construct. */
  readonly path: string;
  /** Id of the problem that the rule speaks for. @default - the rule has found it itself */
  readonly problem?: DiagnosticId;
  /** @default - that of the rule */
  readonly severity?: RuleSeverity;
}

/** What a rule says of itself. */
export interface RuleText extends Required<Pick<Diagnostic<RuleId>, "id" | "why" | "fix">> {
  /** The worst that it says. */
  readonly severity: RuleSeverity;
  /** What it is about, as a sentence. */
  readonly what: string;
  /**
   * What of it may be acknowledged: all, or only what it says as a warning.
   * @default - of a rule that warns, all; of one that refuses, nothing
   */
  readonly acknowledgeable?: "all" | "warnings";
}

/** One thing that is judged of every stack. Pure: the same subject, the same violations. */
export interface Rule extends RuleText {
  /** Ids of the problems and refusals that it speaks for. Those that are refused before synth never come to a check. */
  readonly problems: readonly DiagnosticId[];
  check(subject: Subject): Iterable<Violation>;
}

/** A rule that looks for itself. */
export function rule(text: RuleText, check: Rule["check"]): Rule {
  return { ...text, problems: [], check };
}

/**
 * A rule that speaks for problems which derivation, contract checks or constructs find. Notes are not said at synth:
 * `scopelock derive` prints them.
 * @param check what it looks for besides @default - nothing
 */
export function fromProblems(problems: readonly DiagnosticId[], text: RuleText, check?: Rule["check"]): Rule {
  return {
    ...text,
    problems,
    *check(subject) {
      for (const { path, problem } of subject.said)
        if (problems.includes(problem.id) && isJudged(problem.severity))
          yield {
            path,
            what: problem.what,
            ...(problem.why !== undefined && { why: problem.why }),
            fix: problem.fix,
            problem: problem.id,
            severity: problem.severity,
          };
      if (check) yield* check(subject);
    },
  };
}

const isJudged = (severity: Severity): severity is RuleSeverity =>
  severity === "error" || severity === "warning";
