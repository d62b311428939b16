import { EMBEDDED } from "./embedded";
import type { Operation } from "./operation";
import file from "./summaries.json";

let byName: ReadonlyMap<string, string> | undefined;

/**
 * What an operation does, in the reference's own words: the first sentence of what it says of it. Source: the SDK that the
 * embedded catalogue is made from; `scripts/generate-summaries.ts`.
 * @returns `undefined` for an operation that this one does not have
 */
export function summaryOf({ operationId }: Pick<Operation, "operationId">): string | undefined {
  byName ??= new Map(
    file.sha256 === EMBEDDED.sha256
      ? EMBEDDED.operations.map(([, , , , , name], at) => [name, file.summaries[at] ?? ""])
      : [],
  );
  return byName.get(operationId) || undefined;
}
