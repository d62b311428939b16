import type { Diagnostic, DiagnosticId, Severity } from "../../core/diagnostic";
import { type ApiCause, type ApiMeaning, classifyApi, lacksExecutePermission } from "../classify-api";
import type { Facts, IntegrationFacts, ProbeFacts } from "../facts";
import { type Check, type Checked, list, proof } from "../finding";
import { type Reply, replyText } from "../reply";

/** Every action was executed and answered. */
export const probesCheck: Check = (seen, facts) => {
  const { declared, probes } = seen;
  const unproven = declared.actions.filter(({ probe }) => !probe).map(({ name }) => `"${name}"`);
  const found: Checked[] = [];
  for (const action of declared.actions) {
    const of = probes.filter((probe) => probe.action.name === action.name);
    const results = of.flatMap((probe) => probeResults(probe, seen, facts));
    // What both ways meet is said once.
    found.push(
      ...results.filter(
        (one, at) => one.severity === "ok" || results.findIndex(({ id }) => id === one.id) === at,
      ),
    );
  }
  if (unproven.length > 0)
    found.push({
      id: "probe/none",
      severity: "note",
      what: `${list(unproven)} ${unproven.length === 1 ? "was" : "were"} not executed.`,
      why: "The action has no probe: no input that is known to be harmless.",
      fix: "Declare a probe: { input: {...} }; of other methods than GET, with harmlessBecause.",
    });
  return found;
};

/** Ids of what is found with a probe, without their noun. */
type ProbeId = DiagnosticId extends infer Id ? (Id extends `probe/${infer Name}` ? Name : never) : never;

const BY = { client: "with the client's own token", integration: "through the integration" } as const;

function probeResults(probe: ProbeFacts, seen: IntegrationFacts, facts: Facts): readonly Checked[] {
  const { action, way, reply, unrenderable = "", waitedSeconds } = probe;
  const finding = (id: ProbeId, severity: Severity, why: string, fix: string, what?: string): Diagnostic => ({
    id: `probe/${id}`,
    severity,
    about: action.name,
    what: what ?? `"${action.name}" ${BY[way]}: ${reply ? replyText(reply) : ""}.`,
    why,
    fix,
  });
  if (!reply)
    return [
      finding(
        "template",
        "error",
        `${unrenderable}. A flow that gives the same input fails likewise.`,
        "Correct the template, or the probe's input.",
        `The request of "${action.name}" cannot be made of the probe's input.`,
      ),
    ];
  const meaning = classifyApi(reply);
  const late: Checked[] =
    waitedSeconds === 0
      ? []
      : [
          finding(
            "late",
            "note",
            `A change of permissions takes up to five minutes to take effect. The refusal was repeated for ${waitedSeconds} s.`,
            "Nothing, if it was answered in the end; otherwise wait, and ask again with a longer --wait.",
            `"${action.name}" ${BY[way]} was refused at first.`,
          ),
        ];
  if (meaning.cause === "success" || (meaning.cause === "not-found" && action.probe?.expect === "not-found"))
    return [
      proof("probe/answered", `"${action.name}" ${BY[way]}: ${replyText(reply)}`, action.name),
      ...late,
    ];
  if (way === "integration") {
    const own = executionFinding(reply, finding, facts.environment);
    if (own) return [own];
  }
  if (meaning.cause === "permission") return [refusedProbe(meaning, probe, seen, facts, finding), ...late];
  const [severity, fix] = FIXES[meaning.cause];
  return [finding(meaning.cause, severity, meaning.why, fix(seen, facts)), ...late];
}

type MakeFinding = (id: ProbeId, severity: Severity, why: string, fix: string) => Diagnostic;

