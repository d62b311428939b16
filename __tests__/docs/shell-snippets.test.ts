import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands";
import { EXAMPLES } from "../../src/cli/examples";
import { codeIn, PAGES, pageText } from "./pages";

/* A project installs scopelock for itself: its command is found by npx, and not by the shell. */

/** What a reader pastes, without comments. By where it stands. */
const SNIPPETS: readonly (readonly [where: string, text: string])[] = [
  ...[...PAGES, "packages/sandbox/README.md"].flatMap((page) => {
    const text = pageText(page);
    const typed = codeIn(text, "console").map((block) => block.match(/(?<=^\$ ).*/gm)?.join("\n") ?? "");
    return [...codeIn(text, "sh"), ...typed].map((block) => [page, block.replace(/(^|\s)#.*/g, "")] as const);
  }),
  ...Object.entries(EXAMPLES).map(([command, text]) => [`scopelock ${command} --help`, text] as const),
];

/** Where a command's name may stand: at the start of a line, behind an operator, behind variables that are set for it. */
const AT_COMMAND = /(?:^|[;&|(])\s*(?:\w+=(?:\$\([^)]*\)|\S*)\s+)*/;
const INSTALLED_IN_PROJECT = new RegExp(
  `${AT_COMMAND.source}(scopelock|cdktf|cdktn|vitest|tsc|tsx)\\b`,
  "gm",
);
const OURS = /\bnpx (?:--no-install )?scopelock ([^|;&>\n)]*)/g;

/** The command that the words name, and the words that are left. */
async function commandOf(
  words: readonly string[],
): Promise<readonly [Command | undefined, readonly string[]]> {
  const [name, ...rest] = words;
  let command = await COMMANDS.find((each) => each.name === name)?.declared();
  for (;;) {
    const inner = command?.commands.find((each) => each.name() === rest[0]);
    if (!inner) return [command, rest];
    command = inner;
    rest.shift();
  }
}

describe("shell snippets", () => {
  it("are runnable in a project: what is installed there is called by npx", () => {
    const bare = SNIPPETS.flatMap(([where, text]) =>
      [...text.matchAll(INSTALLED_IN_PROJECT)].map(([match]) => `${where}: ${match.trim()}`),
    );
    expect(bare).toEqual([]);
    // Each place is looked at.
    for (const wrong of [
      "scopelock x",
      "a && scopelock x",
      "a | scopelock x",
      "A=$(b c) scopelock x",
      "A=b cdktf x",
    ])
      expect(wrong.match(INSTALLED_IN_PROJECT), wrong).toHaveLength(1);
  });

  it("name commands and options that scopelock has", async () => {
    const calls = SNIPPETS.flatMap(([where, text]) =>
      [...text.matchAll(OURS)].map(([, line = ""]) => [where, line.trim()] as const),
    );
    expect(calls.length).toBeGreaterThan(50);
    for (const [where, line] of calls) {
      // What a handed command is given is not ours.
      const [own = ""] = line.split(/ -- | --$/);
      const [command, rest] = await commandOf(own.split(/\s+/));
      expect(command, `${where}: ${line}`).toBeDefined();
      const known = command?.options.map(({ long }) => long);
      for (const option of rest.filter((word) => word.startsWith("--")))
        expect(known, `${where}: ${line}`).toContain(option);
    }
  });
});
