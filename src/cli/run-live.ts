import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Probe } from "../core/action";
import { ScopelockError } from "../core/diagnostic";
import { type Endpoints, gatewayEndpoints, type Region, regionEndpoints } from "../core/request";
import { GenesysClient, HttpClient, Proxies, replyText, SecretText } from "../doctor";
import { LONGEST_SECONDS, reply } from "../run";
import type { FoundAction } from "./run-find";
import type { Answer } from "./run-respond";

/**
 * Sends an action's request to the organization of the process environment, as the provider reads it.
 * @throws {@link ScopelockError} `run/not-harmless`, `run/credentials`, `region/unknown`, `doctor/proxy`
 */
export function liveResponder(action: FoundAction, input: Readonly<Record<string, unknown>>): Answer {
  refuseHarm(action, input);
  const credentials = {
    clientId: required("GENESYSCLOUD_OAUTHCLIENT_ID"),
    clientSecret: new SecretText(required("GENESYSCLOUD_OAUTHCLIENT_SECRET")),
  };
  const endpoints = endpointsOf();
  const http = new HttpClient(
    { sleep: async (milliseconds) => sleep(milliseconds) },
    new Proxies(process.env),
  );
  return async (request) => {
    const login = await GenesysClient.login(http, endpoints, credentials);
    if (!login.ok) throw unreachable(endpoints.tokenUrl, replyText(login.reply));
    const timeout = (action.timeoutSeconds ?? LONGEST_SECONDS) * 1000;
    const { reply: answer, text } = await login.value.send({ ...request, timeout });
    if (answer.kind === "failure") {
      if (answer.reason === "timeout") throw new DOMException("", "TimeoutError");
      throw unreachable(endpoints.apiUrl, replyText(answer));
    }
    // Of an error only what has no secret in it is passed on.
    const { status, code, message } = answer;
    return status >= 200 && status < 300 ? reply(status, text) : reply(status, { code, message });
  };
}

/** Only what is declared to change nothing may reach an organization. */
function refuseHarm(action: FoundAction, input: Readonly<Record<string, unknown>>): void {
  const { method } = action.request;
  if (method === "GET") return;
  const probe = "probe" in action ? (action.probe as Probe | undefined) : undefined;
  if (probe?.harmlessBecause && isDeepStrictEqual(input, probe.input)) return;
  throw new ScopelockError({
    id: "run/not-harmless",
    what: probe?.harmlessBecause
      ? `"${action.name}" sends ${method}, and --input is not the input of its probe.`
      : `"${action.name}" sends ${method}, and no probe declares that it changes nothing.`,
    where: "--live",
    why: "The request would reach a real organization.",
    fix: probe?.harmlessBecause
      ? `Give the probe's input: --input '${JSON.stringify(probe.input)}'.`
      : "Leave --live out; or declare a probe with harmlessBecause, and give its input.",
  });
}

function required(name: string): string {
  const value = variable(name);
  if (value !== undefined) return value;
  throw new ScopelockError({
    id: "run/credentials",
    what: `${name} is not set.`,
    where: "--live",
    why: "A real organization gives a token for a client's id and secret only.",
    fix: "Set GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and GENESYSCLOUD_REGION, as for the Terraform provider.",
  });
}

/** The region, or the gateway in front of it. Source: provider mypurecloud/genesyscloud, `provider_schema.go`. */
function endpointsOf(): Endpoints {
  const host = variable("GENESYSCLOUD_GATEWAY_HOST");
  if (host === undefined) return regionEndpoints(required("GENESYSCLOUD_REGION") as Region);
  const protocol = variable("GENESYSCLOUD_GATEWAY_PROTOCOL") === "http" ? "http" : "https";
  const port = Number(variable("GENESYSCLOUD_GATEWAY_PORT") ?? (protocol === "http" ? 80 : 443));
  return gatewayEndpoints({ protocol, host, port });
}

function variable(name: string): string | undefined {
  const text = process.env[name]?.trim();
  return text === "" ? undefined : text;
}

function unreachable(url: string, what: string): ScopelockError {
  return new ScopelockError({
    id: "run/login",
    what: `${new URL(url).host}: ${what}.`,
    where: "--live",
    why: "Without a token and an answer there is no output.",
    fix: "Correct the client's id and secret, the region, or the network and its proxy (HTTPS_PROXY, NO_PROXY).",
  });
}
