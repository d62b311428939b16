import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, temporaryDirectory } from "../process";

const temporary = temporaryDirectory();
afterAll(() => temporary.remove());

const GOOD = {
  genesys: { region: "eu-west-1" },
  vault: { address: "https://vault.example.com:8200", mount: { path: "genesys-cloud", managed: true } },
  backend: { type: "local", path: "state/dev.tfstate" },
  rotation: { live: [1], current: 1 },
};
const PLAN = '{"format_version":"1.2","planned_values":{},"resource_changes":[]}';
const EXPORT = {
  name: "Queue",
  config: { request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues/${input.id}" } },
};

/** Files that the wrong inputs name. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  "env/dev.json": JSON.stringify(GOOD),
  "env/stage.yaml": "genesys: {}",
  "late/dev.json": JSON.stringify({ ...GOOD, rotation: { live: [1], current: 1, rotatedOn: "2026-11-25" } }),
  "region/dev.json": JSON.stringify({ ...GOOD, genesys: { region: "ireland" } }),
  "types/dev.json": JSON.stringify({
    ...GOOD,
    vault: 5,
    backend: [],
    rotation: { live: "1", current: null },
  }),
  "secret/dev.json": JSON.stringify({ ...GOOD, vault: { ...GOOD.vault, token: "hunter2" } }),
  "comment/dev.json": "{\n  // the first\n}",
  "empty/dev.json": "",
  "utf16/dev.json": Buffer.from([0x7b, 0xe9, 0x7d]),
  "name/My Env.json": JSON.stringify(GOOD),
  "none/README.md": "nothing",
  "plan.txt": "Terraform will perform the following actions:\n",
  "wrapped.json": `[command]/tmp/terraform-bin show -json plan\n${PLAN}`,
  "log.json": '{"@level":"info","@message":"Terraform"}\n{"@level":"info","@message":"Plan"}\n',
  "state.json": '{"version":4,"terraform_version":"1.11.4","resources":[]}',
  "zip.json": Buffer.from("PK\u0003\u0004xxxx", "latin1"),
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
  "stacks/none.txt": "",
};

/** A command line, what it ends with, and what its message must speak of. `@` is the directory of the files. */
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
  ["review @/plan.txt", 1, /a plan's text/],
  ["review @/wrapped.json", 1, /terraform_wrapper/],
  ["review @/log.json", 1, /log of terraform plan -json/],
  ["review @/state.json", 1, /not a plan/],
  ["review @/zip.json", 1, /show -json/],
  ["review @/two.json", 1, /several plans/],
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
        const words = args.replaceAll("@", temporary.path).split(" ");
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
