import { ApiError } from "./api-error";
import type { Store } from "./store";

/** Snapshots that are kept. */
const MOST = 20;

/** States of the organization by name. They stay in the process: they hold secrets. */
export class Snapshots {
  private readonly kept = new Map<string, Store>();

  /** @param put puts a copy of an organization in the place of that of now */
  constructor(
    private readonly now: () => Store,
    private readonly put: (store: Store) => void,
  ) {}

  names(): readonly string[] {
    return [...this.kept.keys()].sort();
  }

  /**
   * Keeps the organization as it is now, in the place of an earlier snapshot of the name.
   * @throws {@link ApiError} 409 when 20 are kept
   */
  take(name: string): void {
    if (this.kept.size >= MOST && !this.kept.has(name))
      throw ApiError.conflict(`${MOST} snapshots are kept, which is the most. Delete one first.`);
    this.kept.set(name, this.now().copy());
  }

  /** @throws {@link ApiError} 404 */
  restore(name: string): void {
    const kept = this.kept.get(name);
    if (!kept) throw ApiError.notFound();
    this.put(kept);
  }

  /** @throws {@link ApiError} 404 */
  remove(name: string): void {
    if (!this.kept.delete(name)) throw ApiError.notFound();
  }
}
