import type { IConstruct } from "constructs";
import type { Diagnostic } from "../../core/diagnostic";
import { declaredIn } from "./apply";

/** Hands what is legal but doubtful to the rules, which say it at each synth unless it is acknowledged. */
export function warn(scope: IConstruct, problem: Diagnostic): void {
  declaredIn(scope).said.push({ path: scope.node.path, problem });
}
