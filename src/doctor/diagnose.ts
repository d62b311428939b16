import { type Diagnostic, SEVERITIES } from "../core/diagnostic";
import { actionsCheck } from "./checks/actions";
import { catalogCheck } from "./checks/catalog";
import { clientsCheck } from "./checks/clients";
import { engineCheck } from "./checks/engine";
import { integrationCheck } from "./checks/integration";
import { limitsCheck } from "./checks/limits";
import { manifestCheck } from "./checks/manifest";
import { operatorCheck } from "./checks/operator";
import { permissionsCheck } from "./checks/organization-permissions";
import { policiesCheck } from "./checks/policies";
import { probesCheck } from "./checks/probes";
import { roleCheck } from "./checks/role";
import { rotationCheck } from "./checks/rotation";
import { secretCheck } from "./checks/secret";
import { stackCheck } from "./checks/stack";
import { tokenCheck } from "./checks/token";
import type { Facts } from "./facts";
import { type Check, flat, type Proof } from "./finding";

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

/** Of the environment as a whole. */
const LAST_CHECKS = [policiesCheck, engineCheck, limitsCheck, operatorCheck, rotationCheck];

/** What follows from the facts. */
export interface Diagnosis {
  /** In the order of the chain. */
  readonly proofs: readonly Proof[];
  /** The worst first, each level in the order of the chain. */
  readonly findings: readonly Diagnostic[];
}

/** Judges what was seen. A pure function: the same facts always give the same diagnosis. */
export function diagnose(facts: Facts): Diagnosis {
  const results = [
    ...facts.integrations.flatMap((seen) =>
      flat(CHECKS.map((check) => check(seen, facts))).map((each) => ({ ...each, where: seen.declared.id })),
    ),
    ...flat(LAST_CHECKS.map((check) => check(facts))),
  ];
  const findings = results.filter((each) => each.severity !== "ok");
  return {
    proofs: results.filter((each) => each.severity === "ok"),
    findings: findings
      // A Vault that does not answer is not said for each of its entries.
      .filter((one, at) => findings.findIndex(({ id, what }) => id === one.id && what === one.what) === at)
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  };
}
