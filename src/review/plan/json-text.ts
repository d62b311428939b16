import { type Node, type ParseError, parseTree } from "jsonc-parser";

/**
 * What a JSON text says: the same text for every order of keys and all white space. Members that are `null` are as none, as the
 * genesyscloud provider compares contracts. Lists keep their order, and what is empty stays: an empty schema allows anything.
 *
 * Of the tree and not of `JSON.parse`, which loses digits of long numbers, and all but the last of equal keys. Vault heeds every
 * one of these, so such a text is none for us.
 * @returns `undefined` when it is no text of a JSON object or list
 */
export function jsonTextForm(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  return root && errors.length === 0 && !hasEqualKeys(root) ? nodeForm(root, text) : undefined;
}

function hasEqualKeys({ type, children = [] }: Node): boolean {
  const keys = children.map(({ children: [key] = [] }) => key?.value);
  return (type === "object" && new Set(keys).size < keys.length) || children.some(hasEqualKeys);
}

function nodeForm({ type, value, offset, length, children = [] }: Node, text: string): string {
  switch (type) {
    case "object":
      return `{${children
        .flatMap((member) => memberForm(member, text))
        .sort()
        .join()}}`;
    case "array":
      return `[${children.map((item) => nodeForm(item, text)).join()}]`;
    case "number":
      return numberForm(text.slice(offset, offset + length));
    default:
      return JSON.stringify(value);
  }
}

function memberForm({ children: [key, value] = [] }: Node, text: string): readonly string[] {
  if (!key || !value || value.type === "null") return [];
  return [`${JSON.stringify(key.value)}:${nodeForm(value, text)}`];
}

/** `1.0` is 1. What a number of JavaScript's cannot hold stays as it is written. */
const numberForm = (text: string) => (text.length > 15 || /e/i.test(text) ? text : String(Number(text)));
