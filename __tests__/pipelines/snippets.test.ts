import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { codeIn } from "../docs/pages";
import { ROOT } from "../process";
import { ENVIRONMENT, Lines } from "./stand-ins";

/* The snippets of docs/pipelines.md, taken from the page and run on a recorded plan, with a stand-in of Terraform. */

const page = readFileSync(join(ROOT, "docs/pipelines.md"), "utf8");
/** The only block of a language below a heading. */
function snippet(heading: string, language: string): string {
  const [, section = ""] = page.split(new RegExp(`^## ${heading}\\n`, "m"));
  const [block, ...more] = codeIn(section.split(/^## /m)[0] ?? "", language);
  expect(block).toBeDefined();
  expect(more).toEqual([]);
  return block as string;
}

let lines: Lines;
beforeEach(() => {
  lines = new Lines();
});
afterEach(() => lines.remove());
const terraform = () => lines.calls.filter((call) => call.startsWith("terraform"));

describe("Atlantis", { timeout: 60_000 }, () => {
  const { repos, workflows, policies } = parse(snippet("Atlantis", "yaml"));
  const stepsOf = (stage: string): string[] =>
    workflows.scopelock[stage].steps.map(({ run }: { run: string }) => run);
  const STACK = "synth/stacks/prod";
  const base = { terraform: {}, output: { of: { value: "main" } } };
  /** A repository with main, and a pull request's branch checked out. */
  async function pullRequest(stack: object, more: Record<string, string> = {}) {
    lines.file(`${STACK}/cdk.tf.json`, base);
    lines.file("environments/prod.json", ENVIRONMENT);
    const git = "git -c user.name=a -c user.email=a@example.com";
    const commit = `${git} add -A && ${git} commit -qm x`;
    await lines.run([
      `git init -q -b main && ${commit}`,
      `git clone -q --bare . "${lines.beside("origin")}"`,
    ]);
    lines.file(`${STACK}/cdk.tf.json`, stack);
    for (const [name, text] of Object.entries(more)) lines.file(name, text);
    const ready = await lines.run([
      `git checkout -qb feature && ${commit}`,
      `git remote add origin "${lines.beside("origin")}"`,
    ]);
    expect(ready.code, ready.output).toBe(0);
  }
  const stage = (name: string) => {
    const directory = join(lines.directory, STACK);
    // Each step is a shell of its own.
    const shells = stepsOf(name).map((step, at) => `( ${step}\n) || exit ${10 + at}`);
    return lines.run(
      shells,
      {
        DIR: directory,
        REPO_REL_DIR: STACK,
        BASE_BRANCH_NAME: "main",
        PLANFILE: lines.beside("default.tfplan"),
        SHOWFILE: lines.beside("default.json"),
      },
      STACK,
    );
  };

  it("plans the checked file in a checkout of main, asks for an owner, and applies that plan", async () => {
    await pullRequest(
      { terraform: {}, output: { of: { value: "new" } } },
      { [`${STACK}/evil.tf.json`]: "{}" },
    );
    const planned = await stage("plan");
    expect(planned.code, planned.output).toBe(0);
    expect(
      JSON.parse(readFileSync(join(`${lines.directory}/${STACK}.main`, STACK, "cdk.tf.json"), "utf8")),
    ).toMatchObject({
      output: { of: { value: "new" } },
    });
    // What else the pull request brought is not beside it.
    expect(() => readFileSync(join(`${lines.directory}/${STACK}.main`, STACK, "evil.tf.json"))).toThrow();
    const checked = await stage("policy_check");
    expect(checked.code).toBe(0);
    expect(checked.output).toMatch(/\nfail\n$/);
    const applied = await stage("apply");
    expect(applied.code, applied.output).toBe(0);
    expect(terraform().map((call) => call.replace(/^terraform -chdir=\S+ /, "").split(" ")[0])).toEqual([
      "init",
      "plan",
      "show",
      "apply",
    ]);
    expect(terraform().at(-1)).toContain(lines.beside("default.tfplan"));
  });

  it("plans nothing that runs or reaches more than main's", async () => {
    await pullRequest({ terraform: {}, data: { external: { x: { program: ["id"] } } } });
    const { code, output } = await stage("plan");
    expect(code, output).toBe(11);
    expect(output).toContain("[synth/data-source]");
    expect(terraform()).toEqual([]);
  });

  it("is the server's: a repository overrides nothing, and an owner is named", () => {
    expect(repos).toMatchObject([
      {
        allowed_overrides: [],
        allow_custom_workflows: false,
        policy_check: true,
        custom_policy_check: true,
        workflow: "scopelock",
      },
    ]);
    expect(policies.owners.users.length).toBeGreaterThan(0);
  });
});

describe("HCP Terraform", { timeout: 60_000 }, () => {
  const snippetLines = () => snippet("HCP Terraform", "sh").trim().split("\n");
  async function prepared(): Promise<void> {
    lines.file("environments/prod.json", ENVIRONMENT);
    lines.file("environments/prod.lock.hcl", "# locked\n");
    lines.file("cdktf.out/stacks/prod/cdk.tf.json", { terraform: {} });
    mkdirSync(join(lines.directory, "approved"));
    const review = await lines.run([
      'scopelock review "$PLAN" --format json --fail-on none >approved/review.json',
    ]);
    expect(review.code, review.output).toBe(0);
  }

  it("applies the plan that means what was approved", async () => {
    await prepared();
    const { code, output } = await lines.run(snippetLines());
    expect(code, output).toBe(0);
    expect(output).toContain("Apply complete!");
    expect(terraform().map((call) => call.split(" ")[2])).toEqual(["init", "plan", "show", "apply"]);
    expect(lines.read("cdktf.out/stacks/prod/.terraform.lock.hcl")).toBe("# locked\n");
  });

  it("applies nothing that means something else", async () => {
    await prepared();
    const approved = JSON.parse(lines.read("approved/review.json"));
    approved.environments[0].power = [];
    writeFileSync(join(lines.directory, "approved/review.json"), JSON.stringify(approved));
    const { code, output } = await lines.run(snippetLines());
    expect(code, output).toBe(4);
    expect(terraform().some((call) => call.includes(" apply "))).toBe(false);
  });
});

describe("Spacelift", { timeout: 60_000 }, () => {
  const { stacks } = parse(snippet("Spacelift", "yaml"));
  const stack = stacks["contacts-prod"] as Record<string, string[]> & { project_root: string };

  it("makes the hand-off directory ready on each worker, shows the review, and removes what is left", async () => {
    lines.file("environments/prod.json", ENVIRONMENT);
    lines.file(`${stack.project_root}/cdk.tf.json`, { terraform: {} });
    const hook = (name: string) =>
      lines.run(
        (stack[name] ?? []).map((line) => line.replaceAll("/tmp/", `${lines.beside("")}/`)),
        {},
        stack.project_root,
      );
    const handoff = (name: string) => `.scopelock/handoff/prod/${name}`;
    for (const name of ["before_init", "before_plan", "after_plan", "before_apply"]) {
      const { code, output } = await hook(name);
      expect(code, `${name}: ${output}`).toBe(0);
      if (name === "before_plan") expect(lines.has(handoff(".ready"))).toBe(true);
      // The recorded plan gives a reader more.
      if (name === "after_plan") expect(output).toMatch(/power\/reader|read/);
    }
    expect(lines.calls).toContain("npm ci --ignore-scripts --no-audit --no-fund");
    lines.file(handoff("secret"), "left by a failed apply");
    expect((await hook("after_run")).code).toBe(0);
    expect(lines.has(handoff("secret"))).toBe(false);
  });

  it("has no hook but those", () => {
    expect(Object.keys(stack).sort()).toEqual(
      ["after_plan", "after_run", "before_apply", "before_init", "before_plan", "project_root"].sort(),
    );
  });
});
