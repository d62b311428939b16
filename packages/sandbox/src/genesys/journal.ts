import type { Permission } from "scopelock/sandbox-support";
import type { FaultKind } from "./faults";

/** A request that was answered, and the permissions that decided it. Without body, query, token and secret. */
export interface JournalEntry {
  /** Counts from 1 and goes on when the journal is cleared. */
  readonly number: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** 0 where a fault dropped the connection. */
  readonly status: number;
  /** The OAuth client of the token. @default - no token, or one that is not valid */
  readonly clientId?: string;
  /** The operation of the catalogue, for example `GET /api/v2/routing/queues/{queueId}`. */
  readonly operation?: string;
  /** The permissions that the caller holds of those that the operation requires; empty where it requires none. */
  readonly allowedBy?: readonly Permission[];
  /** The permissions that the caller lacks. */
  readonly refusedFor?: readonly Permission[];
  /** Faults that hit the request. */
  readonly faults?: readonly FaultKind[];
}

/** Entries that are kept: memory stays flat however long the stand-in runs. */
const MOST = 10_000;
/** A path is kept up to this length. */
const LONGEST_PATH = 2_000;

/** The requests that the stand-in answered, the newest {@link MOST} of them at least. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  private count = 0;

  /** Adds an entry; the oldest entries go when there are twice as many as are kept. */
  add(entry: Omit<JournalEntry, "number">): void {
    this.count += 1;
    this.entries.push({ number: this.count, ...entry, path: entry.path.slice(0, LONGEST_PATH) });
    if (this.entries.length >= 2 * MOST) this.entries.splice(0, this.entries.length - MOST);
  }

  /** Removes every entry. */
  clear(): void {
    this.entries.length = 0;
  }

  /** The entries that follow a number, oldest first. */
  after(number: number, most: number): readonly JournalEntry[] {
    const from = this.entries.findIndex((entry) => entry.number > number);
    return from === -1 ? [] : this.entries.slice(from, from + most);
  }
}
