import type { Catalog, Json } from "scopelock/sandbox-support";
import { type OperationPattern, operationPattern } from "./operation-pattern";

/** An answer to the requests of an operation. */
export interface SeededAnswer extends Pick<OperationPattern, "path" | "parameters"> {
  /** The body; `null` answers 204 without one. */
  readonly body: Json;
}

/** Answers by operation. */
export type SeededAnswers = Map<string, readonly SeededAnswer[]>;

/**
 * Adds answers; one to the same requests takes the place of the former.
 * @param where for an error: the file, or the request
 * @throws {@link ScopelockError} `sandbox/seed` for an operation that the catalogue does not have; nothing is added then
 */
export function addAnswers(
  answers: SeededAnswers,
  added: Readonly<Record<string, Json>>,
  where: string,
  catalog: Catalog,
): void {
  const patterns = Object.entries(added).map(([text, body]) => ({
    ...operationPattern(text, where, catalog),
    body,
  }));
  for (const { operation, path, parameters, body } of patterns) {
    const others = (answers.get(operation) ?? []).filter((each) => each.path.source !== path.source);
    // The most exact first: an id before a parameter.
    const all = [...others, { path, parameters, body }].sort((a, b) => a.parameters - b.parameters);
    answers.set(operation, all);
  }
}

/** The answer to a request; `undefined` where the seed gives none. */
export function answerOf(answers: SeededAnswers, operation: string, path: string): SeededAnswer | undefined {
  return answers.get(operation)?.find((answer) => answer.path.test(path));
}
