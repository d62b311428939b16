import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type JsonObject, record } from "../../src/core/diagnostic";
import { ROOT } from "../process";

/* What docs/pipelines.md promises of the workflows, each read from the file. .ci/run also has actionlint read them. */

const GITHUB = join(ROOT, ".github");
const read = (name: string) => readFileSync(join(GITHUB, name), "utf8");
const names = readdirSync(join(GITHUB, "workflows")).sort();
const workflows = names.map((name) => ({ name, text: read(`workflows/${name}`) }));
const everything = [...workflows.map(({ text }) => text), read("actions/setup/action.yml")].join("\n");
const scripts = readdirSync(join(GITHUB, "scripts"));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly env?: unknown;
  readonly outputs?: unknown;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
/** A job of a workflow, and what is asked about it. */
class Read {
  constructor(
    readonly id: string,
    readonly job: Job,
  ) {}
  get permissions() {
    return this.job.permissions ?? {};
  }
  get steps() {
    return this.job.steps;
  }
  /** Text of the job, to look for expressions in. */
  get text() {
    return JSON.stringify(this.job);
  }
  get identity() {
    return this.permissions["id-token"] === "write";
  }
  get secrets() {
    return [...this.text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name as string);
  }
  get writes() {
    return Object.values(this.permissions).includes("write");
  }
  /** Whether a package may run its install scripts in it. */
  get installs() {
    const runs = this.steps.some(({ run }) =>
      /\bnpm (ci|i|install|exec)\b|\bnpx\b(?! --no-install)/.test(run ?? ""),
    );
    return runs || this.setups.some((setup) => setup.with?.["install-scripts"] === "true");
  }
  get setups() {
    return this.steps.filter(({ uses }) => uses === "./.github/actions/setup");
  }
  /** Scripts that it runs. */
  get scripts() {
    return this.steps.flatMap(({ run }) => /^\.github\/scripts\/([\w-]+\.sh)/.exec(run ?? "")?.[1] ?? []);
  }
  step(script: string) {
    return this.steps.find(({ run }) => run === `.github/scripts/${script}`);
  }
}
const jobsOf = (file: string, text: string) =>
  Object.entries(record(parse(text).jobs)).map(([job, body]) => new Read(`${file} ${job}`, body as Job));
const jobs = workflows.flatMap(({ name, text }) => jobsOf(name, text));
const job = (id: string) => jobs.find((each) => each.id === id) as Read;
const each = jobs.map((each) => [each.id, each] as const);
const triggersOf = (text: string) => parse(text).on as JsonObject;

