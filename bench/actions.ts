import { DataAction, type HttpMethod } from "../src/core/action/data-action";
import { Catalog } from "../src/core/catalog/catalog";
import { isKnown } from "../src/core/catalog/operation";
import { advise } from "../src/core/derivation/advise";
import { fitOf } from "../src/core/derivation/fit";

/** Data actions for as many operations of the catalogue, each with an input for each parameter; then again from the start. */
export function manyActions(count: number): readonly DataAction[] {
  const callable = Catalog.load().operations.filter(
    (operation) =>
      ["GET", "PUT", "POST", "PATCH", "DELETE"].includes(operation.method) &&
      isKnown(operation) &&
      !advise(operation, "client-credentials").some(({ severity }) => severity === "error") &&
      !fitOf(operation).open,
  );
  return Array.from({ length: count }, (_, at) => {
    const { method, path } = callable[at % callable.length] as (typeof callable)[number];
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
    return DataAction.define({
      name: `Action ${at}`,
      input: {
        type: "object",
        properties: Object.fromEntries(names.map((name) => [`a_${name}`, { type: "string" }])),
      },
      output: { type: "object" },
      request: { method: method as HttpMethod, url: path.replace(/\{([^}]+)\}/g, "$!{input.a_$1}") },
    });
  });
}
