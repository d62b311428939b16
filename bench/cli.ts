import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMANDS } from "../src/cli/commands";
import { compareInRounds } from "./measure";

const MAIN = join(__dirname, "../dist/src/cli/main.js");
const ENVIRONMENTS = join(__dirname, "../environments");

const EXPORT = {
  name: "Get queue",
  integrationType: "purecloud-data-actions",
  config: {
    request: { requestType: "GET", requestUrlTemplate: "/api/v2/routing/queues/${input.queueId}" },
    response: { successTemplate: "${rawResult}" },
  },
  contract: {
    input: {
      inputSchema: {
        type: "object",
        properties: { queueId: { type: "string" } },
        required: ["queueId"],
      },
    },
    output: { successSchema: { type: "object", properties: { name: { type: "string" } } } },
  },
};

/**
 * From the prompt to the answer, with the compiled command.
 * @throws Error when a command fails
 */
export function benchCli(rounds = 15): void {
  const directory = mkdtempSync(join(tmpdir(), "scopelock-bench-"));
  const file = join(directory, "get-queue.custom.json");
  writeFileSync(file, JSON.stringify(EXPORT));
  const answer = join(directory, "answer.json");
  writeFileSync(answer, '{"name": "Sales"}');
  const node = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  };
  try {
    compareInRounds(
      "start of the command",
      {
        name: "node -e 0, and reading the export",
        run: () => {
          node("-e", "0");
          readFileSync(file);
        },
      },
      [
        { name: "scopelock --version", target: 1.8, run: () => node(MAIN, "--version") },
        { name: "scopelock --help", target: 1.8, run: () => node(MAIN, "--help") },
        ...COMMANDS.map(({ name }) => ({
          name: `scopelock ${name} --help`,
          target: 1.8,
          run: () => node(MAIN, name, "--help"),
        })),
        {
          name: "scopelock environments",
          target: 2,
          run: () => node(MAIN, "environments", "--environments", ENVIRONMENTS),
        },
        { name: "scopelock derive <export>", target: 2, run: () => node(MAIN, "derive", file) },
        {
          name: "scopelock derive <export> --format json",
          target: 1.8,
          run: () => node(MAIN, "derive", file, "--format", "json"),
        },
        {
          name: "scopelock run <export> --response <file>",
          target: 3,
          run: () => node(MAIN, "run", file, "--input", '{"queueId": "1"}', "--response", answer),
        },
        {
          name: "scopelock explain <request>",
          target: 2,
          run: () => node(MAIN, "explain", "GET /api/v2/routing/queues"),
        },
      ],
      rounds,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
