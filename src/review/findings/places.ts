import type { PlaceDigest } from "../plan/digest";
import type { IntegrationFacts, PlanFacts } from "../plan/facts";
import type { ProviderRisk } from "../plan/provider-settings";
import { type FindingId, type Found, finding } from "./finding";

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
export function reviewPlaces(facts: PlanFacts, base: Base | undefined): Found {
  const now = base && facts.digests(base.salt).places;
  const isOld = (resource: string) => {
    const digest = base && digestOf(base.places, resource);
    return digest !== undefined && now !== undefined && digest === digestOf(now, resource);
  };
  return [
    facts.providers.map(({ key, risks }) => risks.map((risk) => unsafe(key, risk))),
    foreign(facts),
    facts.commands
      .filter(({ resource, acts }) => acts || !isOld(resource))
      .map(({ resource, acts }) =>
        finding("plan/runs-command", resource, {
          what: acts
            ? `${resource} runs a command on the machine that runs Terraform, with the deployer's credentials: it can do all that the deployer can.`
            : `${resource} has a provisioner. It runs a command when Terraform next makes or destroys the resource, with the deployer's credentials.`,
        }),
      ),
    facts.readings.filter(({ kind, resource }) => kind === "late" || !isOld(resource)).map(reads),
    facts.integrations.map(splitPlaces),
    base && now && changedPlaces(base.places, now, facts.standing),
  ];
}

const digestOf = (places: readonly PlaceDigest[], resource: string) =>
  places.find((each) => each.resource === resource && each.kind !== "condition")?.digest;

/** An id, what follows the name of what it is about, and the fix. */
type Words = readonly [FindingId, string, string];

const RISKS: Readonly<Record<ProviderRisk["kind"], Words>> = {
  unverified: [
    "plan/unverified",
    "does not verify the server's certificate: a machine between them reads every secret that Terraform writes",
    "Remove the setting; name the certificate authority by ca_cert_file.",
  ],
  "in-clear": [
    "plan/unverified",
    "reaches its server by http, without TLS: a machine between them reads every secret that Terraform writes",
    "Use https.",
  ],
  source: [
    "plan/unverified",
    "comes from another source than the one that scopelock knows by this name: what it does is unknown",
    "Name the provider's own source in required_providers.",
  ],
  "unknown-place": [
    "place/unknown",
    "acts at a place that only Terraform knows while it runs: the plan does not show which Genesys Cloud organization or which Vault that is",
    "Write the value into the configuration, or compare it by hand.",
  ],
  credential: [
    "place/credential",
    "has a credential in the configuration: every copy of the code and of the plan holds it",
    "Give it by the provider's environment variable, and replace the credential: it is exposed.",
  ],
  log: [
    "place/credential",
    "logs every request and every answer, new client secrets among them",
    "Remove the setting.",
  ],
  headers: [
    "place/unknown",
    "sends headers of its own with every request: a header can name another namespace of Vault, or another identity",
    "Remove the headers; name the namespace by namespace.",
  ],
};

function unsafe(key: string, { setting, kind }: ProviderRisk): Found {
  const [id, what, fix] = RISKS[kind];
  return finding(id, key, { what: `The provider ${key} ${what} (${setting}).`, fix });
}

/** A plan without a configuration still names the provider of each resource. */
function foreign({ foreignTypes, providers }: PlanFacts): Found {
  if (providers.some(({ risks }) => risks.some(({ kind }) => kind === "source"))) return [];
  return foreignTypes.map((type) =>
    finding("plan/unverified", type, {
      what: `Another provider than the one that scopelock knows makes the resources of the type ${type}: what it does is unknown.`,
      fix: "Name the provider's own source in required_providers.",
    }),
  );
}

const READS: Readonly<Record<PlanFacts["readings"][number]["kind"], Words>> = {
  program: [
    "plan/runs-command",
    "runs a program, or asks a server that the configuration names, at every plan, with the deployer's credentials",
    "Read in the code what it runs or asks, or remove it.",
  ],
  secret: [
    "place/reads-secret",
    "reads what may be a secret: Terraform's state holds it, or another resource gets it",
    "Remove it. A reader of a secret gets it from Vault.",
  ],
  late: [
    "plan/runs-command",
    "is read while Terraform applies, and this review does not know what that does or brings into the state",
    "Read in the code what it is for.",
  ],
};

function reads({ resource, kind }: PlanFacts["readings"][number]): Found {
  const [id, what, fix] = READS[kind];
  return finding(id, resource, { what: `${resource} ${what}.`, fix });
}

/** The constructs make all parts of an integration by one configuration of each provider. */
function splitPlaces({ id, resources }: IntegrationFacts): Found {
  return (["genesyscloud", "vault"] as const).map((provider) => {
    const keys = resources.flatMap(({ type, providerKey, after }) =>
      after && type.startsWith(`${provider}_`) ? (providerKey ?? []) : [],
    );
    return (
      new Set(keys).size > 1 &&
      finding("place/split", id, {
        what: `The resources of ${id} go to different configurations of the provider ${provider}: a part of them can be in another ${provider === "vault" ? "Vault" : "organization"}.`,
      })
    );
  });
}

/** Compares what stands in the configuration with the base. */
function changedPlaces(
  base: readonly PlaceDigest[],
  now: readonly PlaceDigest[],
  standing: ReadonlySet<string>,
): Found {
  const keyOf = ({ resource, setting = "" }: PlaceDigest) => `${resource}\n${setting}`;
  const settings = (places: readonly PlaceDigest[]) =>
    new Map(places.filter(({ kind }) => kind === "provider").map((each) => [keyOf(each), each]));
  const conditions = (places: readonly PlaceDigest[]) =>
    new Set(places.filter(({ kind }) => kind === "condition").map(({ resource }) => resource));
  const [was, is, left] = [settings(base), settings(now), conditions(now)];
  const changed = [...new Map([...was, ...is])]
    .filter(([key]) => was.get(key)?.digest !== is.get(key)?.digest)
    .map(([, place]) => place);
  const providers = [...new Set(changed.map(({ resource }) => resource))].sort();
  return [
    providers.map((provider) => {
      const names = changed.flatMap(({ resource, setting = "" }) => (resource === provider ? setting : []));
      return finding("place/changed", provider, {
        what: `The provider ${provider} has other settings than before (${names.sort().join(", ")}): Terraform acts at another place, or as another identity.`,
      });
    }),
    [...conditions(base)]
      .filter((resource) => !left.has(resource) && standing.has(resource))
      .map((resource) =>
        finding("check/removed", resource, {
          what: `${resource} no longer has a condition that it had: Terraform goes on where it stopped before.`,
        }),
      ),
  ];
}
