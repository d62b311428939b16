import { isObject, type JsonObject, record, table } from "../../core/diagnostic";
import { regionNamed } from "../../core/request";
import { isLoopback } from "../../core/stack";
import { isIdentifier } from "./identifier";

/** Settings of one provider. */
export type ProviderSettings = NonNullable<ReturnType<typeof readProvider>>;

/** A setting that is unsafe, and why: the finding of each kind has the reason in words. */
export interface ProviderRisk {
  readonly setting: string;
  readonly kind: "unverified" | "in-clear" | "unknown-place" | "credential" | "log" | "headers" | "source";
}

/** Where the two known providers come from. Sources: the registries of Terraform and of OpenTofu. */
const SOURCES: Readonly<Record<string, string>> = table({
  vault: "hashicorp/vault",
  genesyscloud: "mypurecloud/genesyscloud",
});
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];

/** True if a provider is the one that is known by this name: `vault` or `genesyscloud`. */
export const isKnownSource = (name: string, source: string): boolean =>
  REGISTRIES.some((registry) => source === `${registry}/${SOURCES[name]}`);

/** Reads the settings of a provider; `undefined` for what is not one. @param variables of the plan */
export function readProvider(key: string, provider: unknown, variables: unknown) {
  if (!isObject(provider) || !/^[\w.:-]{1,200}$/.test(key)) return undefined;
  const { name, full_name: source } = provider;
  const expressions = record(provider.expressions);
  const read = (setting: string) => settingOf(expressions[setting], variables);
  const known = typeof name === "string" && Object.hasOwn(SOURCES, name) ? name : undefined;
  const isForeign = known !== undefined && typeof source === "string" && !isKnownSource(known, source);
  const risks: readonly Risk[] = [
    isForeign && { setting: "source", kind: "source" },
    ...(known === "vault" ? vaultRisks(read, expressions) : []),
    ...(known === "genesyscloud" ? genesysRisks(read, expressions, variables) : []),
  ];
  const region = read("aws_region");
  return {
    /** Its key in the configuration, which has the alias. */
    key,
    /** The region of Genesys Cloud, where the settings name one of those that are known. */
    region: known === "genesyscloud" && typeof region === "object" ? regionNamed(region.is) : undefined,
    /** Names of the settings that are set. */
    settings: Object.keys(expressions).filter(isIdentifier).sort(),
    /** What is unsafe, whatever the settings were before. */
    risks: risks.filter((risk) => risk !== false),
    /** The settings as Terraform's language has them; to be hashed, never shown. */
    expressions: { ...expressions, source: source ?? "" } as JsonObject,
  };
}

/** A risk, where there is one. */
type Risk = ProviderRisk | false;

/** A setting's value: what it is, none, or known only while Terraform runs. */
type Value = { readonly is: unknown } | "unset" | "unknown";

/** The value of an expression. One that refers to a single variable has that one's value, where it has the right form. */
function settingOf(expression: unknown, variables: unknown): Value {
  if (!isObject(expression)) return "unset";
  const { constant_value: constant, references } = expression;
  if (references === undefined && constant !== undefined)
    return typeof constant === "string" && /[$%]\{/.test(constant) ? "unknown" : { is: constant };
  const [reference, ...more] = Array.isArray(references) ? references : [];
  const name = more.length === 0 ? /^var\.([\w-]+)$/.exec(String(reference))?.[1] : undefined;
  const variable = name !== undefined && isObject(variables) ? variables[name] : undefined;
  // In "https://${var.host}" the variable is a part only: what it gives must be a whole.
  return isObject(variable) && variable.value !== undefined ? { is: variable.value } : "unknown";
}

function vaultRisks(read: (setting: string) => Value, expressions: JsonObject): readonly Risk[] {
  return [
    isOn(read("skip_tls_verify")) && { setting: "skip_tls_verify", kind: "unverified" },
    addressRisk("address", read("address")),
    read("namespace") === "unknown" && { setting: "namespace", kind: "unknown-place" },
    "headers" in expressions && { setting: "headers", kind: "headers" },
    credential("token", read("token")),
  ];
}

function genesysRisks(
  read: (setting: string) => Value,
  { gateway }: JsonObject,
  variables: unknown,
): readonly Risk[] {
  const [block] = Array.isArray(gateway) ? gateway.filter(isObject) : [];
  const [host = "unset", protocol = "unset"] = ["host", "protocol"].map((key) =>
    settingOf(block?.[key], variables),
  );
  const isClear = block && !isTls(protocol) && !isThisMachine(host);
  return [
    read("aws_region") === "unknown" && { setting: "aws_region", kind: "unknown-place" },
    host === "unknown" && { setting: "gateway", kind: "unknown-place" },
    isClear && host !== "unknown" ? { setting: "gateway", kind: "in-clear" } : false,
    isOn(read("sdk_debug")) && { setting: "sdk_debug", kind: "log" },
    credential("access_token", read("access_token")),
    credential("oauthclient_secret", read("oauthclient_secret")),
  ];
}

/** A flag that is on, or may be. Terraform takes "true" for true. */
const isOn = (value: Value) =>
  value === "unknown" || (typeof value === "object" && (value.is === true || value.is === "true"));

const credential = (setting: string, value: Value): Risk =>
  typeof value === "object" && value.is !== null && value.is !== "" && { setting, kind: "credential" };

function addressRisk(setting: string, value: Value): Risk {
  if (value === "unset") return false;
  const text = value === "unknown" || typeof value.is !== "string" ? "" : value.is;
  const [, scheme, host] = /^(https?):\/\/(\[[^\]]*\]|[^/:@]+)(?::\d+)?(?:\/|$)/i.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return { setting, kind: "unknown-place" };
  return scheme.toLowerCase() !== "https" && !isLoopback(host) && { setting, kind: "in-clear" };
}

/** A host that is known, and is this machine. */
const isThisMachine = (value: Value) =>
  typeof value === "object" && typeof value.is === "string" && isLoopback(value.is);

const isTls = (value: Value) =>
  value === "unset" || (typeof value === "object" && String(value.is).toLowerCase() === "https");
