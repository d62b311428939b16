import type { Probe, RenderedRequest } from "../core/action";
import type { ActionModel } from "../core/stack";
import { prepareRequest } from "../run";
import { classifyApi, isRefusal, lacksExecutePermission } from "./classify-api";
import type { ProbeFacts, ProbeWay } from "./facts";
import type { Clock } from "./http-client";
import type { Reply } from "./reply";

/** Seconds between two attempts at what is refused: at first, and once the first minute is over. */
const PAUSE_SECONDS = { first: 5, later: 15 } as const;

/**
 * Waits for permissions to take effect: all probes together, so that a broken environment does not wait for each of its
 * actions.
 */
export class RetryBudget {
  private left: number;
  private readonly whole: number;

  /** @param seconds for which a refusal is repeated */
  constructor(
    seconds: number,
    private readonly clock: Pick<Clock, "sleep">,
    private readonly log: (line: string) => void,
  ) {
    this.left = seconds * 1000;
    this.whole = this.left;
  }

  /** Asks until it is not refused any more, or the time is over. */
  async send(what: string, ask: () => Promise<Reply>): Promise<{ reply: Reply; waitedSeconds: number }> {
    for (let waited = 0; ; ) {
      const reply = await ask();
      if (!isRefusal(classifyApi(reply)) || lacksExecutePermission(reply) || this.left <= 0)
        return { reply, waitedSeconds: Math.round(waited / 1000) };
      this.log(
        `${what}: refused. A change of permissions takes up to five minutes to take effect; waited ${Math.round((this.whole - this.left) / 1000)} of ${this.whole / 1000} s`,
      );
      const seconds = this.whole - this.left < 60_000 ? PAUSE_SECONDS.first : PAUSE_SECONDS.later;
      const pause = Math.min(seconds * 1000, this.left);
      this.left -= pause;
      waited += pause;
      await this.clock.sleep(pause);
    }
  }
}

/** What a probe is executed with. */
export interface ProbeProps {
  readonly action: ActionModel;
  readonly probe: Probe;
  readonly way: ProbeWay;
  readonly retries: RetryBudget;
  readonly send: (request: RenderedRequest) => Promise<Reply>;
}

/**
 * Sends the action's own request with the client's token. It proves the chain from the secret in Vault to the permission,
 * and needs no right but the reader's.
 */
export async function probeAsClient(props: ProbeProps): Promise<ProbeFacts> {
  const { action, probe, way } = props;
  const { request, failure } = prepareRequest(action, { input: probe.input });
  return request
    ? sendProbe(props, request)
    : { action, way, reply: undefined, unrenderable: failure.message, waitedSeconds: 0 };
}

/**
 * Has the integration execute the action, as a flow does. It proves the chain from the integration's credential, which
 * nobody can read, to the output; whoever asks for it needs `integrations:action:execute`.
 */
export function probeThroughIntegration(props: ProbeProps, actionId: string): Promise<ProbeFacts> {
  return sendProbe(props, {
    method: "POST",
    path: `/api/v2/integrations/actions/${actionId}/execute`,
    headers: {},
    body: JSON.stringify(props.probe.input),
  });
}

async function sendProbe(
  { action, way, retries, send }: ProbeProps,
  request: RenderedRequest,
): Promise<ProbeFacts> {
  const { reply, waitedSeconds } = await retries.send(`"${action.name}"`, () => send(request));
  return { action, way, reply, waitedSeconds };
}
