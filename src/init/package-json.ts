import { dirname } from "node:path";
import { applyEdits, modify } from "jsonc-parser";
import { isObject, record, ScopelockError } from "../core/diagnostic";
import { parseJson } from "../files";
import { hasCdktnCli } from "../process/node-version";
import { packageVersion } from "../process/package-version";
import { template } from "./template";

/** A file with what an app adds to it. */
export interface Merged {
  readonly text: string;
  /** What was added, in words. */
  readonly added: readonly string[];
  /** What is there with another value, and stays, in words. */
  readonly kept: readonly string[];
}

/** The package.json of a new app. */
export function newPackageJson(): string {
  return set(template("app/package.json"), ["dependencies", "scopelock"], `^${packageVersion()}`);
}

/**
 * An existing package.json with the scripts and dependencies that it lacks. Nothing that is there is changed.
 * @throws {@link ScopelockError} `file/json`, `file/truncated`, `init/package-json` when it is not an object.
 */
export function mergedPackageJson(text: string, where: string): Merged {
  const existing = parseJson(Buffer.from(text), where);
  if (!isObject(existing))
    throw new ScopelockError({
      id: "init/package-json",
      what: "package.json is not a JSON object.",
      where,
      why: "Scripts and dependencies are added to it.",
      fix: "Correct or remove it, and run the command again.",
    });
  const isCdktn = hasCdktnCli(dirname(where));
  const wanted = record(
    JSON.parse(newPackageJson().replace('"cdktf synth"', isCdktn ? '"cdktn synth"' : '"cdktf synth"')),
  );
  const installed = { ...record(existing.devDependencies), ...record(existing.dependencies) };
  const added: string[] = [];
  const kept: string[] = [];
  let merged = text;
  const add = (section: string, present: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(record(wanted[section]))) {
      // One command line of cdktf is enough.
      if (name === "cdktf-cli" && isCdktn) continue;
      if (!(name in present)) {
        merged = set(merged, [section, name], value);
        added.push(`${section}.${name}`);
      } else if (section === "scripts" && present[name] !== value) kept.push(`scripts.${name}`);
    }
  };
  add("scripts", record(existing.scripts));
  add("dependencies", installed);
  add("devDependencies", installed);
  return { text: merged, added, kept };
}

/** An existing .gitignore with the lines that it lacks. */
export function mergedGitignore(text: string): Merged {
  const bare = (line: string) => line.trim().replace(/^\/|\/$/g, "");
  const lines = new Set(text.split(/\r?\n/).map(bare));
  const added = template("app/gitignore")
    .split("\n")
    .filter((line) => line !== "" && !lines.has(bare(line)));
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  return { text: `${text}${gap}${added.map((line) => `${line}\n`).join("")}`, added, kept: [] };
}

function set(text: string, path: readonly string[], value: unknown): string {
  const [, indent = "  "] = /^([ \t]+)"/m.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.includes("\t"),
    tabSize: indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}
