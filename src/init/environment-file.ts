import { applyEdits, modify } from "jsonc-parser";
import type { Settings } from "./settings";
import { template } from "./template";

/** The environment file of an app. */
export function setEnvironment({ environment, region, vault }: Settings): string {
  const values: readonly (readonly [readonly string[], string])[] = [
    [["genesys", "region"], region],
    [["vault", "address"], vault],
    [["backend", "path"], `state/${environment}.tfstate`],
  ];
  return values.reduce(
    (text, [path, value]) => applyEdits(text, modify(text, [...path], value, {})),
    template("app/environments/dev.json"),
  );
}
