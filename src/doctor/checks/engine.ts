import { engineRefusal } from "../../core/terraform";
import type { Facts } from "../facts";
import { type Found, finding } from "../finding";

/** The engine that a deploy on this machine would use is not refused. */
export function engineCheck({ engine }: Facts): Found {
  const refusal = engine && engineRefusal(engine.name, engine.version);
  if (!refusal) return undefined;
  const { what, why, fix } = refusal;
  return finding("terraform/refused", { what, why, fix });
}
