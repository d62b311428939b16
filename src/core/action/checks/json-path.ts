/** A step of a JSONPath that may find any number of values, so that finding none is an empty array, not a failure. */
export const INDEFINITE = /\.\.|\.\*|\[\*\]|\[\?|\[[^[\]'"]*[:,]/;

const CLOSED_BY: Readonly<Record<string, string>> = { "[": "]", "(": ")" };

/** Whether every bracket and quote of a JSONPath is closed. One with a regular expression, that is not looked into, is. */
export function isBalanced(path: string): boolean {
  if (path.includes("=~")) return true;
  const open: string[] = [];
  let quote: string | undefined;
  for (let at = 0; at < path.length; at += 1) {
    const character = path[at] as string;
    if (quote !== undefined) {
      if (character === "\\") at += 1;
      else if (character === quote) quote = undefined;
    } else if (open.length > 0 && (character === "'" || character === '"')) quote = character;
    else if (CLOSED_BY[character] !== undefined) open.push(CLOSED_BY[character]);
    else if ((character === "]" || character === ")") && open.pop() !== character) return false;
  }
  return quote === undefined && open.length === 0;
}
