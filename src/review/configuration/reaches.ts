import { isObject, type JsonObject } from "../../core/diagnostic";
import { SWEEP } from "../../core/stack";
import { RESOURCES } from "../../core/terraform";

/**
 * A part of a configuration by which a plan runs code, reads a file of the machine, or decides who gets the credentials
 * that it is made with.
 */
export interface Reach {
  readonly kind: ReachKind;
  /** Where it stands: `provider.vault`, `data.http.ip`. */
  readonly at: string;
  /** What it says, as JSON; to be compared, never shown. */
  readonly content: string;
}

/** What a {@link Reach} can be. */
export type ReachKind =
  | "provider"
  | "version"
  | "backend"
  | "data-source"
  | "provisioner"
  | "module"
  | "function"
  | "part";

/** Parts of a configuration that neither run nor reach anything but by what stands in them. Source: Terraform's language, 1.14. */
const HARMLESS: ReadonlySet<string> = new Set([
  "//",
  "output",
  "locals",
  "variable",
  "moved",
  "import",
  "terraform",
  "provider",
  "resource",
  "data",
  "module",
  "removed",
  "check",
]);

/**
 * Functions that read files, run what a provider brings, make expressions of texts, or take the mark of what is sensitive
 * away. `fileexists` is not among them: it answers yes or no. Between the name and the parenthesis a comment may stand.
 */
const FUNCTION =
  /(?<![\w.-])(?:(?:file(?!exists\b)\w*|templatefile|templatestring|nonsensitive)(?:\s|\/\*.*?\*\/|(?:#|\/\/)[^\n]*\n)*\(|provider\s*::)/s;

/** The one file that scopelock has Terraform read: the secret of a new client, named after it, while it is handed over. */
const HANDED_OVER = /\bfile\("[^"$%]*\/\$\{genesyscloud_oauth_client\.[\w-]+\["\d+"\]\.client_id\}"\)/g;

/** Every reach of a configuration in Terraform's JSON syntax; a part that is not known is one. */
export function reachesOf(configuration: JsonObject): readonly Reach[] {
  const parts = Object.entries(configuration);
  return [
    ...parts.flatMap(([name, value]) => (HARMLESS.has(name) ? [] : [reach("part", name, value)])),
    ...bodiesOf(configuration.terraform).flatMap(settings),
    ...labelled(configuration.provider).map(([name, body]) => reach("provider", `provider.${name}`, body)),
    ...labelled(configuration.module).map(([name, body]) => reach("module", `module.${name}`, body)),
    ...typed(configuration.data).flatMap(([type, name, body]) =>
      RESOURCES.has(`data.${type}`) ? [] : [reach("data-source", `data.${type}.${name}`, body)],
    ),
    ...typed(configuration.resource).flatMap(([type, name, body]) => commands(`${type}.${name}`, body)),
    ...bodiesOf(configuration.removed).flatMap((body) => commands("removed", body)),
    ...labelled(configuration.check).flatMap(([name, body]) =>
      body.data === undefined ? [] : [reach("data-source", `check.${name}.data`, body.data)],
    ),
    ...parts.flatMap(([name, value]) => functions(value, name)),
  ];
}

/** What a configuration reaches and another does not; of the backend and the version also what it no longer names. */
export function newReaches(configuration: JsonObject, base: JsonObject): readonly Reach[] {
  const [now, before] = [reachesOf(configuration), reachesOf(base)];
  const lacks = (all: readonly Reach[], { kind, at, content }: Reach) =>
    !all.some((each) => each.kind === kind && each.at === at && each.content === content);
  const gone = before.filter(
    ({ kind, ...each }) => /^(backend|version)$/.test(kind) && lacks(now, { kind, ...each }),
  );
  const added = now.filter((each) => lacks(before, each));
  return [...added, ...gone.filter(({ at }) => !added.some((each) => each.at === at))];
}

function settings(body: JsonObject): readonly Reach[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (name === "//") return [];
    if (name === "required_providers")
      return bodiesOf(value).flatMap((providers) =>
        Object.entries(providers).map(([id, each]) => reach("provider", `required_providers.${id}`, each)),
      );
    const kind =
      name === "required_version" ? "version" : /^(backend|cloud)$/.test(name) ? "backend" : "part";
    return [reach(kind, `terraform.${name}`, value)];
  });
}

/** Provisioners of a block, but for the one that removes the file of a secret that was handed over. */
function commands(at: string, body: JsonObject): readonly Reach[] {
  const provisioners = bodiesOf(body.provisioner);
  const isOwn = provisioners.length > 0 && provisioners.every(sweeps) && body.connection === undefined;
  return isOwn || (body.provisioner === undefined && body.connection === undefined)
    ? []
    : [reach("provisioner", at, [body.provisioner, body.connection])];
}

function sweeps(provisioner: JsonObject): boolean {
  const { [SWEEP.type]: block, ...others } = provisioner;
  const [body, ...more] = bodiesOf(block);
  if (body === undefined || more.length + Object.keys(others).length > 0) return false;
  const { command, environment, ...rest } = body;
  const { SCOPELOCK_HANDOFF_FILE: file, ...variables } = isObject(environment) ? environment : {};
  return (
    command === SWEEP.command &&
    Object.keys(rest).length + Object.keys(variables).length === 0 &&
    typeof file === "string" &&
    /^[^$%]*\/\$\{each\.value\.client_id\}$/.test(file)
  );
}

/** Every text of a value that calls such a function, names of members among them: Terraform evaluates those too. */
function functions(value: unknown, at: string): readonly Reach[] {
  if (typeof value === "string") return calls(value) ? [reach("function", at, value)] : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => functions(each, `${at}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    ...(calls(name) ? [reach("function", at, name)] : []),
    ...functions(each, calls(name) ? `${at}[]` : `${at}.${name}`),
  ]);
}

function calls(text: string): boolean {
  // "$${" is how a template is written that Terraform is not to evaluate.
  const evaluated = text.replace(/(?<!\$)\$\$\{|(?<!%)%%\{/g, "");
  return /[$%]\{/.test(evaluated) && FUNCTION.test(text.replace(HANDED_OVER, ""));
}

const reach = (kind: ReachKind, at: string, content: unknown): Reach => ({
  kind,
  at,
  content: JSON.stringify(content) ?? "",
});

/** The blocks of a value: HCL's JSON takes a list of blocks wherever it takes one, at each level of labels. */
const bodiesOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.flatMap(bodiesOf) : isObject(value) ? [value] : [];

const labelled = (value: unknown): readonly (readonly [string, JsonObject])[] =>
  bodiesOf(value).flatMap((byLabel) =>
    Object.entries(byLabel).flatMap(([label, body]) => bodiesOf(body).map((each) => [label, each] as const)),
  );

const typed = (value: unknown): readonly (readonly [string, string, JsonObject])[] =>
  labelled(value).flatMap(([type, byName]) =>
    labelled(byName).map(([name, body]) => [type, name, body] as const),
  );
