import type { Diagnostic } from "../../core/diagnostic";
import { type ApiCause, type ApiMeaning, classifyApi, lacksExecutePermission } from "../classify-api";
import type { Facts, IntegrationFacts, ProbeFacts } from "../facts";
import { type Check, type FindingId, type Found, finding, flat, list, proof } from "../finding";
import { type Reply, replyText } from "../reply";

/** Every action was executed and answered. */
export const probesCheck: Check = (seen, facts) => {
  const { declared, probes } = seen;
  const unproven = declared.actions.filter(({ probe }) => !probe).map(({ name }) => `"${name}"`);
  return [
    declared.actions.map(({ name }) => {
      const of = probes.filter((probe) => probe.action.name === name);
      const results = flat(of.map((probe) => probeResults(probe, seen, facts)));
      // What both ways meet is said once.
      return results.filter(
        (one, at) => one.severity === "ok" || results.findIndex(({ id }) => id === one.id) === at,
      );
    }),
    unproven.length > 0 &&
      finding("probe/none", {
        what: `${list(unproven)} ${unproven.length === 1 ? "was" : "were"} not executed.`,
        why: "The action has no probe: no input that is known to be harmless.",
        fix: "Declare a probe: { input: {...} }; of other methods than GET, with harmlessBecause.",
      }),
  ];
};

/** Ids of what is found with a probe, without their noun. */
type ProbeId = FindingId extends infer Id ? (Id extends `probe/${infer Name}` ? Name : never) : never;

type MakeFinding = (id: ProbeId, why: string, fix: string, what?: string) => Diagnostic;

const BY = { client: "with the client's own token", integration: "through the integration" } as const;

function probeResults(probe: ProbeFacts, seen: IntegrationFacts, facts: Facts): Found {
  const { action, way, reply, unrenderable = "", waitedSeconds } = probe;
  const sent = `"${action.name}" ${BY[way]}`;
  const found: MakeFinding = (id, why, fix, what = `${sent}: ${reply ? replyText(reply) : ""}.`) =>
    finding(`probe/${id}`, { about: action.name, what, why, fix });
  if (!reply)
    return found(
      "template",
      `${unrenderable}. A flow that gives the same input fails likewise.`,
      "Correct the template, or the probe's input.",
      `The request of "${action.name}" cannot be made of the probe's input.`,
    );
  const late =
    waitedSeconds > 0 &&
    found(
      "late",
      `A change of permissions takes up to five minutes to take effect. The refusal was repeated for ${waitedSeconds} s.`,
      "Nothing, if it was answered in the end; otherwise wait, and ask again with a longer --wait.",
      `${sent} was refused at first.`,
    );
  const meaning = classifyApi(reply);
  const { cause } = meaning;
  if (cause === "success" || (cause === "not-found" && action.probe?.expect === "not-found"))
    return [proof("probe/answered", `${sent}: ${replyText(reply)}`, action.name), late];
  const own = way === "integration" && executionFinding(reply, found, facts.environment);
  if (own) return own;
  if (cause === "permission") return [refusedProbe(meaning, probe, seen, facts, found), late];
  return [found(cause, meaning.why, fixOf(cause, seen, facts)), late];
}

/** What fails before or after the action's own request. Source of the codes: Genesys Cloud Resource Center. */
function executionFinding(reply: Reply, found: MakeFinding, environment: string): Diagnostic | undefined {
  if (lacksExecutePermission(reply))
    return found(
      "may-not-execute",
      "The client of GENESYSCLOUD_OAUTHCLIENT_ID may look, and may not execute. Neither planner nor deployer needs to.",
      "To have probes go through the integration, give it integrations:action:execute.",
    );
  const details = reply.kind === "response" ? reply.details : [];
  if (details.includes("ACTION.AUTHENTICATION"))
    return found(
      "credential",
      "The integration got no token with its credential: it holds a wrong or an empty secret, or one of a client that is gone or not active. Flows fail.",
      `scopelock rotate ${environment} --heal, then npx cdktf deploy ${environment}: a new client with a new credential.`,
    );
  if (details.includes("ACTION.PROCESSING"))
    return found(
      "processing",
      "The request was not the reason: a template, a contract, or the integration is not enabled.",
      "Correct what the message names, then deploy.",
    );
  return undefined;
}

function fixOf(
  cause: Exclude<ApiCause, "success" | "permission">,
  { declared }: IntegrationFacts,
  { environment }: Facts,
): string {
  const fixes: Readonly<Record<typeof cause, string>> = {
    token: `scopelock rotate ${environment} --heal, then deploy, if it stays so when you ask again.`,
    access:
      "Grant the role where the objects are: division: Division.named(...) in the declaration, then a new generation. If it acts for a user, no permission can mend it.",
    unnamed: `Compare what was derived (${list(declared.permissions)}) with what the operation's documentation names, and ask the vendor.`,
    "not-found":
      'Give the probe an input that exists, or set expect: "not-found". Token and permission were accepted.',
    request: "Correct the request of the action, or the probe's input.",
    "rate-limit": "Ask again in a minute, and spread the calls over more integrations if it comes back.",
    server: "Ask again later; status.mypurecloud.com lists outages.",
    timeout: "Ask again later; a flow would have taken its timeout path.",
    unreachable: 'Ask again when "genesys" of the environment file and the network are checked.',
    unexpected: 'Ask again when "genesys" of the environment file is checked.',
  };
  return fixes[cause];
}

/** 403, and the server names permissions: whose fault it is follows from what else was seen. */
function refusedProbe(
  { permissions: named, why }: ApiMeaning,
  { action }: ProbeFacts,
  { roles, declared }: IntegrationFacts,
  { permissions, environment }: Facts,
  found: MakeFinding,
): Diagnostic {
  const accepted: readonly string[] = [...action.permissions, ...action.alternatives];
  if (!named.some((each) => accepted.includes(each)))
    return found(
      "other-permission",
      `The server names ${list(named)}; derived was ${list(action.permissions) || "none"}. It began to ask for more than the catalogue knows, or it names a wrong one.`,
      `Refresh the catalogue (scopelock catalog refresh), and compare: scopelock explain "${action.request.method} ${action.request.url}".`,
    );
  const absent = action.permissions.filter(
    (each) => permissions?.ok && each.includes(":") && !permissions.value.has(each),
  );
  if (absent.length > 0)
    return found(
      "permission",
      `${list(absent)} is not in this organization: a product or a licence is missing, and a role cannot grant it.`,
      "Have the product enabled in the organization, or remove the action.",
    );
  const role = roles?.ok ? roles.value[0] : undefined;
  if (role && action.permissions.every((each) => role.permissions.includes(each)))
    return found(
      "permission",
      `The role of ${declared.id} does grant ${list(action.permissions)}: the change has not taken effect yet, or the client does not have the role where the object is.`,
      "Ask again with --wait 300; if it stays so, compare the division.",
    );
  return found(
    "permission",
    `${why} Derived and declared was ${list(action.permissions)}: the role has lost it, or the client its role.`,
    `Deploy: npx cdktf deploy ${environment}, which puts the role right.`,
  );
}
