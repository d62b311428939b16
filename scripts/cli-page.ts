import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/**
 * `docs/cli.md`: the help of every command, as the command prints it.
 *
 * @param root of the checkout
 */
export async function cliPage(root: string): Promise<string> {
  const sections = await helpOf(root, []);
  const contents = sections.map(({ command }) => `- [${command}](#${command.replaceAll(" ", "-")})`);
  const pages = sections.map(({ command, help }) => `## ${command}\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`);
  return `<!-- Written by npm run cli-page. -->
# Commands

The help of every command. Reports go to standard output, progress and errors to standard error. In a checkout of this repository: \`npm run --silent scopelock -- <command>\`.

${contents.join("\n")}

${pages.join("\n")}`;
}

interface Section {
  readonly command: string;
  readonly help: string;
}

/** Help of a command, and of the commands below it in the order of its list. */
async function helpOf(root: string, path: readonly string[]): Promise<readonly Section[]> {
  const help = await print(root, [...path, "--help"]);
  const below = namesIn(help).filter((name) => name !== "help");
  // One after the other: each starts a process.
  const sections: Section[] = [{ command: ["scopelock", ...path].join(" "), help }];
  for (const name of below) sections.push(...(await helpOf(root, [...path, name])));
  return sections;
}

/** Names in the list of commands: two blanks in front, further lines of a description have more. */
function namesIn(help: string): readonly string[] {
  const [, list = ""] = help.split(/^Commands:\n/m);
  const [entries = ""] = list.split("\n\n");
  return [...entries.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*)/gm)].flatMap(([, name]) => name ?? []);
}

async function print(root: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", COLUMNS: "80" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return text(child.stdout);
}
