import { distance } from "fastest-levenshtein";
import { ACT_WORDS, actOf, type Permission, type PermissionParts, partsOf, standsFor } from "../permission";

/** Of 4.3 at most; what has less is another permission altogether. */
const LEAST_SCORE = 2.4;

/** What is longer than any name is not compared. */
const LONGEST_WORD = 64;

/** `viw` can only be a verb mistyped: nothing else stands at its place. */
const SHORTEST_VERB = 3;

/** Between the parts of a permission, as people write them: `:`, `.`, `/`, the console's `>`. */
const SEPARATOR = /[:./>\u203a\u2192]/u;

/** A known permission, and its parts as they are compared. */
interface Known extends PermissionParts {
  readonly permission: Permission;
}

/** What was written for a part, as it is compared; `undefined` for one that is not there. */
interface Asked {
  readonly domain: string | undefined;
  readonly entity: string;
  readonly action: string | undefined;
}

/** The names of all permissions, for what was probably meant by one that is none. */
export class PermissionNames {
  private readonly names: ReadonlySet<string>;
  private readonly known: readonly Known[];
  private readonly general: readonly Permission[];
  private readonly domains: ReadonlySet<string>;
  private readonly entities: ReadonlySet<string>;
  private readonly exact: ReadonlyMap<string, Permission>;

  constructor(permissions: readonly Permission[]) {
    this.names = new Set(permissions);
    const parted = permissions.map((permission) => ({ permission, parts: partsOf(permission) }));
    this.general = parted.flatMap(({ permission, parts }) => (parts ? [] : [permission]));
    this.known = parted.flatMap(({ permission, parts }) =>
      parts
        ? [
            {
              permission,
              domain: plain(parts.domain),
              entity: plain(parts.entity),
              action: parts.action.toLowerCase(),
            },
          ]
        : [],
    );
    this.domains = new Set(this.known.map(({ domain }) => domain));
    this.entities = new Set(this.known.map(({ entity }) => entity));
    // In reverse: of two that differ in a plural only, the first counts.
    this.exact = new Map(
      [...this.known]
        .reverse()
        .map(({ permission, domain, entity, action }) => [`${domain}:${entity}:${action}`, permission]),
    );
  }

  /**
   * The permission that a name is a slip of: the same but for letter case and plurals, with one part mistyped into a word
   * that nothing is called by, or with a domain where the entity belongs. `undefined` where it may be a name of its own.
   */
  slip(name: string): Permission | undefined {
    const parts = partsOf(name);
    if (!parts || this.names.has(name)) return undefined;
    const [domain, entity, action] = [plain(parts.domain), plain(parts.entity), parts.action.toLowerCase()];
    const singular = actOf(action) === undefined ? plain(action) : action;
    const same = this.exact.get(`${domain}:${entity}:${singular}`);
    if (same !== undefined) return same;
    const mistyped = this.known.filter((each) => {
      if (each.domain !== domain)
        return (
          each.entity === entity &&
          each.action === singular &&
          !this.domains.has(domain) &&
          isTypo(domain, each.domain)
        );
      if (each.entity !== entity)
        return each.action === singular && !this.entities.has(entity) && isTypo(entity, each.entity);
      return actOf(singular) === undefined && isTypo(singular, each.action, SHORTEST_VERB);
    });
    if (mistyped[0]) return mistyped[0].permission;
    // `routing:externalcontact:view`: the API family is taken for the entity, and has one that is called so in part.
    if (this.entities.has(entity) || !this.domains.has(entity)) return undefined;
    return this.known.find(
      (each) => each.domain === entity && entity.endsWith(each.entity) && each.action === singular,
    )?.permission;
  }

