import { table } from "../diagnostic";
import { type AccessLevel, VERBS } from "./access-level";

/** What a verb does, as far as its word tells. */
export type Act = Exclude<AccessLevel, "general">;

/** Words that people use, and the verb that permissions have for them. */
const MEANT: Readonly<Record<string, string>> = table({
  ...saying("view", "get", "list", "see", "show", "display", "fetch", "look"),
  ...saying("search", "find", "query", "lookup"),
  ...saying("add", "new", "insert", "make", "post"),
  ...saying("edit", "modify", "change", "patch", "put", "write", "set", "save", "configure"),
  ...saying("delete", "remove", "erase", "purge", "destroy", "drop"),
  ...saying("execute", "run", "trigger", "invoke", "perform"),
  ...saying("manage", "full", "everything"),
});

function saying(verb: string, ...words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word, verb]));
}

/** The verb that says an act best, where an entity has several of it. */
const PLAINEST: Readonly<Record<Act, readonly string[]>> = {
  view: ["view"],
  execute: ["execute", "launch", "start"],
  add: ["add", "create"],
  edit: ["edit", "update"],
  delete: ["delete"],
  all: ["manage", "all"],
};

/**
 * What may be proposed to someone who asked for an act, best first. Never what does the opposite, nor what only looks
 * where something is to be done, nor more power than was asked for, unless nothing less does it: `manage` edits too.
 */
const INSTEAD: Readonly<Record<Act, readonly Act[]>> = {
  view: ["view"],
  execute: ["execute"],
  add: ["add", "edit", "all"],
  edit: ["edit", "all"],
  delete: ["delete", "all"],
  all: ["all", "edit"],
};

/** Of a word that means nothing here: whatever takes nothing away. */
const HARMLESS: readonly Act[] = ["view", "execute", "add", "edit"];

const ACTS: ReadonlyMap<string, Act> = new Map(
  Object.entries(VERBS).flatMap(([act, verbs]) => verbs.map((verb) => [verb.toLowerCase(), act as Act])),
);

/** The verb that a word stands for, in lower case: the word itself unless people mean another one by it. */
export function verbMeant(word: string): string {
  const verb = word.toLowerCase();
  return ACTS.has(verb) ? verb : (MEANT[verb] ?? verb);
}

/** What a verb, or a word that people use for one, does; `undefined` where nobody can tell. */
export function actOf(word: string): Act | undefined {
  return ACTS.get(verbMeant(word));
}

/** Every word that stands for an act, in lower case. */
export const ACT_WORDS: readonly string[] = [...ACTS.keys(), ...Object.keys(MEANT)];

/**
 * How well a verb does for someone who asked for another one, 1 at most; `undefined` where it must not be proposed.
 * @param asked in lower case
 * @param offered a permission's
 */
export function standsFor(asked: string, offered: string): number | undefined {
  const [verb, act] = [offered.toLowerCase(), actOf(offered)];
  if (verb === asked) return 1;
  const wanted = actOf(asked);
  const place = act ? (wanted ? INSTEAD[wanted] : HARMLESS).indexOf(act) : -1;
  if (act === undefined || place === -1) return undefined;
  if (wanted === undefined) return 0.4;
  if (place > 0) return 0;
  if (verb === verbMeant(asked)) return 0.95;
  return PLAINEST[act].includes(verb) ? 0.9 : 0.7;
}
