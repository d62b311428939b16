import type { PathRule } from "../../core/stack";

/** A path, or a word of a policy's HCL; comments and white space are skipped. */
const TOKEN = /\s+|#[^\n]*|\/\/[^\n]*|("(?:[^"\\\n]|\\.)*"|[A-Za-z_]+|[{}[\]=,])/gy;

/** A path as Vault has them: no white space, nothing that a terminal or a page would act on. */
const PATH = /^[\w./+*@:~{}-]{1,512}$/;

/** A rule whose capabilities are words of any kind: a policy that was written by hand may say `sudo` or `deny`. */
export type ReadRule = Omit<PathRule, "capabilities" | "because"> & {
  readonly capabilities: readonly string[];
};

/**
 * Reads a Vault policy: stanzas of a path with its capabilities, as `renderPolicy` and most people write them.
 * @returns `undefined` for anything else, such as limits on parameters: what cannot be read must not be guessed.
 */
export function parsePolicy(text: string): readonly ReadRule[] | undefined {
  const tokens = tokenize(text);
  if (!tokens) return undefined;
  const rules: ReadRule[] = [];
  let at = 0;
  const take = (expected: string) => tokens[at++] === expected;
  while (at < tokens.length) {
    if (!take("path")) return undefined;
    const path = quoted(tokens[at++]);
    if (path === undefined || !PATH.test(path)) return undefined;
    if (!take("{") || !take("capabilities") || !take("=") || !take("[")) return undefined;
    const capabilities: string[] = [];
    while (tokens[at] !== "]") {
      const capability = quoted(tokens[at++]);
      if (capability === undefined || !/^[a-z]{1,20}$/.test(capability)) return undefined;
      capabilities.push(capability);
      if (tokens[at] === ",") at++;
    }
    at++;
    if (!take("}")) return undefined;
    rules.push({ path, capabilities: capabilities.sort() });
  }
  return rules;
}

function tokenize(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) return undefined;
    if (found[1] !== undefined) tokens.push(found[1]);
  }
  return tokens;
}

function quoted(token: string | undefined): string | undefined {
  if (!token?.startsWith('"')) return undefined;
  const text = token.slice(1, -1);
  return text.includes("\\") ? undefined : text;
}

/** Whether a rule's path covers a path: `+` stands for one segment, `*` at the end for whatever follows. */
export function covers(rule: string, path: string): boolean {
  const pattern = rule
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/(^|\/)\\\+(?=\/|$)/g, "$1[^/]+")
    .replace(/\\\*$/, ".*");
  return new RegExp(`^${pattern}$`).test(path);
}
