import { table } from "../diagnostic";
import { VERBS } from "./access-level";
import { type Permission, partsOf } from "./permission";

/** What a permission says: an act, on a thing. In the words of its name, lower case and singular. */
export interface PermissionWords {
  readonly domain: string;
  /** Of the entity: `queue`, `member` of `routing:queueMember:manage`. */
  readonly entity: readonly string[];
  /** What the action names besides the act: `schedule` of `outbound:campaign:viewSchedule`. */
  readonly about: readonly string[];
  /** The act itself, synonyms as one: `view` of `viewSchedule`, `add` of `create`. */
  readonly act: string;
}

/** Actions that are called otherwise in another part of the API, and do the same. */
const SYNONYMS: Readonly<Record<string, string>> = table({
  create: "add",
  search: "view",
  send: "add",
  update: "edit",
});

const ACTS: ReadonlySet<string> = new Set(Object.values(VERBS).flat());

/** Reads a permission as words; a general one, without an entity, has its name for an act. */
export function permissionWords(permission: Permission): PermissionWords {
  const parts = partsOf(permission);
  if (!parts) return { domain: "", entity: [], about: [], act: permission };
  const { act, about } = actOf(parts.action);
  return {
    domain: singular(parts.domain),
    entity: wordsOf(parts.entity),
    about,
    act: SYNONYMS[act] ?? act,
  };
}

/** The act that an action begins with, and what it is about: `view` and `schedule` of `viewSchedule`. */
function actOf(action: string): { readonly act: string; readonly about: readonly string[] } {
  for (let end = 1; end < action.length; end += 1)
    if (/[A-Z]/.test(action[end] as string) && ACTS.has(action.slice(0, end)))
      return { act: action.slice(0, end), about: wordsOf(action.slice(end)) };
  return { act: action, about: [] };
}

/** The words of a name, in lower case and in the singular: `queueMembers` is `queue` and `member`. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? []).map(singular);
}

/** In lower case, without the letters of the plural. */
export function singular(word: string): string {
  return word
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/(?<!s)s$/, "");
}
