import type { PlaceDigest } from "../plan/digest";
import type { IntegrationFacts, PlanFacts } from "../plan/facts";
import type { ProviderRisk } from "../plan/provider-settings";
import type { Finding } from "./finding";

/** An earlier review of the same environment: that of the base branch, or of the last deploy. */
export interface Base {
  readonly salt: string;
  readonly places: readonly PlaceDigest[];
}

/**
 * Finds where and as whom Terraform acts, and what runs beside it. A plan shows no earlier configuration: without a base, every
 * provisioner and every reading of a secret is an alarm, and of a provider's settings only those that are unsafe by themselves.
 * @param base what was approved before. @default - nothing is known of the configuration before
 */
export function reviewPlaces(facts: PlanFacts, base: Base | undefined): readonly Finding[] {
  const now = base && facts.digests(base.salt).places;
  const isOld = (resource: string) =>
    base !== undefined &&
    now !== undefined &&
    digestOf(base.places, resource) !== undefined &&
    digestOf(base.places, resource) === digestOf(now, resource);
  return [
    ...facts.providers.flatMap(({ key, risks }) => risks.map((risk) => unsafe(key, risk))),
    ...foreign(facts),
    ...facts.commands
      .filter(({ resource, acts }) => acts || !isOld(resource))
      .map(({ resource, acts }) => runsCommand(resource, acts)),
    ...facts.readings.filter(({ kind, resource }) => kind === "late" || !isOld(resource)).map(reads),
    ...facts.integrations.flatMap(splitPlaces),
    ...(base && now ? changedPlaces(base.places, now, facts.standing) : []),
  ];
}

const digestOf = (places: readonly PlaceDigest[], resource: string) =>
  places.find((each) => each.resource === resource && each.kind !== "condition")?.digest;

const RISKS: Readonly<Record<ProviderRisk["kind"], Pick<Finding, "id" | "what" | "fix">>> = {
  unverified: {
    id: "plan/unverified",
    what: "does not verify the server's certificate: a machine between them reads every secret that Terraform writes",
    fix: "Remove the setting; name the certificate authority by ca_cert_file.",
  },
  "in-clear": {
    id: "plan/unverified",
    what: "reaches its server by http, without TLS: a machine between them reads every secret that Terraform writes",
    fix: "Use https.",
  },
  source: {
    id: "plan/unverified",
    what: "comes from another source than the one that scopelock knows by this name: what it does is unknown",
    fix: "Name the provider's own source in required_providers.",
  },
  "unknown-place": {
    id: "place/unknown",
    what: "acts at a place that only Terraform knows while it runs: the plan does not show which Genesys Cloud organization or which Vault that is",
    fix: "Write the value into the configuration, or compare it by hand.",
  },
  credential: {
    id: "place/credential",
    what: "has a credential in the configuration: every copy of the code and of the plan holds it",
    fix: "Give it by the provider's environment variable, and replace the credential: it is exposed.",
  },
  log: {
    id: "place/credential",
    what: "logs every request and every answer, new client secrets among them",
    fix: "Remove the setting.",
  },
  headers: {
    id: "place/unknown",
    what: "sends headers of its own with every request: a header can name another namespace of Vault, or another identity",
    fix: "Remove the headers; name the namespace by namespace.",
  },
};

function unsafe(key: string, { setting, kind }: ProviderRisk): Finding {
  const { id, what, fix } = RISKS[kind];
  return { id, about: key, what: `The provider ${key} ${what} (${setting}).`, fix };
}

/** A plan without a configuration still names the provider of each resource. */
function foreign({ foreignTypes, providers }: PlanFacts): readonly Finding[] {
  if (providers.some(({ risks }) => risks.some(({ kind }) => kind === "source"))) return [];
  return foreignTypes.map((type) => ({
    id: "plan/unverified",
    about: type,
    what: `Another provider than the one that scopelock knows makes the resources of the type ${type}: what it does is unknown.`,
    fix: "Name the provider's own source in required_providers.",
  }));
}

