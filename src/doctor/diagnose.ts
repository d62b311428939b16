import { actionsJudgement } from "./checks/actions";
import { catalogJudgement } from "./checks/catalog";
import { clientsJudgement } from "./checks/clients";
import { integrationJudgement } from "./checks/integration";
import { manifestJudgement } from "./checks/manifest";
import { operatorJudgement } from "./checks/operator";
import { permissionsJudgement } from "./checks/permissions";
import { probesJudgement } from "./checks/probes";
import { roleJudgement } from "./checks/role";
import { rotationJudgement } from "./checks/rotation";
import { secretJudgement } from "./checks/secret";
import { stackJudgement } from "./checks/stack";
import { tokenJudgement } from "./checks/token";
import type { Facts } from "./facts";
import type { Finding, Judgement, Level, Proof, Said } from "./finding";

/** In the order of the chain. */
const JUDGEMENTS: readonly Judgement[] = [
  stackJudgement,
  catalogJudgement,
  secretJudgement,
  manifestJudgement,
  tokenJudgement,
  roleJudgement,
  permissionsJudgement,
  clientsJudgement,
  integrationJudgement,
  actionsJudgement,
  probesJudgement,
];

const ORDER: readonly Level[] = ["error", "unknown", "warning", "note"];

/** Something that a judgement said, and of which integration; `null`: of the environment as a whole. */
export type Of<T extends Said> = T & { readonly integration: string | null };

/** What follows from the facts. */
export interface Diagnosis {
  /** In the order of the chain. */
  readonly proofs: readonly Of<Proof>[];
  /** The worst first, each level in the order of the chain. */
  readonly findings: readonly Of<Finding>[];
}

/** Judges what was seen. A pure function: the same facts always give the same diagnosis. */
export function diagnose(facts: Facts): Diagnosis {
  const said: Of<Said>[] = [
    ...facts.integrations.flatMap((seen) =>
      JUDGEMENTS.flatMap((judgement) => judgement(seen, facts)).map((each) => ({
        ...each,
        integration: seen.declared.id,
      })),
    ),
    ...[...operatorJudgement(facts), ...rotationJudgement(facts)].map((each) => ({
      ...each,
      integration: null,
    })),
  ];
  const findings = distinct(said.filter((each): each is Of<Finding> => each.severity !== "ok"));
  return {
    proofs: said.filter((each): each is Of<Proof> => each.severity === "ok"),
    findings: findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)),
  };
}

/** A Vault that does not answer is not said for each of its entries. */
function distinct(findings: readonly Of<Finding>[]): Of<Finding>[] {
  const key = ({ id, what }: Finding) => `${id}\n${what}`;
  const keys = findings.map(key);
  return findings.filter((finding, at) => keys.indexOf(key(finding)) === at);
}
