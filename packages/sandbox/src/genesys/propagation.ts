/** A former state that counts until a time, in milliseconds since the epoch. `undefined` is that of a new entity. */
interface Former<T> {
  readonly value: T | undefined;
  readonly until: number;
}

/** Former states that still count, by the entity's id. Plain data: a snapshot copies it. */
export type FormerStates<T> = Map<string, readonly Former<T>[]>;

/** Keeps a state that changes now in force until a time. */
export function keepInForce<T extends object>(
  states: FormerStates<T>,
  id: string,
  value: T | undefined,
  now: number,
  until: number,
): void {
  for (const [each, former] of states) if (former.every((state) => state.until <= now)) states.delete(each);
  states.set(id, [...(states.get(id) ?? []), { value: value && { ...value }, until }]);
}

/** The state of an entity that counts now. */
export function inForce<T>(
  states: FormerStates<T>,
  id: string,
  current: T | undefined,
  now: number,
): T | undefined {
  const former = states.get(id)?.find(({ until }) => until > now);
  return former ? former.value : current;
}
