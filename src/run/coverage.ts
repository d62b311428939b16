import { type Branch, branchesOf } from "../core/action";
import type { RunnableAction } from "./action";

/** Which branches of an action's `#if` its tests take: give it to each {@link runAction}, and look at {@link untaken}. */
export class BranchCoverage {
  private readonly taken = new Set<string>();
  private readonly all: readonly Branch[];

  constructor({ request, response }: RunnableAction) {
    this.all = [
      ...branchesOf(request.url, "requestUrlTemplate"),
      ...Object.entries(request.headers ?? {}).flatMap(([name, value]) => branchesOf(value, name)),
      ...branchesOf(request.body ?? "", "requestTemplate"),
      ...branchesOf(response?.successTemplate ?? "", "successTemplate"),
    ];
  }

  /** Counts a branch as taken. */
  readonly take = (branch: Branch): void => {
    this.taken.add(JSON.stringify(branch));
  };

  /** Branches that no run took, in the order of the templates. An `else` that is not written is one, too. */
  get untaken(): readonly Branch[] {
    return this.all.filter((branch) => !this.taken.has(JSON.stringify(branch)));
  }
}
