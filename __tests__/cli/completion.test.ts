import { spawnSync } from "node:child_process";
import { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands";
import { completionScript, SHELLS } from "../../src/cli/completion-script";
import { EXAMPLES } from "../../src/cli/examples";
import { usageRefusal, withUsage } from "../../src/cli/usage";
import { ROOT } from "../process";

const program = new Command("scopelock");
beforeAll(async () => {
  for (const { name, description, declared } of COMMANDS)
    program.addCommand((await declared()).name(name).description(description));
  withUsage(program);
});

/** Commands that do something, by their path. One that has options does, also where it has commands below it. */
const doing = (command: Command, path: readonly string[] = []): [string, Command][] => [
  ...(command.commands.length === 0 || command.options.length > 0
    ? [[path.join(" "), command] as [string, Command]]
    : []),
  ...command.commands.flatMap((below) => doing(below, [...path, below.name()])),
];

describe("every command", () => {
  it("has an example in its help, of options that it has", () => {
    for (const [path, command] of doing(program)) {
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help, path).toMatch(/^Examples?:\n {2}.*scopelock /m);
      const [, example = ""] = /^Examples?:\n((?: {2}.*\n?)+)/m.exec(help) ?? [];
      for (const [option] of example.replace(/\| vault.*/, "").matchAll(/--[a-z-]+/g))
        expect(
          command.options.map(({ long }) => long),
          `${path}: ${option}`,
        ).toContain(option);
    }
  });

  it("is one that there is, wherever an example is kept", () => {
    const paths = doing(program).map(([path]) => path);
    expect(Object.keys(EXAMPLES).filter((path) => !paths.includes(path))).toEqual([]);
  });
});

describe("completion", () => {
  const completed = (...words: string[]) => {
    const script = completionScript("bash", program);
    const { stdout, stderr } = spawnSync(
      "bash",
      [
        "-c",
        `eval "$(cat)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _scopelock; echo "\${COMPREPLY[*]}"`,
        "bash",
        "scopelock",
        ...words,
      ],
      { input: script, encoding: "utf8", cwd: ROOT },
    );
    expect(stderr).toBe("");
    return stdout.trim().split(" ");
  };

  it("of bash knows commands, options, choices and environments", () => {
    expect(completed("ro")).toEqual(["rotate"]);
    expect(completed("")).toEqual(COMMANDS.map(({ name }) => name));
    expect(completed("catalog", "")).toEqual(["refresh", "diff", "watch", "validate"]);
    expect(completed("catalog", "diff", "--format", "")).toEqual(["text", "json", "markdown"]);
    expect(completed("rotate", "dev", "--dr")).toEqual(["--drop-previous", "--dry-run"]);
    expect(completed("rotate", "")).toContain("dev");
    expect(completed("completion", "")).toEqual([...SHELLS]);
  });

  it("of every shell names every command and option", () => {
    for (const shell of SHELLS) {
      const script = completionScript(shell, program);
      for (const [path, command] of doing(program)) {
        expect(script, shell).toContain(path.split(" ").at(-1));
        for (const { long } of command.options)
          expect(script, `${shell} ${path}`).toContain(shell === "fish" ? `-l ${long?.slice(2)}` : long);
      }
    }
  });
});

it.each([
  [
    "error: unknown option '--formt'\n(Did you mean --format?)",
    /^Unknown option '--formt'\. .*Did you mean --format\?/s,
  ],
  [
    "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.",
    /argument 'xml' is invalid\. .*fix: {3}Give one of text, json\./s,
  ],
  [
    "error: option '--port <number>' argument 'x' is invalid. \"x\" is not a port. Give a number from 1 to 65535.",
    /"x" is not a port\. .*fix: {3}Give a number from 1 to 65535\./s,
  ],
  [
    "error: missing required argument 'b'",
    /^Missing required argument 'b'\. .*scopelock x --help lists what exists/s,
  ],
])("a wrong command line is refused as everything else: %s", (text, expected) => {
  const { message, where } = usageRefusal(text, "scopelock x");
  expect(message).toMatch(expected);
  expect(where).toBe("scopelock x");
});
