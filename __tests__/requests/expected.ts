import type { Life, Sent } from "./life";

/** The step in which the provider of the recording mended nothing. */
export const HEALED = "deploy after the manifest was edited by hand";

const MANIFEST = "genesys-cloud/data/sandbox/external-contacts/manifest";
const LOOK: Sent = {
  method: "GET",
  path: `/v1/sys/internal/ui/mounts/${MANIFEST.replace("/data/", "/")}`,
  status: 200,
  body: "",
};
const LOOKUP: Sent = { method: "GET", path: "/v1/auth/token/lookup-self", status: 200, body: "" };

/** What a `vault_generic_secret` asks in place of one request of a `vault_kv_secret_v2`. */
interface Difference {
  /** `METHOD path` of the recording. */
  readonly recorded: string;
  readonly asks: (recorded: Sent) => readonly Sent[];
  readonly because: string;
  /** Where that can be read, in hashicorp/vault 5.6.0. */
  readonly source: string;
}

/** Every difference that the manifest's type makes. Anything else that differs is a defect. */
export const DIFFERENCES: readonly Difference[] = [
  {
    recorded: `GET /v1/${MANIFEST.replace("/data/", "/metadata/")}`,
    asks: () => [],
    because: "it has no custom_metadata to read",
    source: "vault/kv_helpers.go, versionedSecret",
  },
  {
    recorded: `PUT /v1/${MANIFEST.replace("/data/", "/metadata/")}`,
    asks: () => [],
    because: "it has no custom_metadata to write",
    source: "vault/resource_generic_secret.go, genericSecretResourceWrite",
  },
  {
    recorded: `GET /v1/${MANIFEST}`,
    asks: (recorded) => [LOOK, recorded],
    because: "it asks which version the engine is before each request",
    source: "vault/kv_helpers.go, kvPreflightVersionRequest by versionedSecret",
  },
  {
    recorded: `PUT /v1/${MANIFEST}`,
    asks: ({ body, ...recorded }) => {
      const { cas: _, ...rest } = JSON.parse(body);
      return [LOOK, { ...recorded, body: JSON.stringify(rest) }];
    },
    because: "it asks which version the engine is, and sends no cas",
    source: "vault/resource_generic_secret.go, genericSecretResourceWrite",
  },
  {
    recorded: `DELETE /v1/${MANIFEST.replace("/data/", "/metadata/")}`,
    asks: (recorded) => [LOOK, recorded],
    because: "it asks which version the engine is before each request",
    source: "vault/resource_generic_secret.go, genericSecretResourceDelete",
  },
];

/** The recorded life with the manifest as it is made now. */
export function expectedLife(recorded: Life): Life {
  const written = recorded
    .flatMap(({ requests }) => requests)
    .find(({ method, path }) => method === "PUT" && path === `/v1/${MANIFEST}`);
  if (!written) throw new Error("The recording writes no manifest.");
  const read: Sent = { method: "GET", path: `/v1/${MANIFEST}`, status: 200, body: "" };
  return recorded.map(({ step, requests }) => {
    // By hand it was edited in generation 1: mended, it says again what the first deploy wrote.
    const mended = step === HEALED ? [LOOKUP, written, read] : [];
    return { step, requests: [...requests, ...mended].flatMap(asNow) };
  });
}

function asNow(sent: Sent): readonly Sent[] {
  const difference = DIFFERENCES.find(({ recorded }) => recorded === `${sent.method} ${sent.path}`);
  return difference ? difference.asks(sent) : [sent];
}
