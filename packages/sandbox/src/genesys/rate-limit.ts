/** Requests in a window of one minute. */
export interface RateWindow {
  /** Milliseconds since the epoch. */
  startedAt: number;
  count: number;
}

/** Length of a window. Milliseconds. Source: the JavaScript SDK's readme, `inin-ratelimit-reset`. */
const WINDOW = 60_000;

/** A window that begins now. */
export const newWindow = (now: number): RateWindow => ({ startedAt: now, count: 0 });

/** Counts one more request; returns the seconds until the window ends. */
export function count(window: RateWindow, now: number): number {
  if (now - window.startedAt >= WINDOW) Object.assign(window, newWindow(now));
  window.count += 1;
  return Math.max(1, Math.ceil((window.startedAt + WINDOW - now) / 1000));
}
