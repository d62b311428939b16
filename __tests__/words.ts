import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./process";

/** A word or a turn that a text for people does without, and what to write. CONTRIBUTING.md has the grammar. */
interface Avoided {
  readonly pattern: RegExp;
  readonly better: string;
}

const AVOIDED: readonly Avoided[] = [
  { pattern: /\b(?:no|some|any|every)body\b/i, better: "name the actor, or use the passive" },
  { pattern: /\bwho(?:m|so)?ever\b/i, better: "name the actor: every reader, anyone with ..." },
  { pattern: /\banyhow\b/i, better: "leave it out" },
  { pattern: /\bbesides\b/i, better: "also" },
  { pattern: /\bin silence\b/i, better: "without a message" },
  { pattern: /\baloud\b/i, better: "print, warn, document" },
  { pattern: /\bnewly\b/i, better: "now, new" },
  { pattern: /\bone's\b/i, better: "your own, the caller's own" },
  { pattern: /\b(?:he|him|his)\b/i, better: "they, their" },
  { pattern: /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|more\b)\w+/i, better: "is not a ..." },
  { pattern: /\b(?:say|says|said|saying)\b/i, better: "print, name, state, list, return" },
  { pattern: /\b(?:tell|tells|told|telling)\b/i, better: "print, name, list, report, distinguish" },
  { pattern: /\b(?:is|are|was) there already\b/i, better: "existing; already exists" },
  { pattern: /\bTerraform's back\b/i, better: "outside Terraform" },
];

/** A text for people, and where it stands. */
export interface Text {
  readonly where: string;
  readonly text: string;
}

/** Every avoided word of texts: where it stands, with some words around it, and what to write. */
export function avoidedWords(texts: readonly Text[]): readonly string[] {
  return texts.flatMap(({ where, text }) =>
    AVOIDED.flatMap(({ pattern, better }) =>
      [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(({ 0: found, index }) => {
        const around = text.slice(Math.max(0, index - 40), index + found.length + 40).replace(/\s+/g, " ");
        return `${where}: "${found}" in "${around}"; better: ${better}`;
      }),
    ),
  );
}

/** Texts of the sources below a folder, or of one file: literals that are words with blanks between them. */
export function textsOf(path: string): readonly Text[] {
  if (path.endsWith(".ts")) return literalsIn(path);
  return readdirSync(join(ROOT, path), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .flatMap((file) => literalsIn(join(path, file)));
}

function literalsIn(file: string): readonly Text[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && /[a-z] [a-z]/i.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ where: `${file}:${line + 1}`, text });
    }
    // The parts of a template are read as one text.
    if (!ts.isTemplateExpression(node)) ts.forEachChild(node, visit);
    else for (const { expression } of node.templateSpans) visit(expression);
  };
  visit(source);
  return found;
}

/** Text of a literal; a value in a template is an ellipsis. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…");
}