describe("the workflows", () => {
  it("have the jobs that docs/pipelines.md lists", () => {
    expect(jobs.map(({ id }) => id)).toEqual([
      "catalog.yml watch",
      "check.yml check",
      "check.yml synth",
      "deploy.yml synth",
      "deploy.yml review",
      "deploy.yml accept",
      "deploy.yml deploy",
      "drift.yml synth",
      "drift.yml drift",
      "plan.yml pending",
      "plan.yml base",
      "plan.yml plan",
      "plan.yml comment",
      "plan.yml held",
      "plan.yml accept",
      "plan.yml gate",
      "rotate.yml environments",
      "rotate.yml rotate",
      "rotate.yml open",
    ]);
    const page = readFileSync(join(ROOT, "docs/pipelines.md"), "utf8");
    for (const name of names) expect(page).toMatch(new RegExp(`^\\| \`${name}\` `, "m"));
    for (const name of scripts) expect(page).toMatch(new RegExp(`^\\| \`${name}\` `, "m"));
  });

  it("run a pull request's own code in one workflow, which has no credential", () => {
    const own = workflows.filter(({ text }) => "pull_request" in triggersOf(text));
    expect(own.map(({ name }) => name)).toEqual(["check.yml"]);
    for (const { id, job, permissions } of jobs.filter(({ id }) => id.startsWith("check.yml"))) {
      expect(permissions, id).toEqual({ contents: "read" });
      expect(job.environment, id).toBeUndefined();
    }
    expect(own[0]?.text).not.toMatch(/secrets\.|vars\.|github\.token/);
    // The others run as the default branch's; of these events none takes the file from the pull request.
    for (const { name, text } of workflows.filter(({ name }) => name !== "check.yml"))
      for (const event of Object.keys(triggersOf(text)))
        expect(["push", "schedule", "workflow_dispatch", "workflow_run"], name).toContain(event);
    expect(triggersOf(read("workflows/deploy.yml")).push).toEqual({ branches: ["main"] });
    expect(everything).not.toMatch(/pull_request_target|issue_comment/);
  });

  it.each(each)(
    "%s never checks out a pull request beside a credential",
    (id, { steps, identity, secrets, writes }) => {
      for (const { uses = "", with: given = {} } of steps.filter(({ uses }) =>
        uses?.startsWith("actions/checkout@"),
      )) {
        expect(given["persist-credentials"], id).toBe(false);
        // Without "ref" it is main's, but where a pull request started the workflow.
        expect(
          Object.keys(given).filter((key) => /^(ref|repository)$/.test(key)),
          uses,
        ).toEqual([]);
      }
      if (identity || secrets.length > 0 || writes) expect(id).not.toMatch(/^check/);
    },
  );

  it("take of a pull request one artifact, and plan of it only what was checked", () => {
    const foreign = jobs.filter(({ steps }) => steps.some((step) => step.with?.["run-id"] !== undefined));
    expect(foreign.map(({ id }) => id)).toEqual(["plan.yml base", "plan.yml plan"]);
    for (const { steps } of foreign) {
      const [download, ...more] = steps.filter((step) => step.with?.["run-id"] !== undefined);
      expect(more).toEqual([]);
      expect(download?.with).toMatchObject({ name: "synth", path: "candidate" });
    }
    expect(job("plan.yml plan").step("plan.sh")?.env).toMatchObject({ CANDIDATE: "candidate" });
    const script = read("scripts/plan.sh");
    expect(script.indexOf("check-synth")).toBeGreaterThan(0);
    expect(script.indexOf("check-synth")).toBeLessThan(script.indexOf("reach_state"));
    // Nothing else of it is read.
    expect(script.match(/\$CANDIDATE/g)).toHaveLength(1);
  });

  it("plan only for a branch of this repository that is to go to main", () => {
    const condition = job("plan.yml base").job.if ?? "";
    for (const part of [
      "workflow_run.event == 'pull_request'",
      "workflow_run.conclusion == 'success'",
      "workflow_run.head_repository.full_name == github.repository",
      "workflow_run.pull_requests[0].base.ref == 'main'",
    ])
      expect(condition).toContain(part);
    expect(condition).not.toContain("||");
    for (const id of ["plan", "comment", "held", "accept"]) {
      const { needs } = job(`plan.yml ${id}`).job;
      expect(
        [needs].flat().some((need) => ["base", "held"].includes(need as string)),
        id,
      ).toBe(true);
    }
    expect(job("plan.yml gate").step("gate.sh")?.env).toMatchObject({ PLANNED: "${{ needs.base.result }}" });
  });

  it.each(each)(
    "%s runs no install script beside an identity, a secret or a token that can write",
    (_, read) => {
      if (read.identity || read.secrets.length > 0 || read.writes) expect(read.installs).toBe(false);
    },
  );

  it("leave install scripts out where nothing asks for them", () => {
    const action = parse(read("actions/setup/action.yml"));
    expect(action.inputs["install-scripts"].default).toBe("false");
    const installs = action.runs.steps.filter(({ run }: Step) => run?.startsWith("npm ci"));
    expect(installs).toHaveLength(2);
    for (const { if: condition, run } of installs)
      expect(run.includes("--ignore-scripts")).toBe(condition === "inputs.install-scripts != 'true'");
  });

  it.each(each)("%s revokes each token of Vault's, however it ends", (_, { steps }) => {
    const logins = steps.flatMap((step, at) => (step.run?.endsWith("/vault-login.sh") ? [{ step, at }] : []));
    for (const { step, at } of logins) {
      const { id } = step as { id?: string };
      const token = `\${{ steps.${id}.outputs.token }}`;
      const revoke = steps.find(
        ({ run, env }) => run?.endsWith("/vault-revoke.sh") && env?.VAULT_TOKEN === token,
      );
      expect(revoke?.if).toBe("always()");
      expect(revoke?.env?.VAULT_ADDR).toBe(step.env?.VAULT_ADDR);
      expect(steps.indexOf(revoke as Step)).toBeGreaterThan(at);
      // After the last step that has it.
      const users = steps.filter(({ env }) => env?.VAULT_TOKEN === token);
      expect(users.at(-1)).toBe(revoke);
    }
    expect(steps.filter(({ run }) => run?.endsWith("/vault-revoke.sh"))).toHaveLength(logins.length);
  });

  it("let new access wait for a named reviewer of an environment, and see that there was one", () => {
    const accept = job("plan.yml accept");
    expect(accept.job.environment).toBe("${{ matrix.environment }}-access");
    expect(accept.scripts).toEqual(["accepted.sh"]);
    expect(job("plan.yml gate").job.needs).toContain("accept");
    expect(job("plan.yml plan").step("plan.sh")?.env?.HOLD).toBe("true");
    // By hand nobody approved anything before.
    expect(job("deploy.yml accept").job.environment).toBe("${{ matrix.environment }}-access");
    expect(job("deploy.yml deploy").job.needs).toContain("accept");
    expect(job("deploy.yml deploy").job.if).toContain(
      "github.event_name == 'push' || needs.accept.result == 'success'",
    );
    for (const name of ["accepted.sh", "approved.sh"])
      expect(read(`scripts/${name}`)).toContain("accepted_by");
  });

  it("apply the plan that was compared, and make no other", () => {
    const script = read("scripts/deploy.sh");
    expect(script.match(/\bmake_plan\b/g)).toHaveLength(1);
    expect(script.match(/^run_terraform .*/gm)).toEqual(["run_terraform apply -input=false plan"]);
    expect(script.indexOf("--expect")).toBeLessThan(script.indexOf("run_terraform apply"));
    expect(
      scripts.filter((name) => /\b(cdktf|terraform") .*(deploy|destroy)\b/.test(read(`scripts/${name}`))),
    ).toEqual([]);
    const applying = jobs.filter((each) => each.scripts.includes("deploy.sh"));
    expect(applying.map(({ id }) => id)).toEqual(["deploy.yml deploy"]);
  });

  it("lock the providers: Terraform installs what the committed file has hashes of", () => {
    expect(read("scripts/common.sh")).toContain("init -input=false -lockfile=readonly");
    expect(everything).not.toMatch(/skip-provider-lock|-upgrade/);
    for (const name of scripts)
      expect(read(`scripts/${name}`), name).not.toMatch(/skip-provider-lock|-upgrade/);
  });

  it("ask of drift for every kind of finding", () => {
    const { env } = job("drift.yml drift").step("plan.sh") as Step;
    expect(env?.FAIL_ON?.split(",")).toEqual(["broadened", "alarm", "drift"]);
    expect(env?.HOLD).toBeUndefined();
  });

  it("require one status, also of a merge queue and of forks", () => {
    expect("merge_group" in triggersOf(read("workflows/check.yml"))).toBe(true);
    for (const id of ["pending", "gate"]) {
      const read = job(`plan.yml ${id}`);
      expect(read.permissions, id).toEqual({ contents: "read", statuses: "write" });
      expect(read.scripts, id).toEqual(["gate.sh"]);
    }
    expect(job("plan.yml pending").job.if).toContain("'merge_group'");
    expect(job("plan.yml gate").job.if).toMatch(/^always\(\)/);
  });

  it("pin every action by its digest and name its version", () => {
    const used = [...everything.matchAll(/\buses: (.*)/g)].map(([, what]) => what as string);
    expect(used.length).toBeGreaterThan(15);
    for (const action of used)
      expect(action).toMatch(/^(\.\/\.github\/actions\/setup|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    const digests = new Map<string, Set<string>>();
    for (const action of used) {
      const [name = ""] = action.split("@");
      digests.set(name, (digests.get(name) ?? new Set()).add(action));
    }
    for (const [name, pins] of digests) expect([...pins], name).toHaveLength(1);
  });

  it("give no job a permission that it does not name, and never log Terraform's traffic", () => {
    for (const { name, text } of workflows) expect(parse(text).permissions, name).toEqual({});
    expect(everything).not.toMatch(/TF_LOG|set -x|--debug|write-all|read-all/);
  });

  it.each(each)(
    "%s states what its token may do, and how long it takes at most",
    (_, { job, permissions }) => {
      expect(job.permissions).toBeDefined();
      for (const access of Object.values(permissions)) expect(["read", "write"]).toContain(access);
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    },
  );

  it.each(each)(
    "%s has an environment if it has an identity or a secret, and gives secrets to single steps",
    (id, read) => {
      const { identity, secrets, job } = read;
      const accepts = id.endsWith(" accept");
      expect(job.environment !== undefined, id).toBe(identity || secrets.length > 0 || accepts);
      if (!identity) expect(secrets).toEqual(id === "rotate.yml open" ? ["PULL_REQUEST_TOKEN"] : []);
      expect(job.env).toBeUndefined();
      if (identity) for (const { uses, env } of read.steps) if (uses) expect(env).toBeUndefined();
    },
  );

  it("give no secret to a workflow as a whole", () => {
    for (const { name, text } of workflows)
      expect(text.split(/^jobs:/m)[0], name).not.toMatch(/secrets\.|vars\./);
  });

  it("never put what others write into a shell: it comes in variables", () => {
    const steps = [
      ...jobs.flatMap(({ steps }) => steps),
      ...parse(read("actions/setup/action.yml")).runs.steps,
    ];
    for (const { run } of steps as Step[]) {
      expect(run ?? "").not.toContain("${{");
      expect((run ?? "").split("\n")).toHaveLength(1);
    }
  });

  it("never upload a plan", () => {
    const paths = jobs.flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@")).map((step) => step.with?.path),
    );
    expect(new Set(paths)).toEqual(new Set(["cdktf.out", "review", "rotation"]));
    // What is synthesized is uploaded where nothing is planned.
    for (const { id, steps, identity } of jobs)
      if (steps.some((step) => step.uses?.includes("upload") && step.with?.path === "cdktf.out"))
        expect(identity, id).toBe(false);
  });

  it("call scripts that are there, can be run, and read nothing but what they are given", () => {
    const called = new Set(jobs.flatMap((each) => each.scripts));
    const sourced = ["common.sh", "github.sh"];
    const byHand = ["lock.sh"];
    expect([...called, ...sourced, ...byHand].sort()).toEqual([...scripts].sort());
    for (const name of [...called, ...byHand]) {
      accessSync(join(GITHUB, "scripts", name), constants.X_OK);
      expect(read(`scripts/${name}`)).toContain('source "$(dirname "$0")/common.sh"');
    }
    for (const name of sourced) expect(existsSync(join(GITHUB, "scripts", name))).toBe(true);
  });
});
