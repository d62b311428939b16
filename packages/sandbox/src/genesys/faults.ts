/** Which requests a fault hits. */
export interface FaultMatch {
  readonly method: string;
  /** Tried on the path, without the query. */
  readonly path: RegExp;
}

/** What is answered in place of the answer. */
export interface FaultResponse {
  readonly status: number;
  /** @default - an error body with the status */
  readonly body?: unknown;
}

interface Fault extends FaultMatch, FaultResponse {
  times: number;
}

/** Failures that a test injects. */
export class Faults {
  private readonly faults: Fault[] = [];

  /** Fails the next requests that match, after their permission check. @param times @default - for ever */
  fail(match: FaultMatch, response: FaultResponse, times = Number.POSITIVE_INFINITY): void {
    this.faults.push({ ...match, ...response, times });
  }

  /** Forgets every fault. */
  clear(): void {
    this.faults.length = 0;
  }

  /** The fault that hits a request; counted as used. */
  take(method: string, path: string): FaultResponse | undefined {
    const fault = this.faults.find(
      (each) => each.times > 0 && each.method === method && each.path.test(path),
    );
    if (fault) fault.times -= 1;
    return fault;
  }
}
