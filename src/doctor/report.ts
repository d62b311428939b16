import type { Diagnosis } from "./diagnose";
import type { Facts } from "./facts";
import type { Level } from "./finding";

/** `wrong`: some finding is an error. `unknown`: none is, and something could not be asked. */
export type Verdict = "healthy" | "wrong" | "unknown";

/** What `scopelock doctor --format json` prints. Keys are only ever added. Documented in `docs/doctor.md`. */
export interface DoctorReport {
  readonly environment: string;
  readonly verdict: Verdict;
  /** UTC. */
  readonly today: string;
  readonly generations: { readonly live: readonly number[]; readonly current: number };
  readonly integrations: readonly string[];
  /** What was seen to hold. */
  readonly proofs: readonly {
    readonly id: string;
    readonly integration: string | null;
    readonly action: string | null;
    readonly what: string;
  }[];
  /** What was not as it should be; the worst first. */
  readonly findings: readonly {
    readonly id: string;
    readonly severity: Level;
    readonly integration: string | null;
    readonly action: string | null;
    readonly what: string;
    readonly why: string;
    readonly fix: string;
  }[];
}

/** Makes the report of a diagnosis. */
export function reportDiagnosis(facts: Facts, { proofs, findings }: Diagnosis): DoctorReport {
  const { live, current } = facts.rotation.generations;
  return {
    environment: facts.environment,
    verdict: verdictOf(findings.map(({ severity }) => severity)),
    today: facts.today,
    generations: { live, current },
    integrations: facts.integrations.map(({ declared }) => declared.id),
    proofs: proofs.map(({ id, integration, action = null, what }) => ({ id, integration, action, what })),
    findings: findings.map(({ id, severity, integration, action = null, what, why, fix }) => ({
      id,
      severity,
      integration,
      action,
      what,
      why,
      fix,
    })),
  };
}

function verdictOf(severities: readonly Level[]): Verdict {
  if (severities.includes("error")) return "wrong";
  return severities.includes("unknown") ? "unknown" : "healthy";
}
