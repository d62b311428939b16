import { isObject, type JsonObject, parsedJson, table } from "../../core/diagnostic";
import type { PathRule } from "../../core/stack";
import { type Limits, readLimits } from "./policy-limits";

/** A path, or a word of a policy's HCL; comments and white space are skipped. */
const TOKEN =
  /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|("(?:[^"\\\n]|\\.)*"|[A-Za-z_]+|-?\d+(?:\.\d+)?[a-z]*|[{}[\]=,:])/gy;

/** A path that is shown: nothing that a terminal or a page would act on. Other paths are compared, and not shown. */
const SHOWN_PATH = /^[\w./+*@:~{}-]{1,512}$/;

/** The older way to say capabilities. Source: `vault/policy.go` of hashicorp/vault 1.21, `Policy.parsePaths`. */
const LEVELS: Readonly<Record<string, readonly string[]>> = table({
  deny: ["deny"],
  read: ["list", "read"],
  write: ["create", "delete", "list", "read", "update"],
  sudo: ["create", "delete", "list", "read", "sudo", "update"],
});

/** A rule whose capabilities are words of any kind: a policy that was written by hand may say `sudo` or `deny`. */
export type ReadRule = Omit<PathRule, "capabilities" | "because"> & {
  readonly capabilities: readonly string[];
  /** What limits it further: parameters, wrapping, a control group. Never shown. */
  readonly limits: Limits;
};

/** Whether a path may be shown. */
export const isShownPath = (path: string) => SHOWN_PATH.test(path);

/**
 * Reads a Vault policy, in HCL or JSON: paths with capabilities, and what limits them.
 * @returns `undefined` for anything else: what cannot be read must not be guessed.
 */
export function parsePolicy(text: string): readonly ReadRule[] | undefined {
  return text.trimStart().startsWith("{") ? parseJsonPolicy(text) : parseHcl(text);
}

function parseHcl(text: string): readonly ReadRule[] | undefined {
  const tokens = tokenize(text);
  if (!tokens) return undefined;
  const rules: ReadRule[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (unquoted(tokens[at++]) !== "path") return undefined;
    const path = quoted(tokens[at++]);
    if (path === undefined || tokens[at++] !== "{") return undefined;
    let capabilities: readonly string[] | undefined;
    const limits: Record<string, unknown> = {};
    while (tokens[at] !== "}") {
      const key = unquoted(tokens[at++]);
      if (key === undefined) return undefined;
      const end = endOfValue(tokens, at);
      if (end === undefined) return undefined;
      const value = tokens.slice(at, end);
      at = end;
      if (key === "capabilities") {
        const words = value.filter((token) => !/^[[\]=,]$/.test(token)).map(quoted);
        if (value[0] !== "=" || value[1] !== "[" || !words.every(isWord)) return undefined;
        capabilities = words;
      } else if (key === "policy") capabilities = LEVELS[quoted(value.at(-1)) ?? ""];
      else limits[key] = valueIn(value) ?? value.join(" ");
      if (tokens[at] === ",") at++;
    }
    at++;
    if (!capabilities) return undefined;
    rules.push(ruleOf(path, capabilities, limits));
  }
  return rules;
}

function parseJsonPolicy(text: string): readonly ReadRule[] | undefined {
  const json = parsedJson(text);
  if (!isObject(json) || Object.keys(json).join() !== "path") return undefined;
  const groups: readonly unknown[] = Array.isArray(json.path) ? json.path : [json.path];
  const stanzas = groups.flatMap((paths): readonly (readonly [string, unknown])[] =>
    isObject(paths) ? Object.entries(paths) : [["", undefined]],
  );
  const rules = stanzas.map(([path, stanza]): ReadRule | undefined => {
    if (!isObject(stanza)) return undefined;
    const { capabilities, policy, ...more } = stanza;
    const words = typeof policy === "string" ? LEVELS[policy] : capabilities;
    return Array.isArray(words) && words.every(isWord) ? ruleOf(path, words, more) : undefined;
  });
  return rules.includes(undefined) ? undefined : (rules as ReadRule[]);
}

/** Vault takes a leading slash away. */
const ruleOf = (path: string, capabilities: readonly string[], limits: JsonObject): ReadRule => ({
  path: path.replace(/^\//, ""),
  capabilities: [...new Set(capabilities)].sort(),
  limits: readLimits(limits),
});

/** A value of HCL as JSON has it; `undefined` for another form than maps, lists, texts and numbers. */
function valueIn([assign, ...tokens]: readonly string[]): unknown {
  if (assign !== "=") return undefined;
  const json = tokens.map((token, at) => {
    if (token === "=") return ":";
    const isEnd = (each: string | undefined) => each === undefined || /^[\]},]$/.test(each);
    // HCL needs no comma between the members of a map.
    const isMember =
      /^["\w\]}-]/.test(token) && !isEnd(tokens[at + 1]) && !/^[=:]$/.test(tokens[at + 1] ?? "");
    const text = /^[\w-]/.test(token) && !/^-?\d+(\.\d+)?$/.test(token) ? JSON.stringify(token) : token;
    return isMember ? `${text},` : text;
  });
  return parsedJson(json.join("").replace(/,([\]}])/g, "$1"));
}

const isWord = (word: unknown): word is string => typeof word === "string" && /^[a-z]{1,20}$/.test(word);

/** Where what follows a key ends: `= value`, `{ ... }`, `"label" { ... }`. */
function endOfValue(tokens: readonly string[], from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at] ?? "";
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (depth < 0) return undefined;
    const isLabel = token.startsWith('"') && tokens[at + 1] === "{";
    if (depth === 0 && token !== "=" && token !== ":" && !isLabel) return at + 1;
  }
  return undefined;
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

/** HCL's escapes are JSON's, but for a few that no policy needs. */
function quoted(token: string | undefined): string | undefined {
  const text = token?.startsWith('"') ? parsedJson(token) : undefined;
  return typeof text === "string" ? text : undefined;
}

const unquoted = (token: string | undefined) =>
  token !== undefined && /^[A-Za-z_]+$/.test(token) ? token : quoted(token);