/** What fails before or after the action's own request. Source of the codes: Genesys Cloud Resource Center. */
function executionFinding(reply: Reply, finding: MakeFinding, environment: string): Diagnostic | undefined {
  if (lacksExecutePermission(reply))
    return finding(
      "may-not-execute",
      "note",
      "The client of GENESYSCLOUD_OAUTHCLIENT_ID may look, and may not execute. Neither planner nor deployer needs to.",
      "To have probes go through the integration, give it integrations:action:execute.",
    );
  const details = reply.kind === "response" ? reply.details : [];
  if (details.includes("ACTION.AUTHENTICATION"))
    return finding(
      "credential",
      "error",
      "The integration got no token with its credential: it holds a wrong or an empty secret, or one of a client that is gone or not active. Flows fail.",
      `scopelock rotate ${environment} --heal, then npx cdktf deploy ${environment}: a new client with a new credential.`,
    );
  if (details.includes("ACTION.PROCESSING"))
    return finding(
      "processing",
      "error",
      "The request was not the reason: a template, a contract, or the integration is not enabled.",
      "Correct what the message names, then deploy.",
    );
  return undefined;
}

type Fix = (seen: IntegrationFacts, facts: Facts) => string;
const askAgain =
  (seconds: string): Fix =>
  () =>
    `Ask again ${seconds}.`;
const FIXES: Readonly<Record<Exclude<ApiCause, "success" | "permission">, readonly [Severity, Fix]>> = {
  token: [
    "error",
    (_, { environment }) =>
      `scopelock rotate ${environment} --heal, then deploy, if it stays so when you ask again.`,
  ],
  access: [
    "error",
    () =>
      "Grant the role where the objects are: division: Division.named(...) in the declaration, then a new generation. If it acts for a user, no permission can mend it.",
  ],
  unnamed: [
    "error",
    ({ declared }) =>
      `Compare what was derived (${list(declared.permissions)}) with what the operation's documentation names, and ask the vendor.`,
  ],
  "not-found": [
    "warning",
    () =>
      'Give the probe an input that exists, or set expect: "not-found". Token and permission were accepted.',
  ],
  request: ["error", () => "Correct the request of the action, or the probe's input."],
  "rate-limit": [
    "unknown",
    askAgain("in a minute, and spread the calls over more integrations if it comes back"),
  ],
  server: ["unknown", askAgain("later; status.mypurecloud.com lists outages")],
  timeout: ["unknown", askAgain("later; a flow would have taken its timeout path")],
  unreachable: ["unknown", askAgain('when "genesys" of the environment file and the network are checked')],
  unexpected: ["unknown", askAgain('when "genesys" of the environment file is checked')],
};

/** 403, and the server names permissions: whose fault it is follows from what else was seen. */
function refusedProbe(
  { permissions: named, why }: ApiMeaning,
  { action }: ProbeFacts,
  { roles, declared }: IntegrationFacts,
  { permissions, environment }: Facts,
  finding: MakeFinding,
): Diagnostic {
  const accepted: readonly string[] = [...action.permissions, ...action.alternatives];
  if (!named.some((each) => accepted.includes(each)))
    return finding(
      "other-permission",
      "error",
      `The server names ${list(named)}; derived was ${list(action.permissions) || "none"}. It began to ask for more than the catalogue knows, or it names a wrong one.`,
      `Refresh the catalogue (scopelock catalog refresh), and compare: scopelock explain "${action.request.method} ${action.request.url}".`,
    );
  const absent = action.permissions.filter(
    (each) => permissions?.ok && each.includes(":") && !permissions.value.has(each),
  );
  if (absent.length > 0)
    return finding(
      "permission",
      "error",
      `${list(absent)} is not in this organization: a product or a licence is missing, and a role cannot grant it.`,
      "Have the product enabled in the organization, or remove the action.",
    );
  const role = roles?.ok ? roles.value[0] : undefined;
  if (role && action.permissions.every((each) => role.permissions.includes(each)))
    return finding(
      "permission",
      "error",
      `The role of ${declared.id} does grant ${list(action.permissions)}: the change has not taken effect yet, or the client does not have the role where the object is.`,
      "Ask again with --wait 300; if it stays so, compare the division.",
    );
  return finding(
    "permission",
    "error",
    `${why} Derived and declared was ${list(action.permissions)}: the role has lost it, or the client its role.`,
    `Deploy: npx cdktf deploy ${environment}, which puts the role right.`,
  );
}
