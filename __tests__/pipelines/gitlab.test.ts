import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { record } from "../../src/core/diagnostic";
import { workflowFiles } from "../../src/init/workflows";
import { ENVIRONMENT, Lines } from "./stand-ins";

/* The file that "scopelock init --ci gitlab" writes: what holds of its jobs, and their lines, run one after the other. */

const files = workflowFiles("gitlab", "prod");
const configuration = parse(files.get(".gitlab-ci.yml") ?? "") as Record<string, unknown>;
const KEYWORDS = ["stages", "workflow", "variables"];

interface Job {
  readonly extends?: string;
  readonly stage: string;
  readonly script: readonly string[];
  readonly before_script: readonly string[];
  readonly after_script?: readonly string[];
  readonly id_tokens?: object;
  readonly variables?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string };
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if: string; readonly when?: string }[];
  readonly artifacts?: { readonly paths: readonly string[] };
}
/** A job with what it extends. */
function jobOf(name: string): Job {
  const own = record(configuration[name]) as unknown as Job;
  return { ...(own.extends === undefined ? {} : jobOf(own.extends)), ...own };
}
const names = Object.keys(configuration).filter((name) => !KEYWORDS.includes(name) && !name.startsWith("."));
const jobs = names.map((name) => [name, jobOf(name)] as const);

/** Whether a job runs in a pipeline: rules of the form that the file has, read in order. */
function runs({ rules = [] }: Job, pipeline: Readonly<Record<string, string>>): boolean {
  if (rules.length === 0) return true;
  return rules.some(({ if: condition }) =>
    condition.split(" && ").every((term) => {
      const [, left = "", operator, right = ""] = /^\$(\w+) (==|!=) (.+)$/.exec(term) ?? [];
      expect(operator, term).toBeDefined();
      const value = right.startsWith("$") ? pipeline[right.slice(1)] : JSON.parse(right);
      return (pipeline[left] === value) === (operator === "==");
    }),
  );
}
const MERGE_REQUEST = { CI_PIPELINE_SOURCE: "merge_request_event", CI_DEFAULT_BRANCH: "main" };
const MAIN = { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "main", CI_DEFAULT_BRANCH: "main" };
const SCHEDULE = { ...MAIN, CI_PIPELINE_SOURCE: "schedule" };
const inPipeline = (pipeline: Record<string, string>) =>
  jobs.filter(([, job]) => runs(job, pipeline)).map(([name]) => name);

