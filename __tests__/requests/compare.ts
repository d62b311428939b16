import type { Life, Sent } from "./life";

/** An id of the recording's, or one that the sandbox makes. */
const ID = /<id-\d+>|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const GENERATION = / g(\d+)$/;

/** What differs between two lives, as sentences; nothing where none does. Objects are looked at one by one: Terraform takes several at once. */
export function differences(wanted: Life, was: Life): readonly string[] {
  const [wantedSteps, wereSteps] = [told(wanted), told(was)];
  const steps = new Set([...wantedSteps.keys(), ...wereSteps.keys()]);
  return [...steps].flatMap((step) => {
    const [of, now] = [wantedSteps.get(step), wereSteps.get(step)];
    if (!of || !now) return [`${step}: ${of ? "did not happen" : "is not in the recording"}`];
    return [...new Set([...of.keys(), ...now.keys()])].flatMap((object) =>
      between(of.get(object) ?? [], now.get(object) ?? []).map((found) => `${step}: ${object}: ${found}`),
    );
  });
}

/** Where two lists of requests part: the first place alone, what comes after follows from it. */
function between(wanted: readonly string[], were: readonly string[]): readonly string[] {
  for (let at = 0; at < Math.max(wanted.length, were.length); at += 1) {
    const [want, was] = [wanted[at], were[at]];
    if (want === was) continue;
    if (want === undefined) return [`request ${at + 1} is one too many: ${was}`];
    if (was === undefined) return [`request ${at + 1} is missing: ${want}`];
    return [`request ${at + 1} should be ${want}, and is ${was}`];
  }
  return [];
}

/** The requests of each step, by the object that they are about. */
function told(life: Life): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const labels = labelsOf(life);
  const named = (text: string) => text.replace(new RegExp(ID, "g"), (id) => labels.get(id) ?? "<unknown>");
  return new Map(
    life.map(({ step, requests }) => {
      const objects = new Map<string, string[]>();
      for (const { method, path, status, body } of requests) {
        const line = `${method} ${named(sortedQuery(path))} ${status} ${form(named(body))}`.trim();
        const object = objectOf(line);
        objects.set(object, [...(objects.get(object) ?? []), line]);
      }
      return [step, objects];
    }),
  );
}

/** What each id stands for. */
function labelsOf(life: Life): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  let generation = "";
  const label = (id: unknown, name: string) => {
    if (typeof id === "string" && ID.test(id) && !labels.has(id)) labels.set(id, `<${name}>`);
  };
  for (const { method, path, body } of life.flatMap(({ requests }) => requests)) {
    const sent = parsed(body) ?? {};
    const pathOf = (pattern: RegExp) => pattern.exec(path)?.[1];
    label(pathOf(/\/authorization\/roles\/([^/?]+)/), "role");
    label(pathOf(/\/integrations\/([^/?]+)\/config/), "integration");
    label(pathOf(/\/integrations\/actions\/([^/?]+)/), "action");
    if (method === "POST" && path.endsWith("/oauth/clients")) {
      generation = GENERATION.exec(String(sent.name))?.[1] ?? "";
      label((sent.roleDivisions as { divisionId: string }[])[0]?.divisionId, "division");
    }
    if (method === "POST" && path.endsWith("/integrations/credentials"))
      label((sent.credentialFields as { clientId: string }).clientId, `client g${generation}`);
    if (method === "PUT" && path.endsWith("/config/current"))
      label(
        (sent.credentials as Record<string, { id: string }>).pureCloudOAuthClient?.id,
        `credential g${generation}`,
      );
  }
  return labels;
}

/** What a request is about. Requests about one object come one after the other. */
function objectOf(line: string): string {
  const generation = /(?:client|credential) g(\d+)>|"name":"[^"]* g(\d+)"/.exec(line);
  const object = OBJECTS.find(([pattern]) => pattern.test(line))?.[1] ?? "what nobody knows";
  return object === "client" ? `client g${generation?.[1] ?? generation?.[2] ?? "?"}` : object;
}

const OBJECTS: readonly (readonly [RegExp, string])[] = [
  [/ \/oauth\/token|\/organizations\/me|\/authorization\/products/, "genesyscloud provider"],
  [/ \/v1\/auth\/token\//, "vault provider"],
  [/ \/v1\/sys\/internal\/ui\/mounts\/\S+\/manifest|^\S+ \S+\/manifest /, "manifest"],
  [/ \/v1\/sys\/(seal-status|mounts\/)/, "secrets engine"],
  [/ \/v1\/sys\/policies\/acl\//, "policy"],
  [/ \/v1\/[^/]+\/config /, "limits of the secrets engine"],
  [/ \/v1\/[^/]+\/(data|metadata|subkeys)\//, "secret"],
  [/\/authorization\/divisions\/home/, "home division"],
  [/\/authorization\/(roles|permissions)/, "role"],
  [/\/api\/v2\/tokens\/me/, "token"],
  [/\/oauth\/clients|\/integrations\/credentials/, "client"],
  [/\/integrations\/actions/, "action"],
  [/\/api\/v2\/integrations/, "integration"],
];

/** Go writes a query in an order that is another each time. */
function sortedQuery(path: string): string {
  const [place, query] = path.split("?");
  return query === undefined ? path : `${place}?${query.split("&").sort().join("&")}`;
}

/** A body as it reads: keys sorted, without the port of this run and without secrets. */
function form(body: string): string {
  const sent = parsed(body);
  if (!sent) return body;
  return JSON.stringify(sorted(sent))
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, "http://127.0.0.1")
    .replace(/"(clientSecret|client_secret)":"[^"]+"/g, '"$1":"<secret>"');
}

function parsed(body: string): Record<string, unknown> | undefined {
  return body.startsWith("{") ? JSON.parse(body) : undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** The requests of a life to Vault. */
export const toVault = (life: Life): readonly Sent[] =>
  life.flatMap(({ requests }) => requests).filter(({ path }) => path.startsWith("/v1/"));
