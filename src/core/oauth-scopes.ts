import type { Operation } from "./catalog/operation";
export function scopesOf(_o: readonly Operation[]): { scopes: string[]; unknown: string[] } {
  return { scopes: [], unknown: [] };
}
