/** What a load was answered. */
export interface LoadReport {
  readonly calls: number;
  /** Why calls failed, each with its number; none when none did. */
  readonly failures: ReadonlyMap<string, number>;
  /** From the moment a call was due to its answer. Milliseconds. */
  readonly latency: { readonly p50: number; readonly p95: number };
  readonly seconds: number;
}

/**
 * A steady load: a call is due every so often, whether or not the ones before it were answered. With a limit, a call that is due
 * while that many wait for their answer is left out: a busy machine gets fewer calls, not an ever longer queue.
 */
export class Load {
  private readonly latencies: number[] = [];
  private readonly failures = new Map<string, number>();
  private readonly pending = new Set<Promise<void>>();
  private readonly started = performance.now();
  private readonly timer: NodeJS.Timeout;
  private due = 0;
  private begun = 0;

  /**
   * @param call resolves to why it failed, or to nothing; throwing is failing
   * @param mostPending calls that may wait for their answer at once @default - no limit
   */
  static start(
    call: () => Promise<string | undefined>,
    callsPerSecond: number,
    mostPending = Number.POSITIVE_INFINITY,
  ): Load {
    return new Load(call, callsPerSecond, mostPending);
  }

  private constructor(
    private readonly call: () => Promise<string | undefined>,
    callsPerSecond: number,
    private readonly mostPending: number,
  ) {
    const interval = 1000 / callsPerSecond;
    // A timer that comes late is caught up with: the rate holds on a busy machine.
    this.timer = setInterval(() => {
      while (this.due * interval <= performance.now() - this.started) {
        this.begin(this.started + this.due * interval);
        this.due += 1;
      }
    }, interval);
  }

  /** Begins no more calls, and waits for the answers to those that have begun. */
  async stop(): Promise<LoadReport> {
    clearInterval(this.timer);
    const seconds = (performance.now() - this.started) / 1000;
    await Promise.all(this.pending);
    const sorted = this.latencies.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      calls: this.begun,
      failures: this.failures,
      latency: { p50: at(0.5), p95: at(0.95) },
      seconds,
    };
  }

  private begin(due: number): void {
    if (this.pending.size >= this.mostPending) return;
    this.begun += 1;
    const answered = this.call()
      .catch((error: Error) => error.message)
      .then((failure) => {
        this.latencies.push(performance.now() - due);
        if (failure !== undefined) this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
        this.pending.delete(answered);
      });
    this.pending.add(answered);
  }
}

/** A report in one line. */
export function loadText({ calls, failures, latency, seconds }: LoadReport): string {
  const failed = [...failures].map(([why, times]) => `${times} × ${why}`).join("; ");
  const times = `p50 ${latency.p50.toFixed(0)} ms, p95 ${latency.p95.toFixed(0)} ms`;
  return `${calls} calls in ${seconds.toFixed(1)} s, ${failed === "" ? "0 failed" : `failed: ${failed}`} (${times})`;
}
