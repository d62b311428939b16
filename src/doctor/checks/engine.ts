import type { Diagnostic } from "../../core/diagnostic";
import { engineRefusal } from "../../core/terraform";
import type { Facts } from "../facts";

/** The engine that a deploy on this machine would use is not refused. */
export function engineCheck({ engine }: Facts): readonly Diagnostic[] {
  const refusal = engine && engineRefusal(engine.name, engine.version);
  if (refusal === undefined) return [];
  const { what, why, fix } = refusal;
  return [{ id: "terraform/refused", severity: "error", what, why, fix }];
}
