import { actionsCheck } from "./checks/actions";
import { catalogCheck } from "./checks/catalog";
import { clientsCheck } from "./checks/clients";
import { integrationCheck } from "./checks/integration";
import { manifestCheck } from "./checks/manifest";
import { operatorCheck } from "./checks/operator";
import { permissionsCheck } from "./checks/permissions";
import { probesCheck } from "./checks/probes";
import { roleCheck } from "./checks/role";
import { rotationCheck } from "./checks/rotation";
import { secretCheck } from "./checks/secret";
import { stackCheck } from "./checks/stack";
import { tokenCheck } from "./checks/token";
import type { Facts } from "./facts";
import type { Check, CheckResult, Finding, Level, Proof } from "./finding";

/** In the order of the chain. */
const CHECKS: readonly Check[] = [
  stackCheck,
  catalogCheck,
  secretCheck,
  manifestCheck,
  tokenCheck,
  roleCheck,
  permissionsCheck,
  clientsCheck,
  integrationCheck,
  actionsCheck,
  probesCheck,
];

const ORDER: readonly Level[] = ["error", "unknown", "warning", "note"];

/** Something that a judgement said, and of which integration; `null`: of the environment as a whole. */
export type WithIntegration<T extends CheckResult> = T & { readonly integration: string | null };

/** What follows from the facts. */
export interface Diagnosis {
  /** In the order of the chain. */
  readonly proofs: readonly WithIntegration<Proof>[];
  /** The worst first, each level in the order of the chain. */
  readonly findings: readonly WithIntegration<Finding>[];
}

/** Judges what was seen. A pure function: the same facts always give the same diagnosis. */
export function diagnose(facts: Facts): Diagnosis {
  const results: WithIntegration<CheckResult>[] = [
    ...facts.integrations.flatMap((seen) =>
      CHECKS.flatMap((judgement) => judgement(seen, facts)).map((each) => ({
        ...each,
        integration: seen.declared.id,
      })),
    ),
    ...[...operatorCheck(facts), ...rotationCheck(facts)].map((each) => ({
      ...each,
      integration: null,
    })),
  ];
  const findings = withoutRepeats(
    results.filter((each): each is WithIntegration<Finding> => each.severity !== "ok"),
  );
  return {
    proofs: results.filter((each): each is WithIntegration<Proof> => each.severity === "ok"),
    findings: findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)),
  };
}

/** A Vault that does not answer is not said for each of its entries. */
function withoutRepeats(findings: readonly WithIntegration<Finding>[]): WithIntegration<Finding>[] {
  const key = ({ id, what }: Finding) => `${id}\n${what}`;
  const keys = findings.map(key);
  return findings.filter((finding, at) => keys.indexOf(key(finding)) === at);
}