describe("the file for GitLab", () => {
  it("runs for a merge request what has no credential, and everything else for the default branch", () => {
    expect(inPipeline(MERGE_REQUEST)).toEqual(["check", "synth"]);
    expect(inPipeline(MAIN)).toEqual(["check", "synth", "plan prod", "deploy prod"]);
    expect(inPipeline(SCHEDULE)).toEqual(["synth", "drift prod", "catalog", "rotation prod"]);
    for (const name of inPipeline(MERGE_REQUEST)) {
      const job = jobOf(name);
      expect([job.id_tokens, job.environment, job.variables], name).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it.each(jobs)("%s runs no install script beside an identity, and revokes its tokens", (_, job) => {
    const lines = [...job.before_script, ...job.script];
    const installs = lines.filter((line) => /\bnpm (ci|i|install)\b/.test(line));
    expect(installs.length).toBeGreaterThan(0);
    const identity = job.id_tokens !== undefined;
    for (const line of installs) expect(line.includes("--ignore-scripts"), line).toBe(identity);
    expect(job.script.some((line) => line.includes("vault-login.sh"))).toBe(identity);
    expect(job.after_script?.some((line) => line.includes("vault-revoke.sh")) ?? false).toBe(identity);
    expect(job.environment !== undefined).toBe(identity);
  });

  it("plans what another job synthesized, deploys by hand what was reviewed, and asks of drift for every kind", () => {
    for (const name of ["plan prod", "deploy prod", "drift prod"])
      expect(jobOf(name).needs, name).toContain("synth");
    const deploy = jobOf("deploy prod");
    expect(deploy.needs).toContain("plan prod");
    expect(deploy.rules?.map(({ when }) => when)).toEqual(["manual"]);
    expect(jobOf("drift prod").variables?.FAIL_ON).toBe("broadened,alarm,drift");
    expect(jobs.flatMap(([, job]) => job.artifacts?.paths ?? [])).not.toContain("plan");
  });

  it("names stages that there are, files that it writes, and scripts that ask nothing of GitHub", () => {
    for (const [name, { stage }] of jobs) expect(configuration.stages, name).toContain(stage);
    const text = files.get(".gitlab-ci.yml") ?? "";
    for (const [script] of text.matchAll(/\.gitlab\/scripts\/[\w-]+\.sh/g))
      expect([...files.keys()]).toContain(script);
    for (const [path, script] of files)
      if (path.endsWith(".sh")) expect(script, path).not.toMatch(/github\.sh|GITHUB_TOKEN/);
  });
});

describe("the lines of the file for GitLab", { timeout: 120_000 }, () => {
  let lines: Lines;
  let server: Server;
  let vault: string;
  let asked: { readonly path: string; readonly token: string; readonly body: string }[] = [];

  beforeEach(async () => {
    lines = new Lines();
    asked = [];
    server = createServer(async (incoming, response) => {
      let body = "";
      for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
      asked.push({ path: incoming.url ?? "", token: String(incoming.headers["x-vault-token"] ?? ""), body });
      const { role } = body === "" ? {} : (JSON.parse(body) as { role?: string });
      response.end(role === undefined ? "" : JSON.stringify({ auth: { client_token: `token-of-${role}` } }));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    vault = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [path, text] of files) lines.file(path, text);
    lines.file("environments/prod.json", { ...ENVIRONMENT, rotation: { live: [1], current: 1 } });
    lines.file("environments/prod.lock.hcl", "# locked\n");
    lines.file("cdktf.out/stacks/prod/cdk.tf.json", { terraform: {} });
    // What Terraform's makers serve: an archive, and its sum.
    const archive = zipSync({ terraform: strToU8("#!/bin/sh\n") });
    const sum = createHash("sha256").update(Buffer.from(archive)).digest("hex");
    lines.file("served.b64", Buffer.from(archive).toString("base64"));
    lines.program(
      "curl",
      `#!/usr/bin/env bash
case "$*" in
  *releases.hashicorp.com*SHA256SUMS) echo "${sum}  terraform_1.11.4_linux_amd64.zip" ;;
  *releases.hashicorp.com*) base64 -d <"$CI_PROJECT_DIR/served.b64" >terraform_1.11.4_linux_amd64.zip ;;
  *) exec /usr/bin/env PATH="\${PATH#*:}" curl "$@" ;;
esac
`,
    );
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
    lines.remove();
  });

  /** Runs a job as the runner does: its lines in one shell, and after them, however they end, those of after_script. */
  async function job(name: string, more: Record<string, string> = {}) {
    const { before_script, script, after_script = [], variables = {} } = jobOf(name);
    const env = {
      ...(record(configuration.variables) as Record<string, string>),
      ...variables,
      CI_PROJECT_DIR: lines.directory,
      VAULT_ADDR: vault,
      ID_TOKEN: "the.identity.token",
      GENESYSCLOUD_OAUTHCLIENT_ID: "id",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "secret",
      ...more,
    };
    // The runner's machine is a container of its own.
    const here = (all: readonly string[]) =>
      all.map((line) =>
        line.replaceAll("/tmp", lines.beside("tmp")).replaceAll("/usr/local/bin", lines.beside("tmp/bin")),
      );
    await lines.run([`mkdir -p "${lines.beside("tmp/bin")}"`]);
    const ran = await lines.run(here([...before_script, ...script]), env);
    const after = await lines.run(here(after_script), env);
    return { ...ran, after };
  }
  const terraform = () =>
    lines.calls.filter((call) => call.startsWith("terraform")).map((call) => call.split(" ")[2]);

  it("check and synthesize without an identity", async () => {
    for (const name of ["check", "synth"]) expect(await job(name)).toMatchObject({ code: 0 });
    expect(lines.calls.filter((call) => call.startsWith("npm"))).toEqual([
      "npm ci --no-audit --no-fund --cache .npm",
      "npm run typecheck",
      "npm test",
      "npm ci --no-audit --no-fund --cache .npm",
      "npm run synth",
    ]);
    expect(asked).toEqual([]);
  });

  it("plan as the planner, and revoke", async () => {
    const { code, output, after } = await job("plan prod");
    expect(code, output).toBe(0);
    expect(after.code, after.output).toBe(0);
    expect(JSON.parse(lines.read("review/review.json"))).toMatchObject({ broadened: true });
    expect(terraform()).toEqual(["init", "plan", "show"]);
    expect(asked.map(({ path, token }) => `${path} ${token}`)).toEqual([
      "/v1/auth/jwt/login ",
      "/v1/auth/token/revoke-self token-of-scopelock-prod-planner",
    ]);
    expect(lines.has("cdktf.out/stacks/prod/plan")).toBe(false);
  });

  it("deploy what was reviewed: the same plan is applied; each token is revoked", async () => {
    await job("plan prod");
    asked = [];
    const { code, output, after } = await job("deploy prod");
    // The doctor finds no stack in this one; all before it has been done.
    expect(output).toContain("Apply complete!");
    expect(output).toContain("[stack/no-integration]");
    expect(code).toBe(1);
    expect(after.code, after.output).toBe(0);
    expect(terraform().slice(3)).toEqual(["init", "plan", "show", "apply"]);
    expect(asked.map(({ path, token }) => `${path} ${token}`)).toEqual([
      "/v1/auth/jwt/login ",
      "/v1/auth/token/revoke-self token-of-scopelock-prod-deployer",
      "/v1/auth/jwt/login ",
      "/v1/auth/token/revoke-self token-of-scopelock-prod-doctor",
    ]);
  });

  it("deploy nothing that nobody reviewed, and revoke all the same", async () => {
    const { code, output, after } = await job("deploy prod");
    expect(code, output).toBe(4);
    expect(terraform()).not.toContain("apply");
    expect(after.code).toBe(0);
    expect(asked.at(-1)).toMatchObject({ token: "token-of-scopelock-prod-deployer" });
  });

  it("plan nothing where a variable of the project has a provider leave out the credential", async () => {
    const { code, output } = await job("plan prod", { ENABLE_STANDALONE_INTEGRATION_CONFIG: "" });
    expect(code).toBe(1);
    expect(output).toContain("ENABLE_STANDALONE_INTEGRATION_CONFIG is set. [handoff/variable]");
    expect(terraform()).toEqual(["init"]);
  });

  it("fail at drift, or what else a review finds, each day", async () => {
    expect((await job("drift prod")).code).toBe(3);
    expect(asked.at(-1)?.path).toBe("/v1/auth/token/revoke-self");
  });

  it("warn of a rotation that is due, and are content where none is", async () => {
    await lines.run(["git init -q"]);
    expect((await job("rotation prod")).code).toBe(0);
    const due = { live: [1], current: 1, rotatedOn: "2020-01-01", everyDays: 30 };
    lines.file("environments/prod.json", { ...ENVIRONMENT, rotation: due });
    expect((await job("rotation prod")).code).toBe(1);
    expect(JSON.parse(lines.read("environments/prod.json")).rotation.live).toEqual([1, 2]);
  });

  it("install no other Terraform than its makers sign for", async () => {
    lines.file("served.b64", Buffer.from("forged").toString("base64"));
    const { code } = await job("plan prod");
    expect(code).not.toBe(0);
    expect(asked).toEqual([]);
    expect(terraform()).toEqual([]);
  });

  it("plan nothing where Vault refuses the login, and are content that there is no token", async () => {
    server.removeAllListeners("request");
    server.on("request", (_, response) => response.end('{"errors":["permission denied"]}'));
    const { code, output, after } = await job("plan prod");
    expect({ code, after }).toEqual({ code: 1, after: { code: 0, output: "" } });
    expect(output).toContain("Vault refuses the role scopelock-prod-planner: permission denied");
    expect(terraform()).toEqual([]);
  });
});
