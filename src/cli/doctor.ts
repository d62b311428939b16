import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { ScopelockError } from "../core/diagnostic";
import { Rotation } from "../core/rotation";
import { clock, todayOption } from "./day";
import { environmentsOption } from "./environments-option";
import { print } from "./output";
import { outputOption } from "./output-option";

/** What the command takes. */
interface Options {
  readonly format: "text" | "json";
  readonly environments: string;
  readonly output: string;
  readonly wait?: number;
  readonly today?: string;
}

const HELP = `
Reads VAULT_TOKEN (and VAULT_NAMESPACE): a reader's token is enough. With GENESYSCLOUD_OAUTHCLIENT_ID and
GENESYSCLOUD_OAUTHCLIENT_SECRET it also looks at role, clients, integration and actions; the planner's client is enough
for that. Probes through the integration also need integrations:action:execute.
Takes the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as Terraform does.

Exit codes:
  0  healthy: no error; warnings and notes are possible
  1  unusable input, or a server gave no usable answer
  2  something is wrong; each finding names what, why and the fix`;

/** `scopelock doctor`. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .argument("<environment>", "the environment's name, as in environments/<environment>.json")
    .addOption(new Option("--format <format>", "of the report").choices(["text", "json"]).default("text"))
    .option(
      "--wait <seconds>",
      "how long a refused probe is repeated: a change of permissions takes up to five minutes to take effect (default: 300 within 15 minutes of a deploy, otherwise 0)",
      seconds,
    )
    .addOption(environmentsOption())
    .addOption(outputOption())
    .addOption(todayOption())
    .addHelpText("after", HELP)
    .action((environment: string, options: Options) => doctor(environment, options));
}

function seconds(text: string): number {
  if (!/^\d{1,5}$/.test(text))
    throw new InvalidArgumentError(`"${text}" is not a number of seconds. Give one such as 60.`);
  return Number(text);
}

async function doctor(name: string, options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for schemas and templates.
  const { environmentFile } = await import("../environment/file.js");
  const { loadEnvironment } = await import("../environment/load.js");
  const { endpointsOf } = await import("../environment/environment.js");
  const { synthesizedDeployment } = await import("./synthesized.js");
  const { gather } = await import("../doctor/gather.js");
  const { diagnose } = await import("../doctor/diagnose.js");
  const { reportDiagnosis } = await import("../doctor/report.js");
  const { Proxies } = await import("../doctor/proxy.js");
  const { engineOf } = await import("../process/engine.js");
  const { terraformBinary } = await import("../process/terraform-binary.js");
  const { SecretText } = await import("../doctor/secret-text.js");

  const environment = loadEnvironment(environmentFile(options.environments, name));
  const deployment = synthesizedDeployment(options.output, name);
  const token = variable("VAULT_TOKEN");
  if (token === undefined) throw noToken(name);
  const clientId = variable("GENESYSCLOUD_OAUTHCLIENT_ID");
  const clientSecret = variable("GENESYSCLOUD_OAUTHCLIENT_SECRET");
  const facts = await gather({
    environment: name,
    deployment,
    endpoints: endpointsOf(environment),
    rotation: Rotation.of(environment.rotation),
    today: options.today ?? clock(),
    vault: {
      address: environment.vault.address,
      token: new SecretText(token),
      namespace: variable("VAULT_NAMESPACE"),
    },
    operator:
      clientId === undefined || clientSecret === undefined
        ? undefined
        : { clientId, clientSecret: new SecretText(clientSecret) },
    policies: deployment.policies,
    engine: engineOf(terraformBinary()),
    waitSeconds: options.wait,
    clock: { now: Date.now, sleep: async (milliseconds) => sleep(milliseconds) },
    proxies: new Proxies(process.env),
    log: (line) => console.error(line),
  });
  const report = reportDiagnosis(facts, diagnose(facts));
  print(options.format === "json" ? report : (await import("./doctor-text.js")).doctorText(report));
  process.exitCode = { healthy: 0, unknown: 1, wrong: 2 }[report.verdict];
}

/** A variable of the process environment. A token that was read from a file often has a line end behind it. */
function variable(name: string): string | undefined {
  const text = process.env[name]?.trim();
  return text === "" ? undefined : text;
}

function noToken(name: string): ScopelockError {
  return new ScopelockError({
    id: "doctor/vault-token",
    what: "There is no token for Vault.",
    where: "VAULT_TOKEN",
    why: "Everything begins with the secret in Vault.",
    fix: `Log in with a reader's policy and set VAULT_TOKEN, for example export VAULT_TOKEN=$(vault print token). scopelock identities ${name} names the policy.`,
  });
}
