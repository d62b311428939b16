import type { Diagnostic, Severity } from "../core/diagnostic";
import type { Diagnosis } from "./diagnose";
import type { Facts } from "./facts";
import type { Proof } from "./finding";

/** `wrong`: some finding is an error. `unknown`: none is, and something could not be asked. */
export type Verdict = "healthy" | "wrong" | "unknown";

/** What `scopelock doctor --format json` prints. Within a format keys are only ever added. Documented in `docs/doctor.md`. */
export interface DoctorReport extends Pick<Facts, "environment" | "today"> {
  readonly scopelock: "diagnosis";
  readonly format: 2;
  readonly verdict: Verdict;
  readonly generations: { readonly live: readonly number[]; readonly current: number };
  readonly integrations: readonly string[];
  /** What was seen to hold. */
  readonly proofs: readonly Omit<Proof, "severity">[];
  /**
   * What was not as it should be; the worst first. `where` is the integration, `about` the data action; what is of the
   * environment as a whole has neither.
   */
  readonly findings: readonly Diagnostic[];
}

/** Makes the report of a diagnosis. */
export function reportDiagnosis(facts: Facts, { proofs, findings }: Diagnosis): DoctorReport {
  const { live, current } = facts.rotation.generations;
  const has = (severity: Severity) => findings.some((each) => each.severity === severity);
  return {
    scopelock: "diagnosis",
    format: 2,
    environment: facts.environment,
    verdict: has("error") ? "wrong" : has("unknown") ? "unknown" : "healthy",
    today: facts.today,
    generations: { live, current },
    integrations: facts.integrations.map(({ declared }) => declared.id),
    proofs: proofs.map(({ severity: _, ...proof }) => proof),
    findings: findings.map(({ id, severity, what, where, why, fix, about }) => ({
      id,
      severity,
      what,
      ...(where !== undefined && { where }),
      ...(why !== undefined && { why }),
      fix,
      ...(about !== undefined && { about }),
    })),
  };
}
