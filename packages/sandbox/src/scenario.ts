import { join } from "node:path";
import { Deployer, tail } from "./deploy";
import { GenesysClient } from "./genesys-client";
import { SANDBOX_MOUNT, type Sandbox } from "./index";
import { Load, loadText } from "./load";
import { filesBelow, holds, searchFiles } from "./secret-search";

/** The number of the forum thread that scopelock answers. */
const PHONE_NUMBER = "+15550199";
const PERMISSION = "externalContacts:contact:view";
const INTEGRATION = "external-contacts";
/** Name of the data action: of the example app, and of the app that `--app` names. */
const DATA_ACTION = "Get external contact by phone";
const CALLS_PER_SECOND = 20;
/** More than this many unanswered calls would only slow down what is under test. */
const MOST_PENDING = 20;

/** One step of the scenario: its goal, and the result that it reports. */
interface Step {
  readonly title: string;
  run(): Promise<string>;
}

/** Receives the progress of the scenario. */
export interface Reporter {
  begin(title: string): void;
  done(result: string): void;
  failed(reason: string): void;
  /** A line of a command that runs. */
  line(text: string): void;
}

/**
 * The whole chain: deploy, call, take the permission away behind Terraform's back, see it in the plan, deploy again,
 * rotate while calls run, and prove where the secrets are not. True only when every step held.
 */
