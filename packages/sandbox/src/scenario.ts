import { join } from "node:path";
import { ownedName, ScopelockError } from "scopelock/sandbox-support";
import { type DeclaredSecret, type DeclaredStacks, declaredStacks } from "./declared-stacks";
import { Deployer, expectSuccess } from "./deploy";
import { type ExecutableAction, executableAction } from "./executable-action";
import { GenesysClient } from "./genesys-client";
import type { Sandbox } from "./index";
import { filesBelow, holds, searchFiles } from "./secret-search";
import { Load, loadText } from "./steady-load";

const CALLS_PER_SECOND = 20;
/** More than this many unanswered calls would only slow down what is under test. */
const MOST_PENDING = 20;

/** Receives the progress of the scenario. */
export interface Reporter {
  begin(title: string): void;
  done(result: string): void;
  failed(reason: string): void;
  /** A line of a command that runs. */
  line(text: string): void;
}

/** What the scenario came to. */
export interface Outcome {
  readonly held: boolean;
  /** The data action that it called; `undefined` where it came to none. */
  readonly action?: ExecutableAction;
}

/** Ends the scenario: a step failed, and the reporter has the reason. */
class StepFailed extends Error {}

/**
 * The whole chain: deploy, call, take the permission away behind Terraform's back, see it in the plan, deploy again,
 * rotate while calls run, and prove where the secrets are not. What it looks at follows from what the app declares.
 */
