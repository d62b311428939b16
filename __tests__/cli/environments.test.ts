import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

const file = (name: string, content: string) => {
  const path = join(temporary.path, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
};
const environment = (name: string, rotation: object) =>
  file(
    `environments/${name}.json`,
    JSON.stringify({
      genesys: { region: "eu-west-1" },
      vault: { address: "https://vault.example.com:8200", mount: { path: name, managed: true } },
      backend: { type: "local", path: `state/${name}` },
      rotation,
    }),
  );
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: temporary.path,
  });
const commit = () => {
  git("add", "-A");
  git("commit", "-qm", "change");
};

function run(args: readonly string[], env: Record<string, string> = {}) {
  const loader = join(ROOT, "node_modules/tsx/dist/loader.mjs");
  const main = join(ROOT, "src/cli/main.ts");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", loader, main, "environments", "--today", "2026-11-25", ...args],
    { cwd: temporary.path, encoding: "utf8", env: { ...process.env, NO_COLOR: "1", ...env } },
  );
  return { code: status, stdout, stderr };
}
const names = (...args: string[]) => {
  const { stdout, stderr } = run(["--format", "json", ...args]);
  expect(stderr).toBe("");
  return (JSON.parse(stdout) as { environments: { environment: string }[] }).environments.map(
    ({ environment }) => environment,
  );
};

describe("scopelock environments", { timeout: 30_000 }, () => {
  it("names what is wrong in every file at once", () => {
    environment("dev", { live: [1], current: 1, every: 90 });
    environment("prod", { live: [1, 1], current: 1 });
    const { code, stderr } = run([]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/"every" in rotation.*dev\.json.*repeat one.*prod\.json/s);
  });

  it("lists generations, age, due date, and when the previous one may go", () => {
    environment("dev", { live: [1], current: 1 });
    environment("prod", { live: [3, 4], current: 4, rotatedOn: "2026-11-20", everyDays: 90 });
    environment("stage", { live: [2], current: 2, rotatedOn: "2026-07-01", everyDays: 90 });
    const { environments, today, catalog } = JSON.parse(run(["--format", "json"]).stdout);
    expect(today).toBe("2026-11-25");
    expect(catalog).toMatch(/^\d+\./);
    expect(environments).toMatchObject([
      {
        environment: "dev",
        current: 1,
        live: [1],
        age: null,
        dueOn: null,
        overdue: false,
        droppableFrom: null,
      },
      {
        environment: "prod",
        live: [3, 4],
        age: 5,
        dueOn: "2027-02-18",
        overdue: false,
        droppableFrom: "2026-11-23",
      },
      { environment: "stage", age: 147, dueOn: "2026-09-29", overdue: true, droppableFrom: null },
    ]);
    const lines = run([]).stdout.split("\n");
    expect(lines[2]).toMatch(/^prod +4 +3, 4 +5 days +2027-02-18 +2026-11-23$/);
    expect(lines[3]).toMatch(/^stage .*2026-09-29 \(overdue\)/);
  });

  it("refuses a directory without any, and a file that is none", () => {
    expect(run([])).toMatchObject({ code: 1, stderr: expect.stringContaining("environment/none") });
    file("environments/dev.json", "{");
    expect(run([])).toMatchObject({ code: 1, stderr: expect.stringContaining("environment/json") });
  });
});

describe("scopelock environments --changed-since", { timeout: 30_000 }, () => {
  beforeEach(() => {
    git("init", "-q", "-b", "main");
    environment("dev", { live: [1], current: 1 });
    environment("prod", { live: [1], current: 1 });
    file("stacks/stack.ts", "one");
    commit();
    git("tag", "base");
  });

  it("is none when nothing changed, or texts for people only", () => {
    expect(names("--changed-since", "base")).toEqual([]);
    file("README.md", "more");
    file("docs/page.html", "more");
    commit();
    expect(names("--changed-since", "base")).toEqual([]);
  });

  it("is the one whose file changed, committed or not", () => {
    environment("prod", { live: [1, 2], current: 2 });
    expect(names("--changed-since", "base")).toEqual(["prod"]);
    commit();
    expect(names("--changed-since", "base")).toEqual(["prod"]);
    environment("new", { live: [1], current: 1 });
    expect(names("--changed-since", "base")).toEqual(["new", "prod"]);
  });

  it("is all of them when code that they share changed, was removed or renamed", () => {
    for (const change of [
      () => file("stacks/stack.ts", "two"),
      () => file("actions/new.ts", "new"),
      () => git("mv", "stacks/stack.ts", "docs.ts"),
      () => file("package-lock.json", "{}"),
    ]) {
      change();
      expect(names("--changed-since", "base"), String(change)).toEqual(["dev", "prod"]);
      git("reset", "-q", "--hard", "base");
      git("clean", "-qfd");
    }
  });

  it("leaves out one that is gone, and reaches no other by that", () => {
    rmSync(join(temporary.path, "environments/dev.json"));
    commit();
    expect(names("--changed-since", "base")).toEqual([]);
  });

  it("counts from where the work began, not from what others did since", () => {
    git("checkout", "-qb", "work");
    environment("prod", { live: [1, 2], current: 2 });
    commit();
    git("checkout", "-q", "main");
    file("stacks/stack.ts", "by others");
    commit();
    git("checkout", "-q", "work");
    expect(names("--changed-since", "main")).toEqual(["prod"]);
  });

  it("says what is wrong without git, outside of a repository, and with no such commit", () => {
    expect(run(["--changed-since", "nowhere"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("git/ref"),
    });
    expect(run(["--changed-since", "--output=x"]).stderr).toContain("git/ref");
    const bin = join(temporary.path, "bin");
    mkdirSync(bin);
    expect(run(["--changed-since", "base"], { PATH: bin }).stderr).toContain("git/missing");
    const outside = run(["--changed-since", "base"], {
      GIT_CEILING_DIRECTORIES: temporary.path,
      GIT_DIR: "/nowhere",
    });
    expect(outside.stderr).toContain("git/no-repository");
  });
});
