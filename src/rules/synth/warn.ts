import type { IConstruct } from "constructs";
import type { Problem } from "../../core/diagnostic";
import { declaredIn } from "./apply";

/** Hands what is legal but doubtful to the rules, which say it at each synth unless it is acknowledged. */
export function warn(scope: IConstruct, problem: Problem): void {
  declaredIn(scope).said.push({ path: scope.node.path, problem });
}
