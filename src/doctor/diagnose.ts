import { type Diagnostic, SEVERITIES } from "../core/diagnostic";
import { actionsCheck } from "./checks/actions";
import { catalogCheck } from "./checks/catalog";
import { clientsCheck } from "./checks/clients";
import { engineCheck } from "./checks/engine";
import { integrationCheck } from "./checks/integration";
import { limitsCheck } from "./checks/limits";
import { manifestCheck } from "./checks/manifest";
import { operatorCheck } from "./checks/operator";
import { permissionsCheck } from "./checks/permissions";
import { policiesCheck } from "./checks/policies";
import { probesCheck } from "./checks/probes";
import { roleCheck } from "./checks/role";
import { rotationCheck } from "./checks/rotation";
import { secretCheck } from "./checks/secret";
import { stackCheck } from "./checks/stack";
import { tokenCheck } from "./checks/token";
import type { Facts } from "./facts";
import type { Check, Checked, Proof } from "./finding";

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

/** What follows from the facts. */
export interface Diagnosis {
  /** In the order of the chain. */
  readonly proofs: readonly Proof[];
  /** The worst first, each level in the order of the chain. */
  readonly findings: readonly Diagnostic[];
}

/** Judges what was seen. A pure function: the same facts always give the same diagnosis. */
export function diagnose(facts: Facts): Diagnosis {
  const results: Checked[] = [
    ...facts.integrations.flatMap((seen) =>
      CHECKS.flatMap((check) => check(seen, facts)).map((each) => ({
        ...each,
        where: seen.declared.id,
      })),
    ),
    ...policiesCheck(facts),
    ...engineCheck(facts),
    ...limitsCheck(facts),
    ...operatorCheck(facts),
    ...rotationCheck(facts),
  ];
  const findings = withoutRepeats(results.filter((each): each is Diagnostic => each.severity !== "ok"));
  return {
    proofs: results.filter((each): each is Proof => each.severity === "ok"),
    findings: findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  };
}

/** A Vault that does not answer is not said for each of its entries. */
function withoutRepeats(findings: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ id, what }: Diagnostic) => `${id}\n${what}`;
  const keys = findings.map(key);
  return findings.filter((finding, at) => keys.indexOf(key(finding)) === at);
}
