import type { DeclaredRequest } from "../core/derivation";
import { readActions } from "../import";

/**
 * What the actions below some paths send.
 * @throws {@link ScopelockError} for the first input that cannot be used: a comparison that leaves some out would mislead.
 */
export async function declaredRequests(paths: readonly string[]): Promise<readonly DeclaredRequest[]> {
  const { calls, unusable } = await readActions(paths);
  const [first] = unusable;
  if (first) throw first;
  return calls.map(({ name, source, request: { method, url } }) => ({ name, source, method, url }));
}
