import type { Command } from "commander";
import { printable, ScopelockError } from "../core/diagnostic";
import { EXAMPLES } from "./examples";

/** Gives a command and those below it an example in the help, and refusals of the same form as all others. */
export function withUsage(command: Command, path: readonly string[] = []): void {
  const name = ["scopelock", ...path].join(" ");
  command.configureOutput({
    outputError: (text, write) => write(`${usageRefusal(text, name).message}\n`),
  });
  const example = EXAMPLES[path.join(" ")];
  if (example !== undefined) command.addHelpText("after", `\nExample:\n  ${example}`);
  for (const below of command.commands) withUsage(below, [...path, below.name()]);
}

/**
 * What is wrong with a command line, from the sentence of the library that reads it.
 * @param command as it is typed, such as `scopelock catalog diff`
 */
export function usageRefusal(text: string, command: string): ScopelockError {
  const [first = "", ...more] = text
    .replace(/^error: /, "")
    .trim()
    .split("\n");
  const [, meant] = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(more.join(" ")) ?? [];
  const [, sentence = first, allowed] = /^(.*?)\.? Allowed choices are (.*?)\.?$/.exec(first) ?? [];
  const [, problem = sentence, advice] = /^(.*? is invalid\. .*?\.) (.+)$/.exec(sentence) ?? [];
  const what = printable(problem).replace(/^./, (letter) => letter.toUpperCase());
  const see = `${command} --help lists what exists.`;
  return new ScopelockError({
    id: "command/usage",
    what: /[.?!]$/.test(what) ? what : `${what}.`,
    where: command,
    why: "Nothing was done: a command line is understood as a whole or not at all.",
    fix:
      allowed !== undefined
        ? `Give one of ${allowed}.`
        : (advice ?? (meant !== undefined ? `Did you mean ${meant}? ${see}` : see)),
  });
}
