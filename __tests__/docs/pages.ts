import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../process";

/** Folders that hold documents for people. */
const FOLDERS = [".", "docs", "docs/guides", "decisions"];

/** Every document for people, as a path from the root. */
export const PAGES: readonly string[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file))
    .sort(),
);

/** Text of a document. */
export const pageText = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** Blocks of code of a language, in order. */
export const codeIn = (text: string, language: string): readonly string[] =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, of, code]) =>
    of === language && code !== undefined ? [code] : [],
  );

/** A document without its blocks of code. */
export const withoutCode = (text: string): string => text.replace(/^```.*?^```/gms, "");

/** Anchors of a document's headings, as GitHub makes them. */
export function anchorsIn(text: string): ReadonlySet<string> {
  return new Set(
    [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