export async function runScenario(
  sandbox: Sandbox,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Outcome> {
  const deployer = new Deployer(sandbox, signal, reporter.line);
  const genesys = new GenesysClient(sandbox.genesys);
  /** Every client secret that Vault has served. */
  const secrets = new Set<string>();
  let action: ExecutableAction | undefined;

  /** Runs a step: its result, and what it reports. */
  const step = async <T>(title: string, run: () => Promise<readonly [result: T, report: string]>) => {
    reporter.begin(title);
    try {
      const [result, report] = await run();
      reporter.done(report);
      return result;
    } catch (error) {
      if (signal.aborted) throw error;
      reporter.failed(failure(error as Error, title).message);
      throw new StepFailed();
    }
  };
  const deploy = async ({ secrets: declared }: DeclaredStacks) => {
    expectSuccess("cdktf deploy", await deployer.deploy());
    for (const secret of declared) secrets.add((await vaultSecret(sandbox, secret)).client_secret);
  };

  try {
    const stacks = await step(
      "cdktf deploy: role, OAuth client, Vault secret, policy, credential, integration and data action",
      async () => {
        await deployer.synth();
        const { environment, app, providers } = sandbox;
        const declared = declaredStacks(deployer.outdir, environment, app.directory);
        deployer.stacks = declared.names;
        await prepareVault(sandbox, declared);
        await deploy(declared);
        const by = providers === "real" ? "the real providers" : "the provider stand-ins";
        return [declared, `deployed with ${by}`];
      },
    );
    const called = await step("Execute the data action", async () => {
      const found = await executableAction(stacks.integrations, sandbox, genesys);
      return [found, `"${found.name}" with ${JSON.stringify(found.input)}: ${answerText(found)}`];
    });
    action = called;
    const execute = async () => {
      const answer = await genesys.executeById(called.id, called.input);
      const is = answerText({ ...called, answer });
      expect(answer.status === called.answer.status, `the data action answered ${is}`);
      return is;
    };
    /** Deploys while the data action is called; the number of calls, none of which failed. */
    const deployUnderLoad = async () => {
      const load = Load.start(
        async () => {
          const { status, body } = await genesys.executeById(called.id, called.input);
          return status === called.answer.status ? undefined : `${status} ${JSON.stringify(body)}`;
        },
        CALLS_PER_SECOND,
        MOST_PENDING,
      );
      try {
        await deploy(stacks);
      } finally {
        await load.stop();
      }
      const report = await load.stop();
      expect(report.failures.size === 0, loadText(report));
      return loadText(report);
    };

    await step("Plan again: nothing has changed", async () => {
      const changes = await deployer.plan();
      expect(changes.length === 0, `the plan holds changes: ${JSON.stringify(changes)}`);
      return [undefined, "the plan holds no change"];
    });
    if (called.needsRole) {
      const { permissions } = called.integration;
      await step(`Take ${permissions.join(", ")} out of the role, outside Terraform`, async () => [
        undefined,
        await emptyRole(called, genesys),
      ]);
      await step("Let the plan show the drift", async () => {
        const changes = await deployer.plan();
        const [drift, ...others] = changes;
        expect(
          drift?.address.startsWith("genesyscloud_auth_role.") === true &&
            drift.actions.join() === "update" &&
            others.length === 0,
          `the plan should update the role and nothing else, but holds ${JSON.stringify(changes)}`,
        );
        return [undefined, `the plan updates ${drift?.address}, and nothing else`];
      });
      await step("cdktf deploy again, and execute", async () => {
        await deploy(stacks);
        return [undefined, await execute()];
      });
    }
    const droppableFrom = await step(
      `scopelock rotate, and cdktf deploy while the data action is called up to ${CALLS_PER_SECOND} times a second`,
      async () => {
        const from = await deployer.rotate();
        const loaded = await deployUnderLoad();
        for (const secret of stacks.secrets)
          expect(
            (await vaultSecret(sandbox, secret)).generation_2 !== undefined,
            `Vault does not serve generation 2 of "${secret.id}"`,
          );
        return [from, `${loaded}; Vault serves generation 2`];
      },
    );
    await step("When the overlap is over: drop the previous generation, while calls go on", async () => {
      expect(
        droppableFrom !== null,
        "the rotation did not print when the previous generation may be dropped",
      );
      // The sandbox has no two days to wait: the command is given the day.
      await deployer.rotate("--drop-previous", "--today", droppableFrom);
      return [undefined, `as on ${droppableFrom}: ${await deployUnderLoad()}`];
    });
    await step("Search for the secrets' values", async () => [
      undefined,
      await search(sandbox, deployer, stacks, [...secrets]),
    ]);
    return { held: true, action };
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return { held: false, ...(action && { action }) };
  }
}

/** A reason as a refusal: what the sandbox did not expect has the step as its place. */
function failure(error: Error, step: string): ScopelockError {
  if (ScopelockError.is(error)) return error;
  return new ScopelockError({
    id: "sandbox/step-failed",
    what: `${error.message}.`,
    where: step,
    why: "Each step needs what the one before it left.",
    fix: "Look at the rest with --verbose, which prints what cdktf and Terraform print, and --keep, which leaves everything as it is.",
  });
}

/** An answer, and why one without an output counts. */
function answerText({ answer: { status, body } }: ExecutableAction): string {
  const text = `${status} ${JSON.stringify(body)}`;
  return status === 501 ? `${text}; token and permission passed, and --seed can give an answer` : text;
}

/** Makes what the app expects of the Vault: it is an empty one. */
async function prepareVault({ vault }: Sandbox, { expected }: DeclaredStacks): Promise<void> {
  for (const { path, body } of new Map(expected.map((each) => [each.path, each])).values()) {
    const answer = await fetch(`${vault.address}/v1/${path}`, {
      method: "POST",
      headers: { "X-Vault-Token": vault.rootToken },
      body: JSON.stringify(body),
    });
    expect(answer.ok, `Vault answered ${answer.status} to POST ${path}: ${await answer.text()}`);
  }
}

/** Takes every permission out of the role; the answer of the data action names one that it needs. */
async function emptyRole(action: ExecutableAction, genesys: GenesysClient): Promise<string> {
  const { integration, id, input } = action;
  const role = await genesys.named<{ id: string; name: string }>(
    "/api/v2/authorization/roles",
    ownedName(integration.environment, integration.id),
  );
  const { status } = await genesys.call("PUT", `/api/v2/authorization/roles/${role.id}`, {
    ...role,
    permissions: [],
    permissionPolicies: [],
  });
  expect(status === 200, `the role could not be changed: ${status}`);
  const answer = await genesys.executeById(id, input);
  expect(answer.status === 403, `the data action answered ${answer.status} instead of 403`);
  const text = JSON.stringify(answer.body);
  expect(
    integration.permissions.some((permission) => text.includes(permission)),
    `the 403 names none of ${integration.permissions.join(", ")}: ${text}`,
  );
  return `403 ${(answer.body as { message: string }).message}`;
}

/** The fields of a secret that matter here. */
interface Served {
  readonly client_secret: string;
  readonly generation_2?: string;
}

/** What Vault serves. */
async function vaultSecret({ vault }: Sandbox, { id, path }: DeclaredSecret): Promise<Served> {
  const answer = await fetch(`${vault.address}/v1/${path}`, {
    headers: { "X-Vault-Token": vault.rootToken },
  });
  const { data } = (await answer.json()) as { data?: { data?: Served } };
  expect(data?.data?.client_secret, `Vault does not hold the client secret of "${id}" at ${path}`);
  return data.data;
}

/** The secrets must be in Vault, and in nothing that Terraform, cdktf or scopelock wrote or printed. */
async function search(
  sandbox: Sandbox,
  deployer: Deployer,
  { secrets: declared }: DeclaredStacks,
  served: readonly string[],
): Promise<string> {
  const secrets = [...served, sandbox.genesys.deployer.clientSecret];
  const current = await Promise.all(declared.map((secret) => vaultSecret(sandbox, secret)));
  // A search that cannot find anything would prove nothing.
  expect(
    current.every((each) => holds(served, JSON.stringify(each))),
    "the search does not find the secret where it is known to be, in Vault's answer",
  );

  // Last, so that it searches the plans of before as well as one of now.
  await deployer.plan();
  const { stateFiles } = declaredStacks(deployer.outdir, sandbox.environment, sandbox.app.directory);
  const files = [
    ...filesBelow(deployer.outdir),
    ...filesBelow(join(sandbox.directory, "state")),
    ...filesBelow(join(sandbox.directory, "handoff")),
    ...filesBelow(join(sandbox.directory, "environments")),
  ];
  const searched = [...new Set([...files, ...stateFiles])];
  const plan = files.some((file) => file.endsWith("/plan"));
  expect(stateFiles.length > 0 && plan, "the state or the plan is not among the files that were searched");
  const finds = searchFiles(secrets, searched);
  expect(finds.length === 0, `a secret is in ${finds.join(", ")}`);
  expect(!holds(secrets, deployer.output), "a secret was printed by cdktf, Terraform or scopelock");
  const characters = deployer.output.length;
  return `${served.length} client secrets, each served by Vault: in none of ${searched.length} files (state, plan, cdktf.out) nor ${characters} printed characters`;
}

function expect(condition: unknown, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
