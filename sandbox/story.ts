import { join } from "node:path";
import { getExternalContact } from "../actions/get-external-contact";
import { Deployer, tail } from "./deploy";
import { GenesysClient } from "./genesys-client";
import { SANDBOX_MOUNT, type Sandbox } from "./index";
import { filesBelow, holds, searchFiles } from "./secret-search";

/** The number of the forum thread that scopelock answers. */
const PHONE_NUMBER = "+15550199";
const PERMISSION = "externalContacts:contact:view";
const INTEGRATION = "external-contacts";

/** One step of the story: what it sets out to do, and what it then says it saw. */
interface Step {
  readonly title: string;
  run(): Promise<string>;
}

/** How the story is told. */
export interface Teller {
  begin(title: string): void;
  done(saw: string): void;
  failed(why: string): void;
  /** A line of a command that runs. */
  line(text: string): void;
}

/**
 * The whole chain: deploy, call, take the permission away behind Terraform's back, see it in the plan, deploy again,
 * and prove where the secret is not. True only when every step held.
 */
export async function tellStory(sandbox: Sandbox, teller: Teller, signal: AbortSignal): Promise<boolean> {
  for (const step of steps(
    sandbox,
    new Deployer(sandbox, signal, teller.line),
    new GenesysClient(sandbox.genesys),
  )) {
    teller.begin(step.title);
    try {
      teller.done(await step.run());
    } catch (error) {
      if (signal.aborted) throw error;
      teller.failed((error as Error).message);
      return false;
    }
  }
  return true;
}

function steps(sandbox: Sandbox, deployer: Deployer, genesys: GenesysClient): Step[] {
  const input = { phoneNumber: PHONE_NUMBER };
  const deploy = async () => {
    const { code, output } = await deployer.deploy();
    expect(code === 0, `cdktf deploy ended with ${code}:\n${tail(output)}`);
  };
  const find = async () => {
    const { status, body } = await genesys.execute(getExternalContact.name, input);
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
      title: `Take ${PERMISSION} out of the role, behind Terraform's back`,
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
        const answer = await genesys.execute(getExternalContact.name, input);
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
    { title: "Search for the secret's value", run: () => search(sandbox, deployer) },
  ];
}

/** The secret must be in Vault, and in nothing that Terraform or cdktf wrote or printed. */
async function search(sandbox: Sandbox, deployer: Deployer): Promise<string> {
  const answer = await (
    await fetch(`${sandbox.vault.address}/v1/${SANDBOX_MOUNT}/data/${sandbox.environment}/${INTEGRATION}`, {
      headers: { "X-Vault-Token": sandbox.vault.rootToken },
    })
  ).text();
  const secret = (JSON.parse(answer) as { data?: { data?: { client_secret?: string } } }).data?.data
    ?.client_secret;
  expect(secret !== undefined && secret.length > 0, "Vault does not hold the client secret");
  const secrets = [secret as string, sandbox.genesys.deployer.clientSecret];
  // A search that cannot find anything would prove nothing.
  expect(
    holds(secrets, answer),
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
  expect(finds.length === 0, `the secret is in ${finds.join(", ")}`);
  expect(!holds(secrets, deployer.output), "the secret was printed by cdktf or Terraform");
  const characters = deployer.output.length;
  return `in Vault, and in none of ${files.length} files (state, plan, cdktf.out) nor ${characters} printed characters`;
}

function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
