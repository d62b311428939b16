/** File and export of an action's module. */
export interface ModuleName {
  /** Without `.ts`. */
  readonly file: string;
  readonly export: string;
}

/** Words that cannot name an export, the list of actions, and file names that Windows keeps for devices. */
const TAKEN =
  /^(actions|arguments|as|async|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|index|instanceof|interface|let|new|null|of|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|yield|con|prn|aux|nul|com\d|lpt\d|data-action)$/;

/** Longest name of a file; longer ones do not fit every file system with what is put behind them. */
const LONGEST = 100;

/** Names of modules for actions, by the name of the action, each of them once. The order decides who gets a number. */
export function moduleNames(actions: readonly string[]): ReadonlyMap<string, ModuleName> {
  const names = new Map<string, ModuleName>();
  // "a-2" and "a2" are two files, and one export.
  const used = new Set<string>();
  for (const action of actions) {
    const words = wordsOf(action);
    let file = words;
    for (let number = 2; used.has(camelCase(file)); number += 1) file = `${words}-${number}`;
    used.add(camelCase(file));
    names.set(action, { file, export: camelCase(file) });
  }
  return names;
}

/** Lower-case words of a name with hyphens between them. */
function wordsOf(name: string): string {
  const words = name
    .normalize("NFKD")
    // Marks that were a part of a letter, such as the dots of "ü".
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  if (words === "") return "action";
  if (TAKEN.test(words)) return `${words}-action`;
  return /^\d/.test(words) ? `action-${words}` : words;
}

function camelCase(words: string): string {
  return words.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
