import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../process";

/*
 * What holds for every workflow. .ci/run has actionlint read them as YAML; here their lines are read, and what is not
 * written as expected is not found and fails.
 */

const GITHUB = join(ROOT, ".github");
const read = (name: string) => readFileSync(join(GITHUB, name), "utf8");
const names = readdirSync(join(GITHUB, "workflows")).sort();
const workflows = names.map((name) => ({ name, text: read(`workflows/${name}`) }));
const everything = [...workflows.map(({ text }) => text), read("actions/setup/action.yml")].join("\n");
const scripts = readdirSync(join(GITHUB, "scripts"));

/** The jobs of a workflow by name, as text. */
function jobsOf(text: string): ReadonlyMap<string, string> {
  const [, jobs = ""] = text.split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1);
  return new Map(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ""] as const] : [])));
}
const jobs = workflows.flatMap(({ name, text }) =>
  [...jobsOf(text)].map(([job, body]) => ({ job: `${name} ${job}`, body, workflow: text })),
);

describe("the workflows", () => {
  it("have the jobs that docs/pipelines.md tells of", () => {
    expect(jobs.map(({ job }) => job)).toEqual([
      "deploy.yml environments",
      "deploy.yml review",
      "deploy.yml deploy",
      "drift.yml environments",
      "drift.yml drift",
      "plan.yml check",
      "plan.yml environments",
      "plan.yml plan",
      "plan.yml comment",
      "plan.yml gate",
      "rotate.yml environments",
      "rotate.yml rotate",
      "rotate.yml open",
    ]);
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

  it("run on nothing that gives a fork more than a reader has, and never log Terraform's traffic", () => {
    for (const { text } of workflows) {
      expect(text).not.toMatch(/pull_request_target|workflow_run:|issue_comment/);
      expect(text).toMatch(/^permissions: \{\}$/m);
    }
    expect(everything).not.toMatch(/TF_LOG|set -x|--debug/);
  });

  it.each(jobs)("$job states what its token may do, and how long it takes at most", ({ body }) => {
    expect(body).toMatch(/^ {4}permissions:( \{\}\n|\n( {6}[a-z-]+: (read|write)\n)+)/m);
    expect(body).toMatch(/^ {4}timeout-minutes: \d+$/m);
    expect(body).not.toMatch(/write-all|read-all/);
  });

  it.each(jobs)("$job leaves no token of git's on the disk", ({ body }) => {
    const checkouts = body.match(/uses: actions\/checkout@/g) ?? [];
    expect(body.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });

  it("give a job that runs for forks nothing", () => {
    const plan = jobsOf(read("workflows/plan.yml"));
    const own = "if: github.event.pull_request.head.repo.full_name == github.repository";
    expect(plan.get("environments")).toContain(own);
    // Without the list of environments the others do not run.
    for (const job of ["plan", "comment"]) expect(plan.get(job), job).toMatch(/^ {4}needs: .*environments/m);
    expect(plan.get("comment")).toContain("needs.environments.result == 'success'");
    const forForks = ["check", "gate"];
    expect([...plan.keys()].sort()).toEqual([...forForks, "environments", "plan", "comment"].sort());
    for (const job of forForks)
      expect(plan.get(job), job).not.toMatch(/secrets\.|vars\.|github\.token|id-token|: write|environment:/);
  });

  it("give identities and secrets only to jobs with an environment, and secrets to single steps", () => {
    for (const { job, body } of jobs) {
      const hasIdentity = body.includes("id-token: write");
      const secrets = [...body.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
      expect(/^ {4}environment: /m.test(body), job).toBe(hasIdentity || secrets.length > 0);
      if (!hasIdentity) expect(secrets, job).toEqual(job === "rotate.yml open" ? ["PULL_REQUEST_TOKEN"] : []);
      expect(body, job).not.toMatch(/^ {4}env:/m);
    }
    for (const { name, text } of workflows)
      expect(text.split(/^jobs:/m)[0], name).not.toMatch(/secrets\.|vars\./);
  });

  it("install no package beside a token that can write", () => {
    const writing = jobs.filter(({ body }) => /^ {6}(contents|pull-requests): write$/m.test(body));
    expect(writing.map(({ job }) => job)).toEqual(["plan.yml comment", "rotate.yml open"]);
    for (const { job, body } of writing) expect(body, job).not.toMatch(/actions\/setup|npm /);
  });

  it("never put what others write into a shell: it comes in variables", () => {
    for (const [, command] of everything.matchAll(/\brun: (.*)/g)) expect(command).not.toContain("${{");
    expect(everything).not.toMatch(/run: [|>]/);
  });

  it("never upload a plan", () => {
    const uploads = [...everything.matchAll(/uses: actions\/upload-artifact@.*\n(?: {8,}.*\n)+/g)];
    expect(uploads).toHaveLength(3);
    for (const [upload] of uploads) expect(upload).toMatch(/^ {10}path: (review|rotation)$/m);
  });

  it("call scripts that are there, can be run, and read nothing but what they are given", () => {
    const called = new Set([...everything.matchAll(/\.github\/scripts\/([\w.-]+)/g)].map(([, name]) => name));
    const sourced = ["common.sh", "github.sh"];
    expect([...called, ...sourced].sort()).toEqual([...scripts].sort());
    for (const name of called) accessSync(join(GITHUB, "scripts", name as string), constants.X_OK);
    for (const name of called)
      expect(read(`scripts/${name}`)).toContain('source "$(dirname "$0")/common.sh"');
    for (const name of sourced) expect(existsSync(join(GITHUB, "scripts", name))).toBe(true);
  });
});
