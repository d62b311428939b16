import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, temporaryDirectory } from "../process";
import { changeOf, type EditablePlan, recorded } from "../review/plans";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

/** Runs the command to its end, in a directory of its own. */
function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      join(ROOT, "node_modules/tsx/dist/loader.mjs"),
      join(ROOT, "src/cli/main.ts"),
      "review",
      ...args,
    ],
    {
      cwd: temporary.path,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      env: { ...process.env, NO_COLOR: "1", TERRAFORM_BINARY_NAME: "", ...env },
    },
  );
  return { code: status, stdout, stderr };
}
function file(name: string, content: string | Uint8Array | object): string {
  const path = join(temporary.path, name);
  mkdirSync(join(path, ".."), { recursive: true });
  const isBytes = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(path, isBytes ? content : JSON.stringify(content));
  return path;
}
const rotation = (today = "2026-11-25", date = today) => {
  file("environments/sandbox.json", {
    genesys: { region: "eu-west-1" },
    vault: { address: "https://vault.example.com:8200", mount: { path: "genesys-cloud", managed: true } },
    backend: { type: "local", path: "state" },
    rotation: { live: [1, 2], current: 2, rotatedOn: date, everyDays: 90 },
  });
  return ["--today", today];
};
/** A plan in which nothing changes and nothing is found. */
function quiet(): EditablePlan {
  const plan = recorded("drift");
  delete plan.resource_drift;
  for (const { change } of plan.resource_changes) {
    change.actions = ["no-op"];
    change.before = change.after;
  }
  return plan;
}

