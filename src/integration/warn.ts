import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { Problem } from "../core/problem";

/** Says at each synth what is legal but doubtful. */
export function warn(scope: IConstruct, { id, message, fix }: Problem): void {
  Annotations.of(scope).addWarning(`${message} ${fix} [${id}]`);
}
