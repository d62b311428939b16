import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VALID } from "../environment/valid";
import { start, temporaryDirectory } from "../process";

const temporary = temporaryDirectory();
afterAll(() => temporary.remove());

const PLAN = '{"format_version":"1.2","planned_values":{},"resource_changes":[]}';
const EXPORT = {
  name: "Queue",
  config: { request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues/${input.id}" } },
};

/** Files that the wrong inputs name. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  "env/dev.json": JSON.stringify(VALID),
  "env/stage.yaml": "genesys: {}",
  "late/dev.json": JSON.stringify({ ...VALID, rotation: { live: [1], current: 1, rotatedOn: "2026-11-25" } }),
  "region/dev.json": JSON.stringify({ ...VALID, genesys: { region: "ireland" } }),
  "types/dev.json": JSON.stringify({
    ...VALID,
    vault: 5,
    backend: [],
    rotation: { live: "1", current: null },
  }),
  "secret/dev.json": JSON.stringify({ ...VALID, vault: { ...VALID.vault, token: "hunter2" } }),
  "comment/dev.json": "{\n  // the first\n}",
  "empty/dev.json": "",
  "utf16/dev.json": Buffer.from([0x7b, 0xe9, 0x7d]),
  "name/My Env.json": JSON.stringify(VALID),
  "none/README.md": "nothing",
  "plan.txt": "Terraform will perform the following actions:\n",
  "wrapped.json": `[command]/tmp/terraform-bin show -json plan\n${PLAN}`,
  "log.json": '{"@level":"info","@message":"Terraform"}\n{"@level":"info","@message":"Plan"}\n',
  "state.json": '{"version":4,"terraform_version":"1.11.4","resources":[]}',
  "zip.json": Buffer.from("PK\u0003\u0004xxxx", "latin1"),
  "deep.json": `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  "two.json": `${PLAN}\n${PLAN}`,
  "cut.json": PLAN.slice(0, -8),
  "list.json": "[]",
  "null.json": "null",
  "comma.json": '{"a": 1,}',
  "page.json": "<html></html>",
  "number.json": "5",
  "plan/plan": Buffer.from("PK\u0003\u0004xxxx", "latin1"),
  "a.custom.json": JSON.stringify(EXPORT),
  "bare.custom.json": JSON.stringify({ name: "x" }),
  "table.tsv": "methd\turl\nGET\t/x\n",
  "throws.ts": "\nthrow new Error('on purpose');\n",
  "syntax.ts": "export const a = ;\n",
  "nothing.ts": "export const a = 1;\n",
  "queue.tf": 'resource "genesyscloud_integration_action" "q" {',
  "placeholder.custom.json": JSON.stringify({
    ...EXPORT,
    config: { request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues/{queueId}" } },
    contract: {
      input: {
        inputSchema: { type: "object", properties: { queueId: { type: "string" } }, required: ["queueId"] },
      },
      output: { successSchema: { type: "object", properties: {} } },
    },
  }),
  "catalog.json": '{"operations": 5}',
  "folder.custom.json/x": "",
  "bytes.custom.json": Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)),
  "blank.custom.json": "",
  "deep.custom.json": "[".repeat(200_000),
  "nourl.custom.json": JSON.stringify({ ...EXPORT, config: { request: { requestType: "GET" } } }),
  "exits.ts": "process.exit(0);\n",
  "rejects.mjs": 'await Promise.reject(new Error("no such thing"));\nexport const a = 1;\n',
  "text.mjs": 'throw "plain";\n',
  "five.tf.json": '{"resource":5}',
  "bytes.tf": Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 104729) % 256)),
  "actions.yaml": "a: 1\n",
  "version.json": '{"format_version":1.2,"resource_changes":[]}',
  "changes.json": '{"format_version":"1.2","resource_changes":5}',
  "outputs.json": '{"a":{"sensitive":false,"type":"string","value":"x"}}',
  "cdk.tf.json": '{"terraform":{},"resource":{}}',
  "nan.json": '{"format_version":"1.2","resource_changes":NaN}',
  "plan.gz": Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
  "good.json": PLAN,
  "held.txt": "routing:queue\nnot a permission\n",
  "held.json": '{"a":1}',
  "held.empty": "",
  "cut/package.json": '{"a":',
  "listed/package.json": "[]",
  "stacks/none.txt": "",
};

/**
 * A command line, what it ends with, and what its message must speak of. `@` is the directory of the files, `~` an empty
 * word.
 */
type Case = readonly [args: string, code: number, message: RegExp];

const CASES: readonly Case[] = [
  ["foo", 1, /Unknown command 'foo'/],
  ["help foo", 1, /Unknown command 'foo'/],
  ["revew @/list.json", 1, /Did you mean review\?/],
  ["derive", 1, /Missing required argument 'path'/],
  ["derive --formt json @/a.custom.json", 1, /Did you mean --format\?/],
  ["derive --format xml @/a.custom.json", 1, /Give one of text, json, markdown/],
  ["derive @/missing.json", 1, /no such file/],
  ["derive @/a.custm.json", 1, /Did you mean .*a\.custom\.json\?/],
  ["derive @/none", 1, /No data action was found/],
  ["derive @/comma.json", 1, /not JSON, line 1/],
  ["derive @/page.json", 1, /a web page/],
  ["derive @/null.json", 1, /import\//],
  ["derive @/number.json", 1, /import\//],
  ["derive @/bare.custom.json", 1, /import\/not-an-action/],
  ["derive @/table.tsv", 1, /import\/table/],
  ["derive @/throws.ts", 1, /throws\.ts:2/],
  ["derive @/syntax.ts", 1, /syntax\.ts:1/],
  ["derive @/nothing.ts", 1, /exports no data action/],
  ["derive @/queue.tf", 1, /queue\.tf/],
  ["derive @/placeholder.custom.json", 2, /\{queueId\} in the URL is sent as it is/],
  ["derive @/a.custom.json --catalog @/catalog.json", 1, /catalog\/invalid/],
  ["derive @/a.custom.json --catalog @/missing.json", 1, /no such file/],
  ["derive @/a.custom.json --prefer foo", 1, /permission\//],
  ["derive @/a.custom.json --environment My_Env", 1, /eu-prod/],
  ["derive /dev/zero", 1, /a device/],
  ["derive @/loop.json", 1, /round in a circle/],
  ["review @/missing.json", 1, /no such file/],
  ["review @/loop.json", 1, /round in a circle/],
  ["review @/list.json/x", 1, /file\//],
  [`review ${"y".repeat(5000)}`, 1, /file\//],
  ["catalog refresh @/loop.json --output z.json", 1, /round in a circle/],
  ["catalog watch @/list.json/x @/a.custom.json", 1, /file\//],
  ["review @/plan.txt", 1, /a plan's text/],
  ["review @/wrapped.json", 1, /terraform_wrapper/],
  ["review @/log.json", 1, /log of terraform plan -json/],
  ["review @/state.json", 1, /not a plan/],
  ["review @/zip.json", 1, /show -json/],
  ["review @/two.json", 1, /two plans/],
  ["review @/cut.json", 1, /ends too early/],
  ["review @/null.json", 1, /not a plan/],
  ["review @/plan", 1, /show -json/],
  ["review @/none", 1, /No plan is in the directory/],
  ["review -", 1, /empty|nothing is piped/],
  ["review @/list.json --expect @/state.json", 1, /review\/not-a-review/],
  ["review @/list.json --fail-on nonsense", 1, /nonsense/],
  ["rotate", 1, /Missing required argument 'environment'/],
  ["rotate prod --environments @/env", 1, /There is no environment "prod"/],
  ["rotate stage --environments @/env", 1, /stage\.yaml is not read/],
  ["rotate dev --environments @/nowhere", 1, /the directory is not there/],
  ["rotate dev --environments @/none", 1, /no environment file[\s\S]*"genesys"/],
  ["rotate dev --environments @/region", 1, /"eu-west-1" \(mypurecloud\.ie\)/],
  ["rotate dev --environments @/types", 1, /"vault" is 5: must be an object/],
  ["rotate dev --environments @/secret", 1, /environment variable/],
  ["rotate dev --environments @/comment", 1, /dev\.json:2/],
  ["rotate dev --environments @/empty", 1, /is empty/],
  ["rotate dev --environments @/utf16", 1, /not UTF-8/],
  ["rotate dev --environments @/late --today 2026-11-24", 1, /later than today/],
  ["rotate dev --today tomorrow", 1, /Give one such as 2026-11-25/],
  ["rotate dev --emergency --heal", 1, /cannot be used with/],
  ["environments --environments @/name", 1, /cannot name an environment/],
  ["environments --changed-since no-such-ref", 1, /git\/ref/],
  ["explain foo", 2, /Ask for a request/],
  ["explain /api/v2/users", 1, /GET \/api\/v2\/users/],
  ["explain GET /api/v2/nothing/here", 2, /./],
  ["doctor dev --wait x", 1, /Give one such as 60/],
  ["identities nowhere --output @/none", 1, /stack\/not-synthesized/],
  ["catalog foo", 1, /Unknown command 'foo'/],
  ["catalog validate @/page.json", 1, /a web page/],
  ["catalog diff embedded @/list.json", 1, /catalog\/invalid/],
  ["catalog refresh @/missing.json", 1, /no such file/],
  ["catalog refresh @/list.json --date yesterday", 1, /2026-08-15/],
  ["providers schema @/list.json", 1, /terraform providers schema -json/],
  ["providers schema @/none", 1, /init/],
  ["completion tcsh", 1, /Give one of bash, zsh, fish/],
  ["sandbox --port http", 1, /1 to 65535/],
  ["derive @/folder.custom.json", 1, /No data action was found/],
  ["derive @/bytes.custom.json", 1, /not JSON/],
  ["derive @/blank.custom.json", 1, /is empty/],
  ["derive @/deep.custom.json", 1, /ends too early/],
  ["derive @/nourl.custom.json", 1, /requestUrlTemplate/],
  ["derive @/exits.ts", 1, /ended the process/],
  ["derive @/rejects.mjs", 1, /rejects\.mjs:1/],
  ["derive @/text.mjs", 1, /"plain"\./],
  ["derive @/five.tf.json", 1, /No data action|import\//],
  ["derive @/bytes.tf", 1, /not HCL/],
  ["derive @/actions.yaml", 1, /No data action|YAML/],
  ["derive ~", 1, /path is empty/],
  ["derive -", 1, /empty/],
  ["derive https://example.com/a.json", 1, /Download it first/],
  ["derive @/a.custom.json/x", 1, /no such file/],
  ["derive @/a.custom.json --grant nonsense", 1, /client-credentials/],
  ["derive @/a.custom.json --prefer __proto__", 1, /__proto__/],
  ["derive @/a.custom.json --deployer --mount sys", 1, /Vault keeps "sys\/"/],
  ["derive @/a.custom.json --today 2026-13-01", 1, /2026-13-01/],
  ["derive @/a.custom.json --catalog @/none", 1, /it is a directory/],
  ["review", 1, /Missing required argument/],
  ["review @/version.json", 1, /not a plan/],
  ["review @/changes.json", 1, /"resource_changes"/],
  ["review @/outputs.json", 1, /not a plan/],
  ["review @/cdk.tf.json", 1, /not a plan/],
  ["review @/nan.json", 1, /not JSON/],
  ["review @/plan.gz", 1, /not JSON/],
  ["review @/good.json --deployer-permissions @/held.txt", 1, /permission/],
  ["review @/good.json --deployer-permissions @/held.json", 1, /permission/],
  ["review @/good.json --deployer-permissions @/held.empty", 1, /permission/],
  ["review @/good.json --fail-on ~", 1, /broadened, alarm, none/],
  ["review @/good.json --fail-on __proto__", 1, /__proto__/],
  ["rotate ~ --environments @/env", 1, /Known environments: dev/],
  ["rotate ../env/dev --environments @/env", 1, /Give the name alone/],
  ["rotate DEV --environments @/env", 1, /Did you mean "dev"/],
  ["rotate constructor --environments @/env", 1, /no environment "constructor"/],
  ["rotate dev --environments @/env --today 25.11.2026", 1, /Give one such as/],
  ["rotate dev --environments @/env --drop-previous", 1, /only live one/],
  ["rotate dev prod --environments @/env", 1, /Too many arguments/],
  ["doctor dev --wait -5", 1, /Give one such as 60/],
  ["doctor __proto__ --output @/none", 1, /no environment "__proto__"/],
  ["identities dev --policy nobody --output @/none", 1, /not-synthesized/],
  ["explain ~", 1, /nothing to explain/],
  ["explain FETCH /api/v2/users", 2, /has GET, POST/],
  ["run @/a.custom.json --input nope", 1, /The value is not JSON/],
  ["run @/a.custom.json --action Nope", 1, /Queue/],
  ["run @/a.custom.json --status 999", 1, /100 to 599/],
  ["run Nope --in @/none/x", 1, /--in/],
  ["environments --changed-since --foo", 1, /git\/ref|--foo/],
  ["catalog", 1, /Give one of refresh, diff, watch, validate/],
  ["providers", 1, /Give one of schema/],
  ["catalog validate @/none", 1, /it is a directory/],
  ["catalog refresh @/list.json --date 2026-02-30", 1, /not a date/],
  ["completion bash zsh", 1, /Too many arguments/],
  ["init @/new --yes --region ireland", 1, /eu-west-1/],
  ["init @/new --yes --environment My_Env", 1, /lower-case/],
  ["init @/new --yes --vault vault.example.com", 1, /https:\/\//],
  ["init @/new --ci jenkins", 1, /github, gitlab, none/],
  ["init @/list.json --yes", 1, /a directory is needed/],
  ["init @/new --yes --from @/missing", 1, /no such file/],
  ["init @/new --yes --from @/none", 1, /No data action was found/],
  ["init @/cut --yes", 1, /ends too early/],
  ["init @/listed --yes", 1, /not a JSON object/],
  ["sandbox --port 0", 1, /1 to 65535/],
  ["sandbox --app @/none", 1, /no cdktf app/],
  ["handoff dev --environments @/env --output @/out -- no-such-program", 1, /there is no such program/],
  ["handoff prod --environments @/env -- terraform", 1, /no environment "prod"/],
  ["handoff dev --environments @/env --output @/version.json -- true", 1, /--output \S+version\.json/],
  ["handoff dev --environments @/env --output /dev/null -- true", 1, /not a directory/],
  // A path that the system refuses, to root as well.
  ...[
    "environments --environments @/loop.json",
    "rotate dev --environments @/loop.json",
    "handoff dev --environments @/loop.json -- true",
    "doctor dev --output @/loop.json",
    "identities dev --output @/loop.json",
    "catalog validate @/loop.json",
    "catalog refresh @/loop.json",
    "catalog watch embedded @/loop.json",
    "derive @/a.custom.json --catalog @/loop.json",
    "explain routing:queue:view --catalog @/loop.json",
    "review @/loop.json",
    "review @/good.json --expect @/loop.json",
    "review @/good.json --since @/loop.json",
    "review @/good.json --deployer-permissions @/loop.json",
    "check-synth @/loop.json --base @/loop.json --output @/checked",
    "providers schema @/loop.json",
  ].map((args): Case => [args, 1, /cannot be read: its symbolic links lead round in a circle/]),
  // Every reader recurses.
  ...[
    "catalog validate @/deep.json",
    "catalog refresh @/deep.json",
    "catalog watch @/deep.json @/a.custom.json",
    "derive @/a.custom.json --catalog @/deep.json",
    "explain routing:queue:view --catalog @/deep.json",
    "review @/deep.json",
    "review @/good.json --expect @/deep.json",
    "review @/good.json --since @/deep.json",
    "review @/good.json --deployer-permissions @/deep.json",
    "check-synth @/deep.json --base @/deep.json --output @/checked",
    "providers schema @/deep.json",
  ].map((args): Case => [args, 1, /nested more than 1,000 levels deep/]),
  ["--foo", 1, /Unknown option '--foo'/],
];

describe("a wrong input", () => {
  const outputs = new Map<string, { code: number | null; output: string }>();
  beforeAll(async () => {
    for (const [name, content] of Object.entries(FILES)) {
      const file = join(temporary.path, name);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, content);
    }
    symlinkSync(join(temporary.path, "loop.json"), join(temporary.path, "loop.json"));
    rmSync(join(temporary.path, "stacks"), { recursive: true });
    const left = [...CASES];
    const work = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const [args] = next;
        const words = args
          .split(" ")
          .map((word) => (word === "~" ? "" : word.replace(/^@(?=\/)/, temporary.path)));
        const command = start("src/cli/main.ts", words, { VAULT_TOKEN: undefined });
        outputs.set(args, { code: await command.ended, output: command.output() });
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  }, 600_000);

  it.each(CASES)("%s", (args, code, message) => {
    const { code: ended, output } = outputs.get(args) ?? { code: null, output: "" };
    expect(ended, output).toBe(code);
    expect(output).toMatch(message);
    // An answer that something is not known is no refusal.
    if (!args.startsWith("explain foo")) {
      expect(output).toMatch(/\bfix:? /);
      // A report joins what and why, and names the place otherwise.
      if (/^ {2}fix: {3}/m.test(output)) expect(output).toMatch(/^ {2}where: \S[\s\S]*^ {2}why: {3}\S/m);
      expect(output).toMatch(/(\[| )[a-z]+\/[a-z-]+(\]|:)/);
    }
    // Neither a stack, nor a word of the inside.
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(output).not.toMatch(
      /zod|undefined|\[object|NaN|node_modules|Unexpected token|PropertyName|ENOENT|EISDIR/,
    );
    expect(output).not.toMatch(/[ \t]$/m);
    expect(output).not.toContain("hunter2");
  });
});
