import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { count } from "../src/core/diagnostic";
import { PAGES, pageText, withoutCode } from "./docs/pages";
import { ROOT } from "./process";
import { avoidedWords, textsOf } from "./words";

/** Folders of the sources, all of whose texts follow the grammar of CONTRIBUTING.md. */
const FOLDERS = ["src", "packages/sandbox/src"];

/** What a page says by itself: without code and ids, without the review that README shows, and without the words to avoid. */
const prose = (page: string) =>
  withoutCode(pageText(page))
    .replace(/`[^`\n]*`|<a id=[^>]*>/g, "")
    .replace(/<!-- review:.*?<!-- \/review -->/s, "")
    .replace(/^\| rule \| not \| but \|.*?\n\n/ms, "");

describe("the words", () => {
  it.each(FOLDERS)("of %s follow the grammar", (folder) => {
    const texts = textsOf(folder);
    expect(texts.length).toBeGreaterThan(5);
    expect(avoidedWords(texts)).toEqual([]);
  });

  it.each(PAGES)("of %s follow the grammar", (page) => {
    expect(avoidedWords([{ where: page, text: prose(page) }])).toEqual([]);
  });

  it("of the commands' help follow the grammar", () => {
    expect(avoidedWords([{ where: "docs/cli.md", text: pageText("docs/cli.md") }])).toEqual([]);
  });

  it("stand behind a number by `count`, which has the plural of one thing as well", () => {
    const counted = /\.(?:length|size|toLocaleString\([^)]*\))\} (?:[a-z]+ )?[a-z]+s\b.*/g;
    const found = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => readFileSync(join(ROOT, "src", file), "utf8").match(counted) ?? []);
    expect(found).toEqual([]);
    expect("`${files.length} files`".match(counted)).toHaveLength(1);
    expect([count(0, "file"), count(1, "file"), count(1234567, "file")]).toEqual([
      "0 files",
      "1 file",
      "1,234,567 files",
    ]);
  });

  it("are found where they are avoided, and only there", () => {
    const words = (text: string) => avoidedWords([{ where: "here", text }]).length;
    expect(words("Nobody can tell.")).toBe(2);
    expect(words("It is no URL.")).toBe(1);
    expect(words("It is no longer live.")).toBe(0);
    expect(words("This is another thing; the history of his")).toBe(1);
    expect(words("Terraform removes the role.")).toBe(0);
  });
});
