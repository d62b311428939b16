import type { IntegrationModel } from "../core/stack";
import { prepareRequest } from "../run";
import { classifyApi, isRefusal, lacksExecutePermission } from "./classify-api";
import type { Organization, ProbeFacts } from "./facts";
import type { ApiRequest, GenesysClient } from "./genesys-client";
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

  /** @param seconds for which a refusal is repeated */
  constructor(
    private readonly seconds: number,
    private readonly clock: Pick<Clock, "sleep">,
    private readonly log: (line: string) => void,
  ) {
    this.left = seconds * 1000;
  }

  /** Asks until it is not refused any more, or the time is over. */
  async send(what: string, ask: () => Promise<Reply>): Promise<{ reply: Reply; waitedSeconds: number }> {
    for (let waited = 0; ; ) {
      const reply = await ask();
      if (!isRefusal(classifyApi(reply)) || lacksExecutePermission(reply) || this.left <= 0)
        return { reply, waitedSeconds: Math.round(waited / 1000) };
      const over = this.seconds * 1000 - this.left;
      this.log(
        `${what}: refused. A change of permissions takes up to five minutes to take effect; waited ${Math.round(over / 1000)} of ${this.seconds} s`,
      );
      const seconds = over < 60_000 ? PAUSE_SECONDS.first : PAUSE_SECONDS.later;
      const pause = Math.min(seconds * 1000, this.left);
      this.left -= pause;
      waited += pause;
      await this.clock.sleep(pause);
    }
  }
}

/**
 * Runs the probes of an integration, in up to two ways. With its client's token they prove the chain from the secret in Vault to the
 * permission, and need no right but the reader's. Through the integration, as a flow calls, they prove the chain from the
 * integration's credential, which nobody can read, to the output; the operator needs `integrations:action:execute` for that.
 */
export async function runProbes(
  { name, actions }: IntegrationModel,
  integrationClient: GenesysClient | undefined,
  operatorClient: GenesysClient | undefined,
  organization: Organization | undefined,
  retries: RetryBudget,
  log: (line: string) => void,
): Promise<readonly ProbeFacts[]> {
  const { integrations, actions: published } = organization ?? {};
  const at = (integrations?.ok ? integrations.value : []).filter((each) => each.name === name);
  const here = (published?.ok ? published.value : []).filter(({ integrationId }) =>
    at.some(({ id }) => id === integrationId),
  );
  const facts: ProbeFacts[] = [];
  for (const action of actions) {
    const { probe } = action;
    if (!probe) continue;
    const send = async (way: ProbeFacts["way"], client: GenesysClient, request: ApiRequest) => {
      const ask = async () => (await client.send(request)).reply;
      facts.push({ action, way, ...(await retries.send(`"${action.name}"`, ask)) });
    };
    if (integrationClient) {
      log(`Probe: "${action.name}" with the client's own token`);
      const { request, failure } = prepareRequest(action, { input: probe.input });
      const none = { reply: undefined, unrenderable: failure?.message ?? "", waitedSeconds: 0 };
      if (request) await send("client", integrationClient, request);
      else facts.push({ action, way: "client", ...none });
    }
    const id = here.find((each) => each.name === action.name)?.id;
    if (operatorClient && id !== undefined) {
      log(`Probe: "${action.name}" through the integration`);
      const path = `/api/v2/integrations/actions/${id}/execute`;
      await send("integration", operatorClient, { method: "POST", path, body: JSON.stringify(probe.input) });
    }
  }
  return facts;
}