describe("scopelock review", { timeout: 30_000 }, () => {
  it.each<[string, () => EditablePlan, string[], number]>([
    ["nothing", quiet, [], 0],
    ["new power", () => recorded("rotation"), [], 3],
    ["an alarm", () => recorded("stated"), [], 4],
    ["another alarm than it stops at", () => recorded("stated"), ["--fail-on", "replaced"], 0],
    ["new power, which it stops at", () => recorded("stated"), ["--fail-on", "replaced,broadened"], 3],
  ])("finds %s, and exits accordingly", (_, plan, args, code) => {
    expect(run([file("plan.json", plan()), ...args])).toMatchObject({ code, stderr: "" });
  });

  it("exits with the worst of several plans, and refuses to stop at what is no finding", () => {
    const plans = [file("none.json", quiet()), file("power.json", recorded("rotation"))];
    expect(run(plans).code).toBe(3);
    const refused = run([...plans, "--fail-on", "replacd"]);
    expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining('"replaced"') });
  });

  it("prints JSON that is documented, Markdown that is a comment, and text without colour", () => {
    const plan = file("plan.json", recorded("rotation"));
    const json = JSON.parse(run([plan, "--format", "json"]).stdout);
    expect(json).toMatchObject({ scopelock: "review", format: 2, broadened: true });
    expect(json.environments).toMatchObject([{ environment: "sandbox", schedule: null }]);
    expect(run([plan, "--format", "markdown"]).stdout).toMatch(/^<!-- scopelock review: sandbox -->\n/);
    expect(run([plan]).stdout).toMatch(/^sandbox: this change gives new power\n/);
  });

  it("knows the schedule from the environment file", () => {
    const plan = file("plan.json", recorded("rotation"));
    const schedule = (args: string[]) =>
      JSON.parse(run([plan, "--format", "json", ...args]).stdout).environments[0].schedule;
    expect(schedule(rotation())).toMatchObject({
      dueOn: "2027-02-23",
      droppableFrom: "2026-11-28",
      overdue: false,
    });
    expect(schedule(rotation("2027-03-01", "2026-11-25"))).toMatchObject({
      today: "2027-03-01",
      overdue: true,
    });
  });

  it("compares with an approved review, whatever the day", () => {
    const plan = file("plan.json", recorded("rotation"));
    const approved = file("approved.json", run([plan, "--format", "json", ...rotation()]).stdout);
    const later = rotation("2027-03-01", "2026-11-25");
    expect(run([plan, "--expect", approved, ...later])).toMatchObject({
      code: 0,
      stdout: "The plans mean what was approved.\n",
    });

    const other = recorded("rotation");
    Object.assign(changeOf(other, "genesyscloud_integration_action").change, {
      actions: ["delete", "create"],
    });
    const changed = file("other.json", other);
    const text = run([changed, "--expect", approved]);
    expect(text.code).toBe(4);
    expect(text.stdout).toContain("action/replaced");
    expect(JSON.parse(run([changed, "--expect", approved, "--format", "json"]).stdout)).toMatchObject({
      scopelock: "comparison",
      same: false,
    });
    expect(run([plan, "--expect", plan])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("review/not-a-review"),
    });
  });

  it("names what the deployer lacks", () => {
    const plan = file("plan.json", recorded("stated"));
    const lacks = (held: string | object) =>
      run([plan, "--deployer-permissions", file("held", held)]).stdout.match(
        /deployer\/lacks .* needs (\S+),/g,
      );
    const all = lacks("nothing:at:all")?.map((line) => / needs (\S+),/.exec(line)?.[1] ?? "") ?? [];
    expect(all).toContain("routing:queue:edit");
    expect(lacks(all)).toBeNull();
    expect(lacks(all.slice(1).join("\n"))).toHaveLength(1);
    expect(run([plan, "--deployer-permissions", file("held", "not a list!")]).stderr).toContain(
      "review/permissions",
    );
  });

  it("finds the plans of a directory, and says how to make one that is not there", () => {
    expect(run([temporary.path]).stderr).toContain("plan/missing");
    file("cdktf.out/stacks/sandbox/plan.json", recorded("rotation"));
    file("cdktf.out/stacks/network/plan.json", { format_version: "1.2", planned_values: {} });
    file("cdktf.out/stacks/dns/cdk.tf.json", {});
    const { stdout, code } = run(["cdktf.out"]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^network: nothing changes\n[\s\S]*^sandbox: /m);
    file("cdktf.out/stacks/dns/plan", zipSync({ tfplan: new Uint8Array([1, 2, 3]) }));
    const refused = run(["cdktf.out"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("plan/binary");
    expect(refused.stderr).toContain(
      "terraform -chdir=cdktf.out/stacks/dns show -json plan > cdktf.out/stacks/dns/plan.json",
    );
  });

  it("tells what to run by the name of what cdktf runs", () => {
    const env = { TERRAFORM_BINARY_NAME: "tofu" };
    const plan = file("plan", zipSync({ tfplan: new Uint8Array([1, 2, 3]) }));
    expect(run([plan], env).stderr).toContain("fix:   tofu -chdir=");
    mkdirSync(join(temporary.path, "none"));
    expect(run(["none"], env).stderr).toContain("then tofu -chdir=cdktf.out/stacks/<stack> show -json plan");
    expect(run(["--help"], env).stdout).toContain('A plan is what "tofu show -json plan" prints');
  });

  const plan = JSON.stringify(recorded("rotation"));
  it.each([
    ["truncated", JSON.stringify(recorded("rotation")).slice(0, 20_000), "file/truncated"],
    ["empty", "", "file/truncated"],
    ["of the future", JSON.stringify({ ...recorded("rotation"), format_version: "2.0" }), "plan/version"],
    ["a log", '{"@level":"info"}\n{"@level":"info"}\n', "file/json"],
    ["behind a wrapper's line", `[command]/usr/bin/terraform show\n${plan}`, "file/json"],
    ["behind colours", `\u001b[0m${plan}`, "file/json"],
    ["one of two", `${plan}\n${plan}`, "file/json"],
    ["one of two, with indents", `${JSON.stringify(recorded("rotation"), null, 2)}\n${plan}`, "file/json"],
    ["binary", zipSync({ tfplan: new Uint8Array([1, 2, 3]) }), "plan/binary"],
    ["something else", "[1, 2]", "plan/not-a-plan"],
  ])("refuses a plan that is %s, and shows nothing of it", (_, content, id) => {
    const refused = run([file("plan.json", content)]);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain(`[${id}]`);
    expect(refused.stderr).toContain("plan.json");
    expect(refused.stderr).not.toMatch(/^\s+at /m);
  });

  it("reviews a plan of 10 MB whole, in little memory", () => {
    const plan = recorded("rotation");
    const [sample] = plan.resource_changes;
    const filler = { text: "x".repeat(1000) };
    for (let at = 0; at < 9000; at += 1)
      plan.resource_changes.push({
        ...(sample as (typeof plan.resource_changes)[number]),
        mode: "managed",
        type: "aws_sqs_queue",
        name: `queue_${at}`,
        change: {
          actions: ["create"],
          before: null,
          after: filler,
          before_sensitive: {},
          after_sensitive: {},
          after_unknown: {},
        },
      });
    const path = file("plan.json", plan);
    expect(JSON.stringify(plan).length).toBeGreaterThan(10_000_000);
    // Node ends a process that needs more.
    const found = run([path, "--format", "json"], { NODE_OPTIONS: "--max-old-space-size=96" });
    expect(found.code).toBe(4);
    const [environment] = JSON.parse(found.stdout).environments;
    expect(environment.others.total).toBe(9000);
    expect(environment.integrations).toHaveLength(1);
    expect(run([path, "--format", "markdown"]).stdout.length).toBeLessThanOrEqual(65_536);
  });
});
