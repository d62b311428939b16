import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lacking } from "../prerequisites";
import { ROOT, temporaryDirectory, watched } from "../process";

/* What the scripts of the workflows ask GitHub and Vault for, against an HTTP server on this machine. */

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

const TOKEN = "token-of-the-job";
const COMMIT = "a".repeat(40);
const HEAD = "b".repeat(40);

let temporary: ReturnType<typeof temporaryDirectory>;
let server: Server;
let url: string;
let asked: Asked[] = [];
/** Answers by `METHOD path`; anything else is a 404. */
let answers: Record<string, unknown> = {};

beforeEach(async () => {
  temporary = temporaryDirectory();
  asked = [];
  answers = {};
  server = createServer(async (incoming, response) => {
    let text = "";
    for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
    const { method = "", url: path = "", headers } = incoming;
    asked.push({ method, path, headers, body: text === "" ? undefined : JSON.parse(text) });
    const answer = answers[`${method} ${path}`];
    if (answer === undefined) response.writeHead(404).end('{"errors":["permission denied"]}');
    else response.end(answer instanceof Uint8Array ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  temporary.remove();
});

const file = (name: string, content: string) => {
  const path = join(temporary.path, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** Runs a script as a step does, with nothing else in its environment. */
async function script(name: string, env: Record<string, string>) {
  const put = file("put", "");
  const child = spawn(join(ROOT, ".github/scripts", name), {
    cwd: temporary.path,
    env: {
      PATH: process.env.PATH,
      TMPDIR: temporary.path,
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: "acme/contacts",
      GITHUB_TOKEN: TOKEN,
      GITHUB_OUTPUT: put,
      ENVIRONMENT: "prod",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { ended, output } = watched(child);
  const code = await ended;
  return { code, output: output(), put: readFileSync(put, "utf8") };
}

const repository = "/repos/acme/contacts";
const done = () =>
  asked.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);

describe("comment.sh", () => {
  const MARKER = "<!-- scopelock review: prod -->";
  const comments = (page: number) => `GET ${repository}/issues/7/comments?per_page=100&page=${page}`;
  const other = { id: 1, user: { type: "User" }, body: `${MARKER} as somebody else wrote it` };
  const comment = () => script("comment.sh", { PULL_REQUEST: "7" });

  it("makes a comment of the whole review where there is none of a bot's", async () => {
    const review = `${MARKER}\n\n## prod: "quoted" \\ $(not run) \`code\` ü\n`;
    file("review/comment.md", review);
    answers = {
      [comments(1)]: [other, { id: 2, user: { type: "Bot" }, body: "<!-- scopelock review: prod-eu -->" }],
      [`POST ${repository}/issues/7/comments`]: { html_url: "https://github.example/1" },
    };
    const { code, output } = await comment();
    expect({ code, output }).toEqual({ code: 0, output: "https://github.example/1\n" });
    expect(asked.at(-1)).toMatchObject({
      headers: { authorization: `Bearer ${TOKEN}` },
      body: { body: review },
    });
  });

  it("replaces its own, also on a later page", async () => {
    file("review/comment.md", `${MARKER}\nnew`);
    answers = {
      [comments(1)]: Array.from({ length: 100 }, () => other),
      [comments(2)]: [{ id: 9, user: { type: "Bot" }, body: `${MARKER}\nold` }],
      [`PATCH ${repository}/issues/comments/9`]: { html_url: "" },
    };
    expect((await comment()).code).toBe(0);
    expect(done()).toEqual([`PATCH ${repository}/issues/comments/9`]);
  });

  it("says that there is no plan in place of the review of an earlier one", async () => {
    answers = {
      [comments(1)]: [{ id: 9, user: { type: "Bot" }, body: `${MARKER}\nold` }],
      [`PATCH ${repository}/issues/comments/9`]: { html_url: "" },
    };
    expect((await comment()).code).toBe(0);
    expect(asked.at(-1)?.body).toMatchObject({
      body: expect.stringMatching(/^<!-- scopelock review: prod -->\n\n## prod: there is no plan/),
    });
  });

  it("fails when GitHub refuses", async () => {
    file("review/comment.md", MARKER);
    answers = { [comments(1)]: [] };
    expect((await comment()).code).not.toBe(0);
  });
});

describe("approved.sh", () => {
  const pulls = `GET ${repository}/commits/${COMMIT}/pulls`;
  const artifacts = `GET ${repository}/actions/artifacts?name=review-prod-${HEAD}&per_page=100`;
  const reviews = `GET ${repository}/pulls/7/reviews?per_page=100`;
  const approvals = `GET ${repository}/actions/runs/12/approvals`;
  const merged = {
    number: 7,
    merged_at: "2026-11-25T10:00:00Z",
    merge_commit_sha: COMMIT,
    head: { sha: HEAD },
  };
  const approval = { state: "APPROVED", commit_id: HEAD, submitted_at: "2026-11-25T09:00:06Z" };
  const run = { id: 12, head_branch: "main", head_repository_id: 1, repository_id: 1 };
  const artifact = (id: number, more: object = {}) => ({
    id,
    expired: false,
    created_at: `2026-11-25T09:00:0${id}Z`,
    workflow_run: run,
    ...more,
  });
  const review = '{"scopelock":"review"}\n';
  const zipped = (more: Record<string, Uint8Array> = {}) => ({
    [`GET ${repository}/actions/artifacts/2/zip`]: zipSync({
      "comment.md": strToU8("x"),
      "review.json": strToU8(review),
      ...more,
    }),
  });
  const held = { held: strToU8("prod") };
  const found = { [pulls]: [merged], [reviews]: [approval], [artifacts]: { artifacts: [artifact(2)] } };
  const target = () => join(temporary.path, "approved/review.json");
  const approved = () => script("approved.sh", { COMMIT, APPROVED: "approved/review.json" });

  it("gets the review that was there at the approval; none of later, of a fork, of another branch, or expired", async () => {
    answers = {
      [pulls]: [{ ...merged, merge_commit_sha: HEAD, head: { sha: COMMIT } }, merged],
      [reviews]: [
        { ...approval, state: "COMMENTED", submitted_at: "2026-11-25T09:30:00Z" },
        { ...approval, commit_id: COMMIT, submitted_at: "2026-11-25T09:30:00Z" },
        approval,
      ],
      [artifacts]: {
        artifacts: [
          artifact(7),
          artifact(1),
          artifact(2),
          artifact(3, { expired: true }),
          artifact(4, { workflow_run: { ...run, head_repository_id: 2 } }),
          // What a pull request's own run uploads, under the same name.
          artifact(5, { workflow_run: { ...run, head_branch: "feature" } }),
        ],
      },
      ...zipped(),
    };
    const { code, output } = await approved();
    expect({ code, output }).toEqual({ code: 0, output: "" });
    expect(readFileSync(target(), "utf8")).toBe(review);
  });

  it("gets one that gives new access if a reviewer of the environment accepted that run, and names them", async () => {
    const by = (state: string, name: string, login: string) => ({
      state,
      user: { login },
      environments: [{ name }],
    });
    answers = {
      ...found,
      ...zipped(held),
      [approvals]: [
        by("rejected", "prod-access", "no"),
        by("approved", "prod-access", "kim"),
        by("approved", "prod", "x"),
      ],
    };
    expect(await approved()).toMatchObject({ code: 0, output: "Accepted by kim.\n" });
    expect(readFileSync(target(), "utf8")).toBe(review);
  });

  it.each([
    ["what came by no pull request", { [pulls]: [] }, "not the merge of a pull request"],
    ["what was not merged", { [pulls]: [{ ...merged, merged_at: null }] }, "not the merge of a pull request"],
    [
      "what only a fork has reviewed",
      {
        ...found,
        [artifacts]: { artifacts: [artifact(2, { workflow_run: { ...run, head_repository_id: 2 } })] },
      },
      "none was there when",
    ],
    [
      "what was reviewed after the approval only",
      { ...found, [artifacts]: { artifacts: [artifact(9)] } },
      "none was there when",
    ],
    [
      "what nobody approved",
      { ...found, [reviews]: [{ ...approval, state: "CHANGES_REQUESTED" }] },
      "nobody approved the last commit",
    ],
    [
      "new access that was merged past the rules",
      { ...found, ...zipped(held), [approvals]: [] },
      "nobody approved prod-access",
    ],
    [
      "new access that was accepted for another environment",
      {
        ...found,
        ...zipped(held),
        [approvals]: [{ state: "approved", user: {}, environments: [{ name: "dev-access" }] }],
      },
      "nobody approved prod-access",
    ],
  ])("gets nothing for %s, and says why", async (_, given, said) => {
    answers = given;
    const { code, output } = await approved();
    expect(code).toBe(0);
    expect(output).toMatch(/^There is no approved review of prod: /);
    expect(output).toContain(said);
    expect(existsSync(target())).toBe(false);
  });

  it("fails when GitHub refuses", async () => {
    expect((await approved()).code).not.toBe(0);
  });
});

describe("accepted.sh", () => {
  const accepted = () => script("accepted.sh", { GITHUB_RUN_ID: "12" });
  const approvals = `GET ${repository}/actions/runs/12/approvals`;
  const by = (state: string, name: string) => ({ state, user: { login: "kim" }, environments: [{ name }] });

  it("names who accepted", async () => {
    answers = { [approvals]: [by("approved", "prod-access")] };
    expect(await accepted()).toMatchObject({ code: 0, output: "Accepted by kim.\n" });
  });

  it.each([
    ["the environment has no reviewers, and GitHub let the job in", []],
    ["it was rejected", [by("rejected", "prod-access")]],
    ["another environment was approved", [by("approved", "prod"), by("approved", "prod-access2")]],
  ])("fails where %s", async (_, given) => {
    answers = { [approvals]: given };
    const { code, output } = await accepted();
    expect(code).toBe(1);
    expect(output).toContain("give it required reviewers");
  });

  it("fails where GitHub refuses", async () => {
    expect((await accepted()).code).not.toBe(0);
  });
});

describe("held.sh", () => {
  it.each([
    ["none", [], "[]"],
    ["two of three", ["dev", "prod"], '["dev","prod"]'],
  ])("lists the environments that are held: %s", async (_, held, listed) => {
    file("reviews/review-eu-abc/review.json", "{}");
    for (const name of held) file(`reviews/review-${name}-abc/held`, name);
    expect((await script("held.sh", { REVIEWS: "reviews" })).put).toBe(`environments=${listed}\n`);
  });
});

describe("reached.sh", () => {
  const stack = (side: string, name: string, text: string) =>
    file(`${side}/stacks/${name}/cdk.tf.json`, text);
  const reached = () => script("reached.sh", { CANDIDATE: "candidate" });

  it("lists stacks that differ, and names those that only one side has", async () => {
    for (const [name, base, candidate] of [
      ["dev", "{}", "{}"],
      ["prod", "{}", "{ }"],
      ["old", "{}", undefined],
      ["new", undefined, "{}"],
    ] as const) {
      if (base !== undefined) stack("cdktf.out", name, base);
      if (candidate !== undefined) stack("candidate", name, candidate);
    }
    const { code, put } = await reached();
    expect({ code, put }).toEqual({ code: 0, put: 'environments=["prod"]\nunplanned=new, old\n' });
  });

  it("lists nothing where nothing differs, and takes no name that could be more than one", async () => {
    stack("cdktf.out", "prod", "{}");
    stack("candidate", "prod", "{}");
    for (const name of ["a\nunplanned=x", "-x", "A", "a b", "$(id)"]) stack("candidate", name, "{}");
    expect(await reached()).toMatchObject({ code: 0, put: "environments=[]\nunplanned=\n" });
  });
});

describe("gate.sh", () => {
  const statuses = `POST ${repository}/statuses/${HEAD}`;
  const gate = (env: Record<string, string>) => {
    answers = { [statuses]: { state: "sent" } };
    return script("gate.sh", {
      COMMIT: HEAD,
      GITHUB_RUN_ID: "12",
      CHECK: "success",
      EVENT: "pull_request",
      OWN: "true",
      PLANNED: "success",
      RESULTS: '["success","skipped"]',
      UNPLANNED: "",
      ...env,
    });
  };

  it.each<[string, Record<string, string>, string, RegExp]>([
    [
      "is pending while the plan runs",
      { STATE: "pending", CHECK: "", EVENT: "" },
      "pending",
      /waits for a reviewer/,
    ],
    ["is green after a plan", {}, "success", /^Reviewed\.$/],
    [
      "says what was not planned",
      { UNPLANNED: "new, old" },
      "success",
      /but for what appears or goes.*new, old/,
    ],
    ["is red after a job that failed", { RESULTS: '["success","failure"]' }, "failure", /no plan, or/],
    ["is red after one that was cancelled", { RESULTS: '["cancelled"]' }, "failure", /no plan, or/],
    ["is red where the check failed", { CHECK: "failure" }, "failure", /the check ended with failure/],
    [
      "is red where nothing was planned for another reason",
      { PLANNED: "skipped" },
      "failure",
      /not a pull request to main/,
    ],
    [
      "is green for a fork, and says that it is not planned",
      { OWN: "false", PLANNED: "skipped" },
      "success",
      /from a fork/,
    ],
    [
      "is red for a fork whose check failed",
      { OWN: "false", CHECK: "failure" },
      "failure",
      /the check ended/,
    ],
    ["is green for a merge queue", { EVENT: "merge_group", PLANNED: "skipped" }, "success", /queue/],
  ])("%s", async (_, env, state, said) => {
    expect(await gate(env)).toMatchObject({ code: 0, output: "sent\n" });
    const body = asked.at(-1)?.body as { description: string };
    expect(body).toMatchObject({
      state,
      context: "scopelock",
      target_url: "https://github.com/acme/contacts/actions/runs/12",
    });
    expect(body.description).toMatch(said);
    // GitHub takes no more.
    expect(body.description.length).toBeLessThanOrEqual(140);
  });

  it("stays within GitHub's length, and fails when GitHub refuses", async () => {
    await gate({ UNPLANNED: "a-long-name, ".repeat(40) });
    const [{ body }] = asked as [Asked];
    expect((body as { description: string }).description.length).toBeLessThanOrEqual(140);
    answers = {};
    expect((await script("gate.sh", { STATE: "pending", COMMIT: HEAD, GITHUB_RUN_ID: "1" })).code).not.toBe(
      0,
    );
  });
});

describe("pull-request.sh", () => {
  const open = `GET ${repository}/pulls?state=open&head=acme:scopelock/rotate-prod`;
  const branch = `${repository}/git/refs/heads/scopelock/rotate-prod`;
  const refs = `POST ${repository}/git/refs`;
  const contents = `PUT ${repository}/contents/environments/prod.json`;
  const opened = { [refs]: {}, [contents]: {}, [`POST ${repository}/pulls`]: { html_url: "new" } };
  const request = (edited: string, blob = "c".repeat(40)) => {
    file("rotation/prod.json", edited);
    file("rotation/blob", `${blob}\n`);
    return script("pull-request.sh", { BASE: "main", COMMIT });
  };

  it("commits the edited file to a branch of its own and opens a pull request", async () => {
    const edited = `{ "edited": "${"ü".repeat(200)}" }\n`;
    answers = { [open]: [], ...opened };
    const { code, output } = await request(edited);
    expect({ code, output }).toEqual({ code: 0, output: "new\n" });
    expect(done()).toEqual([`DELETE ${branch}`, refs, contents, `POST ${repository}/pulls`]);
    const [, ref, commit, pull] = asked.filter(({ method }) => method !== "GET").map(({ body }) => body);
    expect(ref).toEqual({ ref: "refs/heads/scopelock/rotate-prod", sha: COMMIT });
    expect(commit).toMatchObject({ branch: "scopelock/rotate-prod", sha: "c".repeat(40) });
    const { content } = commit as { content: string };
    expect(Buffer.from(content, "base64").toString("utf8")).toBe(edited);
    expect(pull).toMatchObject({ head: "scopelock/rotate-prod", base: "main", title: "Rotate prod" });
  });

  it("leaves one alone that is open", async () => {
    answers = { [open]: [{ html_url: "old" }], ...opened };
    expect(await request("{}")).toMatchObject({ code: 0, output: "Already open: old\n" });
    expect(done()).toEqual([]);
  });

  it.each([
    ["no JSON", "x", undefined],
    ["a list", "[]", undefined],
    ["over no content", "{}", "main"],
  ])("opens nothing that is no rotation: %s", async (_, edited, blob) => {
    answers = { [open]: [], ...opened };
    expect((await request(edited, blob)).code).toBe(1);
    expect(done()).toEqual([]);
  });
});

describe("vault-login.sh", () => {
  const identity = "/id?job=1&audience=http%3A%2F%2F127.0.0.1";
  const login = (env: Record<string, string> = {}) =>
    script("vault-login.sh", {
      VAULT_ADDR: url,
      VAULT_ROLE: "scopelock-prod-planner",
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/id?job=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
      GITHUB_ACTIONS: "true",
      ...env,
    });
  const granted = () => {
    const { port } = new URL(url);
    answers = {
      [`GET ${identity}%3A${port}`]: { value: "the.identity.token" },
      "POST /v1/auth/jwt/login": { auth: { client_token: "hvs.token" } },
    };
  };

  it("trades the job's identity token for one of Vault's, and masks both", async () => {
    granted();
    const { code, output, put } = await login({ VAULT_NAMESPACE: "team" });
    expect({ code, put }).toEqual({ code: 0, put: "token=hvs.token\n" });
    expect(output).toBe("::add-mask::the.identity.token\n::add-mask::hvs.token\n");
    expect(asked).toMatchObject([
      { headers: { authorization: "bearer request-token" } },
      {
        headers: { "x-vault-namespace": "team" },
        body: { role: "scopelock-prod-planner", jwt: "the.identity.token" },
      },
    ]);
  });

  it("takes an identity token that is there already, as on GitLab", async () => {
    granted();
    const { put } = await login({ ID_TOKEN: "given" });
    expect(put).toBe("token=hvs.token\n");
    expect(asked).toMatchObject([{ path: "/v1/auth/jwt/login", body: { jwt: "given" } }]);
  });

  it("says which role Vault refuses, and puts out nothing", async () => {
    const { code, output, put } = await login({ ID_TOKEN: "given" });
    expect({ code, put }).toEqual({ code: 1, put: "" });
    expect(output).toContain("Vault refuses the role scopelock-prod-planner: permission denied");
  });
});

describe("vault-revoke.sh", () => {
  const revoke = (env: Record<string, string>) => script("vault-revoke.sh", { VAULT_ADDR: url, ...env });

  it("revokes the token itself, in its namespace", async () => {
    answers = { "POST /v1/auth/token/revoke-self": "" };
    expect((await revoke({ VAULT_TOKEN: "hvs.token", VAULT_NAMESPACE: "team" })).code).toBe(0);
    expect(asked).toMatchObject([{ headers: { "x-vault-token": "hvs.token", "x-vault-namespace": "team" } }]);
  });

  it("does nothing where the login had failed", async () => {
    expect(await revoke({ VAULT_TOKEN: "" })).toMatchObject({ code: 0, output: "" });
    expect(asked).toEqual([]);
  });

  it("fails where Vault refuses, and prints no token", async () => {
    const { code, output } = await revoke({ VAULT_TOKEN: "hvs.token" });
    expect(code).toBe(1);
    expect(output).toContain("lack update on auth/token/revoke-self");
    expect(output).not.toContain("hvs.token");
  });
});

describe("plan.sh and deploy.sh, before they reach anything", { timeout: 30_000 }, () => {
  const SCOPELOCK = `${process.execPath} --import ${join(ROOT, "node_modules/tsx/dist/loader.mjs")} ${join(ROOT, "src/cli/main.ts")}`;
  // It would be asked first of all that reaches something.
  const TERRAFORM_BINARY_NAME = "false";

  it("refuse a candidate that reaches more, and leave the base branch's stack as it is", async () => {
    const base = file("cdktf.out/stacks/prod/cdk.tf.json", '{"terraform":{}}');
    file(
      "candidate/stacks/prod/cdk.tf.json",
      '{"terraform":{},"data":{"external":{"x":{"program":["id"]}}}}',
    );
    file("environments/prod.lock.hcl", "");
    const { code, output } = await script("plan.sh", {
      SCOPELOCK,
      TERRAFORM_BINARY_NAME,
      CANDIDATE: "candidate",
    });
    expect(code).toBe(4);
    expect(output).toContain("[synth/data-source]");
    expect(readFileSync(base, "utf8")).toBe('{"terraform":{}}');
  });

  it.each(["plan.sh", "deploy.sh"])(
    "%s refuses a stack without locked providers, or that is not synthesized",
    async (name) => {
      const run = () => script(name, { SCOPELOCK, TERRAFORM_BINARY_NAME, APPROVED: "approved/review.json" });
      expect(await run()).toMatchObject({ code: 1, output: expect.stringContaining("is not synthesized") });
      file("cdktf.out/stacks/prod/cdk.tf.json", '{"terraform":{}}');
      expect(await run()).toMatchObject({
        code: 1,
        output: expect.stringContaining("are not locked: there is no environments/prod.lock.hcl"),
      });
    },
  );
});

describe.skipIf(lacking.length > 0)("lock.sh", { timeout: 60_000 }, () => {
  /** A mirror with packages of the providers; none is run. */
  function mirror(content: string) {
    for (const [owner, name, version] of [
      ["hashicorp", "vault", "5.6.0"],
      ["mypurecloud", "genesyscloud", "1.82.0"],
    ]) {
      const folder = join(temporary.path, "mirror/registry.terraform.io", `${owner}/${name}`);
      mkdirSync(folder, { recursive: true });
      const zip = zipSync({ [`terraform-provider-${name}_v${version}`]: strToU8(content) });
      writeFileSync(join(folder, `terraform-provider-${name}_${version}_linux_amd64.zip`), zip);
    }
  }
  const required = {
    vault: { source: "hashicorp/vault", version: "~> 5.6" },
    genesyscloud: { source: "mypurecloud/genesyscloud", version: "~> 1.82" },
  };
  const stack = (providers: object) =>
    file(
      "cdktf.out/stacks/prod/cdk.tf.json",
      JSON.stringify({ terraform: { required_providers: providers } }),
    );
  const env = () => ({
    TF_CLI_CONFIG_FILE: file(
      "rc",
      `provider_installation { filesystem_mirror { path = "${temporary.path}/mirror" } }`,
    ),
    TF_CLI_ARGS_providers_lock: `-fs-mirror=${temporary.path}/mirror`,
    CHECKPOINT_DISABLE: "1",
    PLATFORMS: "linux_amd64",
    HOME: temporary.path,
  });
  const terraform = (...args: string[]) =>
    spawnSync("terraform", [`-chdir=${temporary.path}/cdktf.out/stacks/prod`, ...args, "-no-color"], {
      env: { PATH: process.env.PATH, ...env() },
      encoding: "utf8",
    });

  it("locks what Terraform then installs, and nothing else", async () => {
    mirror("genuine");
    stack(required);
    file("environments/x", "");
    const locked = await script("lock.sh", env());
    expect(locked.code, locked.output).toBe(0);
    const lock = readFileSync(join(temporary.path, "environments/prod.lock.hcl"), "utf8");
    expect(lock.match(/"h1:/g)).toHaveLength(2);
    const init = () => terraform("init", "-input=false", "-lockfile=readonly");
    expect(init().status).toBe(0);
    // Another package under the same version.
    rmSync(join(temporary.path, "cdktf.out/stacks/prod/.terraform"), { recursive: true });
    mirror("forged");
    const forged = init();
    expect(forged.status).not.toBe(0);
    expect(forged.stderr).toMatch(/checksum/);
    // A provider that is not in it.
    mirror("genuine");
    stack({ ...required, http: { source: "hashicorp/http" } });
    expect(init().status).not.toBe(0);
  });

  it("fails where a package is not to be had, and leaves the file as it was", async () => {
    mirror("genuine");
    stack({ ...required, http: { source: "hashicorp/http" } });
    const lock = file("environments/prod.lock.hcl", "as before");
    expect((await script("lock.sh", env())).code).not.toBe(0);
    expect(readFileSync(lock, "utf8")).toBe("as before");
  });
});

describe("common.sh", () => {
  it("gives Terraform the credentials of the state, and masks the values alone", () => {
    const reach = `source ${join(ROOT, ".github/scripts/common.sh")}; reach_state; printenv PG_CONN_STR TF_HTTP_USERNAME`;
    const reached = (credentials: Record<string, string>) =>
      spawnSync("bash", ["-c", reach], {
        env: { PATH: process.env.PATH, GITHUB_ACTIONS: "true", ...credentials },
        encoding: "utf8",
      }).stdout;
    expect(reached({ STATE_CREDENTIALS: "PG_CONN_STR=a=b c\nTF_HTTP_USERNAME=d\n" })).toBe(
      "::add-mask::a=b c\n::add-mask::d\na=b c\nd\n",
    );
    expect(reached({})).toBe("");
  });
});

describe("environments.sh", { timeout: 30_000 }, () => {
  it("puts out the matrix: all of them, or those with a schedule", async () => {
    const text = (name: string, rotation: object) =>
      JSON.stringify({
        genesys: { region: "eu-west-1" },
        vault: {
          address: "https://vault.example.com:8200",
          mount: { path: "genesys-cloud", managed: false },
        },
        backend: { type: "local", path: `state/${name}.tfstate` },
        rotation,
      });
    file("environments/dev.json", text("dev", { live: [1], current: 1 }));
    file(
      "environments/prod.json",
      text("prod", { live: [1], current: 1, rotatedOn: "2026-11-01", everyDays: 90 }),
    );
    const tsx = join(ROOT, "node_modules/tsx/dist/loader.mjs");
    const SCOPELOCK = `${process.execPath} --import ${tsx} ${join(ROOT, "src/cli/main.ts")}`;
    const put = async (env: Record<string, string>) => {
      const ran = await script("environments.sh", { SCOPELOCK, ...env });
      expect(ran.code, ran.output).toBe(0);
      return ran.put;
    };
    expect(await put({})).toBe('environments=["dev","prod"]\n');
    expect(await put({ SCHEDULED: "true" })).toBe('environments=["prod"]\n');
  });
});