const runsCommand = (resource: string, acts: boolean): Finding => ({
  id: "plan/runs-command",
  about: resource,
  what: acts
    ? `${resource} runs a command on the machine that runs Terraform, with the deployer's credentials: it can do all that the deployer can.`
    : `${resource} has a provisioner. It runs a command when Terraform next makes or destroys the resource, with the deployer's credentials.`,
  fix: "Read the command in the code before you approve, or remove it.",
});

const READS: Readonly<Record<PlanFacts["readings"][number]["kind"], Pick<Finding, "id" | "what" | "fix">>> = {
  program: {
    id: "plan/runs-command",
    what: "runs a program, or asks a server that the configuration names, at every plan, with the deployer's credentials",
    fix: "Read in the code what it runs or asks, or remove it.",
  },
  secret: {
    id: "place/reads-secret",
    what: "reads what may be a secret: Terraform's state holds it, or another resource gets it",
    fix: "Remove it. A reader of a secret gets it from Vault.",
  },
  late: {
    id: "plan/runs-command",
    what: "is read while Terraform applies, and this review does not know what that does or brings into the state",
    fix: "Read in the code what it is for.",
  },
};

function reads({ resource, kind }: PlanFacts["readings"][number]): Finding {
  const { id, what, fix } = READS[kind];
  return { id, about: resource, what: `${resource} ${what}.`, fix };
}

/** The constructs make all parts of an integration by one configuration of each provider. */
function splitPlaces({ after, before, resources }: IntegrationFacts): readonly Finding[] {
  const integration = (after ?? before)?.integration ?? "";
  return (["genesyscloud", "vault"] as const).flatMap((provider) => {
    const keyed = resources.filter(
      ({ type, providerKey, after }) => after && providerKey !== undefined && type.startsWith(`${provider}_`),
    );
    const keys = [...new Set(keyed.map(({ providerKey }) => providerKey))].sort();
    if (keys.length < 2) return [];
    return [
      {
        id: "place/split" as const,
        about: integration,
        what: `The resources of ${integration} go to different configurations of the provider ${provider}: a part of them can be in another ${provider === "vault" ? "Vault" : "organization"}.`,
        fix: "Remove the override of their provider.",
      },
    ];
  });
}

/** Compares what stands in the configuration with the base. */
function changedPlaces(
  base: readonly PlaceDigest[],
  now: readonly PlaceDigest[],
  standing: ReadonlySet<string>,
): readonly Finding[] {
  const keyOf = ({ resource, setting = "" }: PlaceDigest) => `${resource}\n${setting}`;
  const [was, is] = [base, now].map(
    (places) =>
      new Map(places.filter(({ kind }) => kind === "provider").map((each) => [keyOf(each), each] as const)),
  ) as [Map<string, PlaceDigest>, Map<string, PlaceDigest>];
  const changed = [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => was.get(key)?.digest !== is.get(key)?.digest)
    .flatMap((key) => is.get(key) ?? was.get(key) ?? []);
  const providers = [...new Set(changed.map(({ resource }) => resource))].sort();
  const conditions = (places: readonly PlaceDigest[]) =>
    new Set(places.filter(({ kind }) => kind === "condition").map(({ resource }) => resource));
  const left = conditions(now);
  return [
    ...providers.map((provider): Finding => {
      const settings = changed
        .filter(({ resource }) => resource === provider)
        .map(({ setting = "" }) => setting);
      return {
        id: "place/changed",
        about: provider,
        what: `The provider ${provider} has other settings than before (${settings.sort().join(", ")}): Terraform acts at another place, or as another identity.`,
        fix: "Compare the settings in the code with those before, and approve them if the new place is meant.",
      };
    }),
    ...[...conditions(base)]
      .filter((resource) => !left.has(resource) && standing.has(resource))
      .map(
        (resource): Finding => ({
          id: "check/removed",
          about: resource,
          what: `${resource} no longer has a condition that it had: Terraform goes on where it stopped before.`,
          fix: "Put the condition back, or find out why it went.",
        }),
      ),
  ];
}
