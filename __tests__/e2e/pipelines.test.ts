import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { cdktf, type Ran, run } from "../../packages/sandbox/src/cdktf";
import { GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { lacking } from "../prerequisites";
import { CHECKOUT_APP, ROOT, shown } from "../process";
import { derivedIdentities, Person } from "./person";
import { VaultRecorder } from "./vault-recorder";
import { whichProviders } from "./which-providers";

/*
 * The shell steps of the workflows, in the order in which a change goes through them: real Terraform, and tokens of a
 * real Vault that hold what is derived and no more. Genesys Cloud is the stand-in.
 */

const READER = "sandbox-external-contacts-reader";
const SECRET = `${SANDBOX_MOUNT}/data/sandbox/external-contacts`;
/** A day before or after today (UTC): what is due is reckoned with the clock. */
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

let sandbox: Sandbox;
let vault: VaultRecorder;
let planner: Person;
let deployer: Person;
/** What was printed by all steps, and put out. */
let printed = "";

beforeAll(async () => {
  if (lacking.length > 0) return;
  sandbox = await startSandbox({ providers: whichProviders() });
  vault = await VaultRecorder.start(sandbox.vault);
  rotation({ live: [1], current: 1, rotatedOn: day(0), everyDays: 90 });
  lock = join(sandbox.directory, "environments/sandbox.lock.hcl");
  writeFileSync(lock, "");
  const told = await derivedIdentities(sandbox);
  planner = await Person.of(sandbox, vault, "planner", told.planner);
  deployer = await Person.of(sandbox, vault, "deployer", told.deployer);
});
afterAll(async () => {
  planner?.close();
  deployer?.close();
  vault?.close();
  await sandbox?.close();
});

const environmentFile = () => join(sandbox.directory, "environments/sandbox.json");
function rotation(to: object): void {
  const file = JSON.parse(readFileSync(environmentFile(), "utf8"));
  writeFileSync(environmentFile(), JSON.stringify({ ...file, rotation: to }, null, 2));
}
const live = () => JSON.parse(readFileSync(environmentFile(), "utf8")).rotation.live;

/** Runs a script as a step does; `output` is what it puts out for the steps that follow. */
async function step(
  script: string,
  env: Readonly<Record<string, string>>,
  more: Record<string, string> = {},
): Promise<Ran & { readonly put: string; readonly summary: string }> {
  const [put, summary] = [join(sandbox.directory, "put"), join(sandbox.directory, "summary")];
  for (const file of [put, summary]) writeFileSync(file, "");
  const ran = await run(join(ROOT, ".github/scripts", script), [], {
    cwd: ROOT,
    env: {
      ...env,
      ENVIRONMENT: "sandbox",
      OUTPUT: join(sandbox.directory, "cdktf.out"),
      SCOPELOCK: "node --import tsx src/cli/main.ts",
      LOCK: lock,
      // What a variable that GitHub does not have comes as.
      VAULT_NAMESPACE: "",
      STATE_CREDENTIALS: "",
      FAIL_ON: "",
      GITHUB_OUTPUT: put,
      ROTATION: join(sandbox.directory, "rotation"),
      GITHUB_STEP_SUMMARY: summary,
      ...more,
    },
    signal: new AbortController().signal,
  });
  printed += ran.output;
  return { ...ran, put: readFileSync(put, "utf8"), summary: readFileSync(summary, "utf8") };
}

/** The stand-ins are attached to Terraform, and so nothing is installed that could be locked; scripts.test.ts does that. */
let lock: string;
/** Sets the rotation and synthesizes, as a job without credentials does. */
async function rotated(to: object): Promise<void> {
  rotation(to);
  const { PATH = "", HOME = "", SCOPELOCK_ENVIRONMENTS = "" } = sandbox.env;
  const { code, output } = await cdktf(CHECKOUT_APP, ["synth"], join(sandbox.directory, "cdktf.out"), {
    env: { PATH, HOME, SCOPELOCK_ENVIRONMENTS, CHECKPOINT_DISABLE: "1" },
    signal: new AbortController().signal,
  });
  expect(code, shown(output)).toBe(0);
}
/** What the tests change of a synthesized stack. */
interface Synthesized {
  readonly provider: { readonly vault: [{ address: string }] };
  readonly resource: { readonly genesyscloud_auth_role: Record<string, { description: string }> };
}

/** Where a plan's review goes. */
const review = (name: string) => join(sandbox.directory, "reviews", name);
const plan = (name: string, failOn?: string, more: Record<string, string> = {}) =>
  step("plan.sh", planner.env, {
    REVIEW: review(name),
    ...(failOn !== undefined && { FAIL_ON: failOn }),
    ...more,
  });
const deploy = (approved: string) =>
  step("deploy.sh", deployer.env, { APPROVED: join(review(approved), "review.json") });
const stackFile = (output: string) => join(sandbox.directory, output, "stacks/sandbox/cdk.tf.json");
/** How often a person has changed something in Genesys Cloud. */
const changesOf = ({ client }: Person) =>
  sandbox.genesys.requests.filter(
    ({ clientId, method, path }) =>
      clientId === client.clientId && method !== "GET" && !path.includes("/oauth/token"),
  ).length;

describe.skipIf(lacking.length > 0)("the steps of the workflows", () => {
  it("plan what a pull request synthesized, as data: held for a reviewer, or refused where it reaches more", async () => {
    const base = readFileSync(stackFile("cdktf.out"), "utf8");
    const candidate = (change: (stack: Synthesized) => void) => {
      const stack = JSON.parse(base);
      change(stack);
      mkdirSync(join(stackFile("candidate"), ".."), { recursive: true });
      writeFileSync(stackFile("candidate"), JSON.stringify(stack));
      // What lies beside it: Terraform would read it in its own folder.
      const evil = '{"data":{"external":{"x":{"program":["touch","ran"]}}}}';
      writeFileSync(join(stackFile("candidate"), "../evil.tf.json"), evil);
      return plan("candidate", undefined, { CANDIDATE: join(sandbox.directory, "candidate"), HOLD: "true" });
    };
    const before = sandbox.genesys.requests.length;
    const refused = await candidate(({ provider }) => {
      provider.vault[0].address = "https://vault.example.org";
    });
    expect(refused.code, shown(refused.output)).toBe(4);
    expect(refused.output).toContain("[synth/provider]");
    expect(sandbox.genesys.requests).toHaveLength(before);
    expect(existsSync(review("candidate"))).toBe(false);
    expect(readFileSync(stackFile("cdktf.out"), "utf8")).toBe(base);

    const { code, output } = await candidate(({ resource }) => {
      for (const role of Object.values(resource.genesyscloud_auth_role)) role.description = "Another";
    });
    expect(code, shown(output)).toBe(0);
    expect(readFileSync(join(review("candidate"), "held"), "utf8")).toBe("sandbox");
    // What was checked is what Terraform planned.
    expect(readFileSync(stackFile("cdktf.out"), "utf8")).toContain('"description": "Another"');
    writeFileSync(stackFile("cdktf.out"), base);
  });

  it("deploy nothing that nobody approved", async () => {
    const { code, output } = await deploy("none");
    expect(code, shown(output)).toBe(4);
    expect(output).toContain("there is no approved review of it");
    expect(changesOf(deployer)).toBe(0);
  });

  it("plan as the planner: a review and a comment, no plan left, and a gate", async () => {
    const { code, output, summary } = await plan("first");
    expect(code, shown(output)).toBe(3);
    const { broadened, environments } = JSON.parse(
      readFileSync(join(review("first"), "review.json"), "utf8"),
    );
    expect(broadened).toBe(true);
    expect(environments).toMatchObject([{ environment: "sandbox", complete: true }]);
    const comment = readFileSync(join(review("first"), "comment.md"), "utf8");
    expect(comment).toMatch(/^<!-- scopelock review: sandbox -->\n/);
    expect(comment).toContain("externalContacts:contact:view");
    expect(summary).toBe(comment);
    for (const left of ["plan", "plan.json"])
      expect(existsSync(join(sandbox.directory, "cdktf.out/stacks/sandbox", left)), left).toBe(false);
    expect(changesOf(planner)).toBe(0);
  });

  it("deploy as the deployer what was approved; the doctor finds it healthy as a reader", async () => {
    const deployed = await deploy("first");
    expect(deployed.code, shown(deployed.output)).toBe(0);
    expect(deployed.output).toContain("Creation complete");
    // What a plan shows as text, and nobody but the review may tell.
    expect(deployed.output).not.toMatch(/will be created|\+ resource/);
    expect(await vault.status(sandbox.vault.rootToken, "GET", SECRET)).toBe(200);
    const healthy = await step("doctor.sh", { ...deployer.env, VAULT_TOKEN: await vault.token(READER) });
    expect(healthy.code, shown(healthy.output)).toBe(0);
  });

  it("refuse a plan that means something else than what was approved, and touch nothing", async () => {
    expect((await plan("nothing")).code).toBe(0);
    // Nothing changes: there is nothing to approve.
    expect(await deploy("none")).toMatchObject({ code: 0, stdout: "Nothing changes in sandbox.\n" });
    await rotated({ live: [1, 2], current: 2, rotatedOn: day(0), everyDays: 90 });
    const before = changesOf(deployer);
    const { code, output } = await deploy("nothing");
    expect(code, shown(output)).toBe(4);
    expect(changesOf(deployer)).toBe(before);
    await rotated({ live: [1], current: 1, rotatedOn: day(0), everyDays: 90 });
  });

  it("revoke a token, and only that", async () => {
    const policy = 'path "auth/token/revoke-self" { capabilities = ["update"] }';
    const token = await vault.token("scopelock-revoke", policy);
    const env = { VAULT_ADDR: sandbox.vault.address };
    const alive = () => vault.status(token, "POST", "auth/token/revoke-self");
    expect((await step("vault-revoke.sh", sandbox.env, { ...env, VAULT_TOKEN: token })).code).toBe(0);
    expect(await alive()).toBe(403);
    // A token that may not revoke itself is no success.
    const other = await vault.token("scopelock-nothing", 'path "sys/nothing" { capabilities = ["read"] }');
    const { code, output } = await step("vault-revoke.sh", sandbox.env, { ...env, VAULT_TOKEN: other });
    expect(code).toBe(1);
    expect(output).toContain("Vault does not revoke the token");
  });

  it("say what broke a deploy off; what is left to do is approved anew", async () => {
    await rotated({ live: [1, 2], current: 2, rotatedOn: day(0), everyDays: 90 });
    expect((await plan("rotation")).code).toBe(0);
    const match = { method: "PUT", path: /\/integrations\/[^/]+\/config\/current$/ };
    sandbox.genesys.faults.fail(match, { status: 400 }, 1);
    const broken = await deploy("rotation");
    expect(broken.code).not.toBe(0);
    expect(broken.output).toContain("Error:");
    expect((await deploy("rotation")).code).toBe(4);
    expect((await plan("rest")).code).toBe(0);
    const mended = await deploy("rest");
    expect(mended.code, shown(mended.output)).toBe(0);
  });

  it("find drift, and nothing where there is none", async () => {
    const drift = "broadened,alarm,drift";
    const calm = await plan("calm", drift);
    expect(calm.code, shown(calm.output)).toBe(0);
    const genesys = new GenesysClient(sandbox.genesys);
    const roles = "/api/v2/authorization/roles";
    const role = await genesys.named<{ id: string; name: string }>(
      roles,
      "scopelock sandbox external-contacts",
    );
    await genesys.call("PUT", `${roles}/${role.id}`, { ...role, permissionPolicies: [] });
    const { code, summary } = await plan("drift", drift);
    expect(code).toBe(4);
    const { alarms } = JSON.parse(readFileSync(join(review("drift"), "review.json"), "utf8")).environments[0];
    expect(alarms).toMatchObject([{ id: "drift/changed" }]);
    // Markdown's own signs are escaped in it.
    expect(summary.replaceAll("\\", "")).toContain(alarms[0].what);
  });

  it("rotate only when it is due, and drop only when the overlap is over", async () => {
    const rotate = async () => (await step("rotate.sh", sandbox.env)).put.match(/^changed=(.*)$/m)?.[1];
    const untouched = readFileSync(environmentFile(), "utf8");
    expect(await rotate()).toBe("false");
    expect(readFileSync(environmentFile(), "utf8")).toBe(untouched);
    rotation({ live: [1], current: 1, rotatedOn: day(-91), everyDays: 90 });
    expect(await rotate()).toBe("true");
    expect(live()).toEqual([1, 2]);
    expect(await rotate()).toBe("false");
    rotation({ live: [1, 2], current: 2, rotatedOn: day(-10), everyDays: 90 });
    expect(await rotate()).toBe("true");
    expect(live()).toEqual([2]);
  });

  it("print no credential", async () => {
    const answer = await fetch(`${sandbox.vault.address}/v1/${SECRET}`, {
      headers: { "X-Vault-Token": sandbox.vault.rootToken },
    });
    const { data } = ((await answer.json()) as { data: { data: Record<string, string> } }).data;
    expect(data.client_secret).toBeTruthy();
    for (const secret of [data.client_secret, planner.token, deployer.token, deployer.client.clientSecret])
      expect(printed.includes(secret as string)).toBe(false);
  });
});
