/**
 * A table that is asked for names from elsewhere, such as a plan's: it has its own entries, and nothing of what each object has,
 * such as `constructor`.
 */
export function table<Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.freeze(Object.assign(Object.create(null), entries));
}
