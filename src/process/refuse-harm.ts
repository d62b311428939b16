import { basename } from "node:path";
import { ScopelockError } from "../core/diagnostic";
import { engineOf, requireSupported } from "./engine";
import { harmfulVariables } from "./harmful-variables";
import { terraformBinary } from "./terraform-binary";

/**
 * Refuses an environment, or an engine, with which a deploy would not do what its plan says.
 * @param program what is about to run; where that is not an engine itself, it is taken to start the one that cdktf would
 * @throws {@link ScopelockError} `handoff/variable`, or what {@link requireSupported} throws.
 */
export function refuseHarm(program: string): void {
  const [first, ...others] = harmfulVariables().map(({ name, why }) => ({
    id: "handoff/variable" as const,
    what: `${name} is set.`,
    where: "the environment of this command",
    why,
    fix: `Unset it: unset ${name}.`,
  }));
  if (first !== undefined) throw new ScopelockError(first, ...others);
  const isEngine = /^(terraform|tofu)/i.test(basename(program));
  const engine = engineOf(isEngine ? program : terraformBinary());
  if (engine !== undefined) requireSupported(engine);
}