export async function runScenario(
  sandbox: Sandbox,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<boolean> {
  for (const step of steps(
    sandbox,
    new Deployer(sandbox, signal, reporter.line),
    new GenesysClient(sandbox.genesys),
  )) {
    reporter.begin(step.title);
    try {
      reporter.done(await step.run());
    } catch (error) {
      if (signal.aborted) throw error;
      reporter.failed((error as Error).message);
      return false;
    }
  }
  return true;
}

function steps(sandbox: Sandbox, deployer: Deployer, genesys: GenesysClient): Step[] {
  const input = { phoneNumber: PHONE_NUMBER };
  /** Every client secret that Vault has served. */
  const secrets = new Set<string>();
  const deploy = async () => {
    const { code, output } = await deployer.deploy();
    expect(code === 0, `cdktf deploy ended with ${code}:\n${tail(output)}`);
    secrets.add((await vaultSecret(sandbox)).client_secret);
  };
  /** Deploys while the data action is called; says how many calls there were, and that none failed. */
  const deployUnderLoad = async () => {
    const execute = await genesys.action(DATA_ACTION);
    const load = Load.start(
      async () => {
        const { status, body } = await execute(input);
        return status === 200 ? undefined : `${status} ${JSON.stringify(body)}`;
      },
      CALLS_PER_SECOND,
      MOST_PENDING,
    );
    try {
      await deploy();
    } finally {
      await load.stop();
    }
    const report = await load.stop();
    expect(report.failures.size === 0, loadText(report));
    return loadText(report);
  };
  let droppableFrom: string | null = null;
  const find = async () => {
    const { status, body } = await genesys.execute(DATA_ACTION, input);
    expect(status === 200, `the data action answered ${status}: ${JSON.stringify(body)}`);
    expect((body as { found: number }).found >= 1, `no contact was found: ${JSON.stringify(body)}`);
    return `200 ${JSON.stringify(body)}`;
  };

  return [
    {
      title:
        "cdktf deploy: role, OAuth client, Vault secret, policy, credential, integration and data action",
      run: async () => {
        await deploy();
        return `deployed with ${sandbox.providers === "real" ? "the real providers" : "the provider stand-ins"}`;
      },
    },
    { title: `Execute the data action for ${PHONE_NUMBER}`, run: find },
    {
      title: "Plan again: nothing has changed",
      run: async () => {
        const changes = await deployer.plan();
        expect(changes.length === 0, `the plan holds changes: ${JSON.stringify(changes)}`);
        return "the plan holds no change";
      },
    },
    {
      title: `Take ${PERMISSION} out of the role, outside Terraform`,
      run: async () => {
        const role = await genesys.named<{ id: string; name: string; permissionPolicies: unknown[] }>(
          "/api/v2/authorization/roles",
          `scopelock ${sandbox.environment} ${INTEGRATION}`,
        );
        const { status } = await genesys.call("PUT", `/api/v2/authorization/roles/${role.id}`, {
          ...role,
          permissionPolicies: [],
        });
        expect(status === 200, `the role could not be changed: ${status}`);
        const answer = await genesys.execute(DATA_ACTION, input);
        expect(answer.status === 403, `the data action answered ${answer.status} instead of 403`);
        expect(
          JSON.stringify(answer.body).includes(PERMISSION),
          `the 403 does not name ${PERMISSION}: ${JSON.stringify(answer.body)}`,
        );
        return `403 ${(answer.body as { message: string }).message}`;
      },
    },
    {
      title: "Let the plan show the drift",
      run: async () => {
        const changes = await deployer.plan();
        const [drift, ...others] = changes;
        expect(
          drift?.address.startsWith("genesyscloud_auth_role.") === true &&
            drift.actions.join() === "update" &&
            others.length === 0,
          `the plan should update the role and nothing else, but holds ${JSON.stringify(changes)}`,
        );
        return `the plan updates ${drift?.address}, and nothing else`;
      },
    },
    { title: "cdktf deploy again, and execute", run: async () => deploy().then(find) },
    {
      title: `scopelock rotate, and cdktf deploy while the data action is called up to ${CALLS_PER_SECOND} times a second`,
      run: async () => {
        droppableFrom = await deployer.rotate();
        const said = await deployUnderLoad();
        const { generation_2 } = await vaultSecret(sandbox);
        expect(generation_2 !== undefined, "Vault does not serve generation 2");
        return `${said}; Vault serves generation 2`;
      },
    },
    {
      title: "When the overlap is over: drop the previous generation, while calls go on",
      run: async () => {
        expect(
          droppableFrom !== null,
          "the rotation did not print when the previous generation may be dropped",
        );
        // The sandbox has no two days to wait: the command is told the day.
        await deployer.rotate("--drop-previous", "--today", droppableFrom);
        return `as on ${droppableFrom}: ${await deployUnderLoad()}`;
      },
    },
    { title: "Search for the secrets' values", run: () => search(sandbox, deployer, [...secrets]) },
  ];
}

/** The fields of the secret that matter here. */
interface Served {
  readonly client_secret: string;
  readonly generation_2?: string;
}

/** What Vault serves. */
async function vaultSecret({ vault, environment }: Sandbox): Promise<Served> {
  const path = `${SANDBOX_MOUNT}/data/${environment}/${INTEGRATION}`;
  const answer = await fetch(`${vault.address}/v1/${path}`, {
    headers: { "X-Vault-Token": vault.rootToken },
  });
  const { data } = (await answer.json()) as { data?: { data?: Served } };
  expect(data?.data?.client_secret, "Vault does not hold the client secret");
  return data.data;
}

/** The secrets must be in Vault, and in nothing that Terraform, cdktf or scopelock wrote or printed. */
async function search(sandbox: Sandbox, deployer: Deployer, served: readonly string[]): Promise<string> {
  const secrets = [...served, sandbox.genesys.deployer.clientSecret];
  // A search that cannot find anything would prove nothing.
  expect(
    holds(served.slice(-1), JSON.stringify(await vaultSecret(sandbox))),
    "the search does not find the secret where it is known to be, in Vault's answer",
  );

  // Last, so that it searches the plans of before as well as one of now.
  await deployer.plan();
  const files = [
    ...filesBelow(deployer.outdir),
    ...filesBelow(join(sandbox.directory, "state")),
    ...filesBelow(join(sandbox.directory, "handoff")),
    ...filesBelow(join(sandbox.directory, "environments")),
  ];
  const state = files.some((file) => file.endsWith("sandbox.tfstate"));
  const plan = files.some((file) => file.endsWith("/plan"));
  expect(state && plan, "the state or the plan is not among the files that were searched");
  const finds = searchFiles(secrets, files);
  expect(finds.length === 0, `a secret is in ${finds.join(", ")}`);
  expect(!holds(secrets, deployer.output), "a secret was printed by cdktf, Terraform or scopelock");
  const characters = deployer.output.length;
  return `${served.length} client secrets, each served by Vault: in none of ${files.length} files (state, plan, cdktf.out) nor ${characters} printed characters`;
}

function expect(condition: unknown, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
