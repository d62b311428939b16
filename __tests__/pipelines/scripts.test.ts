import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, temporaryDirectory } from "../process";

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
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, output, put: readFileSync(put, "utf8") };
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
  const artifacts = `GET ${repository}/actions/artifacts?name=review-prod&per_page=100`;
  const reviews = `GET ${repository}/pulls/7/reviews?per_page=100`;
  const merged = {
    number: 7,
    merged_at: "2026-11-25T10:00:00Z",
    merge_commit_sha: COMMIT,
    head: { sha: HEAD },
  };
  const approval = { state: "APPROVED", commit_id: HEAD, submitted_at: "2026-11-25T09:00:06Z" };
  const run = { head_sha: HEAD, head_repository_id: 1, repository_id: 1 };
  const artifact = (id: number, more: object = {}) => ({
    id,
    expired: false,
    created_at: `2026-11-25T09:00:0${id}Z`,
    workflow_run: run,
    ...more,
  });
  const approved = () => script("approved.sh", { COMMIT, APPROVED: "approved/review.json" });

  it("gets the review that was there at the approval; none of later, of a fork, of another commit, or expired", async () => {
    const review = '{"scopelock":"review"}\n';
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
          artifact(5, { workflow_run: { ...run, head_sha: COMMIT } }),
        ],
      },
      [`GET ${repository}/actions/artifacts/2/zip`]: zipSync({
        "comment.md": strToU8("x"),
        "review.json": strToU8(review),
      }),
    };
    const { code, output } = await approved();
    expect({ code, output }).toEqual({ code: 0, output: "" });
    expect(readFileSync(join(temporary.path, "approved/review.json"), "utf8")).toBe(review);
  });

  it.each([
    ["what came by no pull request", { [pulls]: [] }, "not the merge of a pull request"],
    ["what was not merged", { [pulls]: [{ ...merged, merged_at: null }] }, "not the merge of a pull request"],
    [
      "what only a fork has reviewed",
      {
        [pulls]: [merged],
        [reviews]: [approval],
        [artifacts]: { artifacts: [artifact(1, { workflow_run: { ...run, head_repository_id: 2 } })] },
      },
      "There was no review of prod when",
    ],
    [
      "what was reviewed after the approval only",
      { [pulls]: [merged], [reviews]: [approval], [artifacts]: { artifacts: [artifact(9)] } },
      "There was no review of prod when",
    ],
    [
      "what nobody approved",
      { [pulls]: [merged], [reviews]: [{ ...approval, state: "CHANGES_REQUESTED" }] },
      "Nobody approved the last commit",
    ],
  ])("refuses %s, and says what to do", async (_, given, said) => {
    answers = given;
    const { code, output } = await approved();
    expect(code).toBe(1);
    expect(output).toContain(said);
    expect(output).toContain('Run the workflow "deploy" by hand');
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