  /**
   * The permissions that a name most likely means, best first; none where none comes near. Of the same act as the name, or
   * of one that includes it; never of the opposite.
   */
  nearest(name: string, count: number): readonly Permission[] {
    const asked = askedFor(name);
    const like = { domain: likenessTo(asked.domain ?? ""), entity: likenessTo(asked.entity) };
    const joined = likenessTo((asked.domain ?? "") + asked.entity);
    const act = asked.action === undefined ? undefined : (nearestAct(asked.action) ?? asked.action);
    const scored = this.known.flatMap(({ permission, domain, entity, action }) => {
      const does = act === undefined ? 0.5 * (standsFor("view", action) ?? 0.5) : likeVerb(act, action);
      if (does === undefined) return [];
      // People name the API family as the entity (routing:externalcontact:view), and take an entity apart (datatable:row:add).
      const meant = Math.max(
        like.entity(entity),
        0.9 * like.entity(domain),
        asked.domain === undefined ? 0 : 0.95 * joined(entity),
      );
      const contained = holds(asked.entity, entity) ? 0.3 : 0;
      const there = asked.domain === undefined ? Math.max(0.5, like.entity(domain)) : like.domain(domain);
      return [{ permission, score: 2 * meant + contained + 0.5 * there + 0.5 * like.entity(entity) + does }];
    });
    const whole = likenessTo(name.toLowerCase().slice(0, LONGEST_WORD));
    const general = this.general.map((permission) => ({ permission, score: 4 * whole(permission) }));
    return [...scored, ...general]
      .filter(({ score }) => score >= LEAST_SCORE)
      .map((each, at) => ({ ...each, at }))
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, count)
      .map(({ permission }) => permission);
  }
}

/** What a name has for parts, however they are set apart, and though one may be missing. */
function askedFor(name: string): Asked {
  const written = name.split(SEPARATOR).map((part) => part.slice(0, LONGEST_WORD));
  const parts = written.filter((part) => part.trim() !== "");
  const [first = "", second, ...others] = parts;
  if (second === undefined) return { domain: undefined, entity: plain(first), action: undefined };
  const last = others.pop();
  if (last !== undefined)
    return {
      domain: plain(first),
      entity: plain([second, ...others].join("").slice(0, LONGEST_WORD)),
      action: verb(last),
    };
  // `recording:view` has no domain, or no entity; `routing:queue` has no action.
  return nearestAct(verb(second)) === undefined
    ? { domain: plain(first), entity: plain(second), action: undefined }
    : { domain: undefined, entity: plain(first), action: verb(second) };
}

const verb = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** A word as it is compared: letters and digits in lower case, and one of a thing. */
export function plain(word: string): string {
  return verb(word).replace(/ies$/, "y").replace(/s$/, "");
}

/** How well a verb does for a word, which may be a verb that only a newer catalogue knows, mistyped. */
function likeVerb(word: string, action: string): number | undefined {
  const isMistyped = actOf(word) === undefined && isTypo(word, action, SHORTEST_VERB);
  return isMistyped ? 0.95 : standsFor(word, action);
}

/** A word for an act that another one is, or is a typo of. */
function nearestAct(word: string): string | undefined {
  if (actOf(word) !== undefined) return word;
  return ACT_WORDS.find((known) => [word, plain(word)].some((each) => isTypo(each, known, SHORTEST_VERB)));
}

/**
 * Whether a word is another one mistyped: a letter wrong, missing or too many, or two of them swapped. Never the first, and
 * not in short words: `XIntegration` is no slip of `integration`.
 */
function isTypo(word: string, known: string, shortest = 4): boolean {
  if (word.length < shortest || known.length < 4 || Math.abs(word.length - known.length) > 1) return false;
  if (word === known || word[0] !== known[0]) return false;
  return distance(word, known) === 1 || isSwapped(word, known);
}

function isSwapped(word: string, known: string): boolean {
  if (word.length !== known.length) return false;
  const at = [...word].findIndex((letter, place) => letter !== known[place]);
  return (
    word[at] === known[at + 1] && word[at + 1] === known[at] && word.slice(at + 2) === known.slice(at + 2)
  );
}

const holds = (a: string, b: string) => a !== "" && (a.includes(b) || b.includes(a));

/** 1 for equal texts, 0 for texts that share nothing. The words of names are few, again and again. */
function likenessTo(asked: string): (known: string) => number {
  const found = new Map<string, number>();
  return (known) => {
    const before = found.get(known);
    if (before !== undefined) return before;
    const longest = Math.max(asked.length, known.length);
    const likeness = longest === 0 ? 0 : 1 - distance(asked, known) / longest;
    found.set(known, likeness);
    return likeness;
  };
}
