import { actOf, type Permission, type PermissionParts, partsOf } from "../permission";
import { plain } from "./permission-names";

/** Between the labels of a permission, as the console writes it: `Routing > Queue > View`. */
export const ARROW = /[>\u203a\u2192]/u;

/**
 * Domains that the console and the paths call otherwise. Source: Genesys Cloud Resource Center, Workforce management
 * permissions overview.
 */
const LABELS: ReadonlyMap<string, string> = new Map([["wfm", "Workforce Management"]]);

/** What a domain is called in paths and in the console, as names are compared. */
export function domainCalled(domain: string): string {
  const name = plain(domain);
  return plain(LABELS.get(name) ?? name);
}

/** What a text stands for. */
export interface PermissionPattern {
  /** Sorted, but those whose entity is called so before those whose domain is. */
  readonly permissions: readonly Permission[];
  /** Whether it has a star, so that a role which holds it also gets what is added later. */
  readonly wildcard: boolean;
  /** Whether it names one permission in full, only written otherwise. */
  readonly isName: boolean;
}

/** A permission and its parts. */
interface Known extends PermissionParts {
  readonly permission: Permission;
}

/**
 * The permissions that a text stands for, as people hold and write them: with stars (`routing:queue:*`, `routing:*:*`, `*`),
 * as the console labels them (`Routing > Queue > All`, `Datatable Row`), with a word for an act (`routing:queue:read`),
 * without the domain or the entity (`recording:view`), a domain and an entity, or a domain alone.
 */
export function permissionPattern(text: string, permissions: readonly Permission[]): PermissionPattern {
  const asked = text.trim().replace(/\s+permissions?$/i, "");
  const parts = partsIn(asked);
  const hasStar = parts.some((part) => part.includes(ANY));
  const isAll = parts.length > 1 && isSame(parts.at(-1) ?? "", "all");
  const sorted = [...permissions].sort();
  const known = sorted.flatMap((permission) => {
    const named = partsOf(permission);
    return named ? [{ permission, ...named }] : [];
  });
  const pattern = (found: readonly Known[], isName = false): PermissionPattern => ({
    permissions: [...new Set(found.map(({ permission }) => permission))],
    // The console's "All" is a star, but where a verb is called so.
    wildcard: !isName && (isAll || hasStar),
    isName,
  });
  const [first, second, ...others] = parts;
  if (first === undefined) return pattern([]);
  if (second === undefined) {
    if (first === ANY) return { ...pattern([]), permissions: sorted };
    const name = known.filter((each) => isSame(each.domain + each.entity + each.action, first));
    return name.length > 0 ? pattern(name, true) : pattern(known.filter(inDomain(first)));
  }
  const action = others.pop();
  if (action !== undefined) {
    const entity = [second, ...others].join("");
    const found = select(known, first, entity, action);
    const [only, another] = found;
    return pattern(found, !hasStar && another === undefined && isSame(only?.action ?? "", action));
  }
  const general = sorted.filter((permission) => !partsOf(permission) && isSame(permission, second));
  if (isSame(first, "general")) return { permissions: general, wildcard: false, isName: general.length > 0 };
  if (isAll) return pattern(known.filter(inDomain(first)));
  const whole = select(known, first, second, ANY);
  // `recording:view` has no domain, or no entity.
  return pattern(
    whole.length > 0 ? whole : [...select(known, ANY, first, second), ...select(known, first, ANY, second)],
  );
}

/** Those whose parts are called so. */
function select(known: readonly Known[], domain: string, entity: string, action: string): readonly Known[] {
  const [isDomain, isEntity] = [calls(domain, domainCalled), calls(entity, plain)];
  const there = known.filter((each) => isDomain(each.domain) && isEntity(each.entity));
  const isAction = acts(action, new Set(there.map((each) => each.action.toLowerCase())));
  return there.filter((each) => isAction(each.action));
}

/** Of a domain by its name, its label or its scope, with stars or without. A singular is no name of a plural here. */
function inDomain(asked: string): (known: Known) => boolean {
  const is = asked.includes(ANY) ? calls(asked, letters) : (name: string) => isSame(name, asked);
  return ({ domain }) => is(domain) || is(LABELS.get(domain) ?? domain);
}

const ANY = "*";

/** The parts of what was written; none where one is empty. */
function partsIn(asked: string): readonly string[] {
  const separator = [ARROW, /:/, /\./, /\//].find((each) => each.test(asked));
  const parts = (separator ? asked.split(separator) : [asked]).map((part) => part.trim());
  return parts.includes("") ? [] : parts;
}

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
const isSame = (a: string, b: string) => letters(a) === letters(b);

/** Whether a name is what a part with or without stars says, in the words of a kind of names. */
function calls(part: string, called: (name: string) => string): (name: string) => boolean {
  if (!part.includes(ANY)) {
    const asked = called(part);
    return (name) => called(name) === asked;
  }
  const [begin = "", ...between] = part.split(/\*+/).map(letters);
  const end = between.pop() ?? "";
  return (name) => isBetween(letters(name), begin, between, end);
}

/** Whether a text begins and ends so, with the others between them in their order. Never looks back, as an expression would. */
function isBetween(text: string, begin: string, between: readonly string[], end: string): boolean {
  if (text.length < begin.length + end.length || !text.startsWith(begin) || !text.endsWith(end)) return false;
  let rest = text.slice(begin.length, text.length - end.length);
  for (const each of between) {
    const at = rest.indexOf(each);
    if (at === -1) return false;
    rest = rest.slice(at + each.length);
  }
  return true;
}

/** Whether a verb is among those that a part names: by themselves, several with commas between, or by a word for an act. */
function acts(part: string, there: ReadonlySet<string>): (verb: string) => boolean {
  const each = part
    .split(/[,/&]|\band\b/)
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .map((word) => (there.has(letters(word)) && !word.includes(ANY) ? isVerb(word) : isAct(word)));
  return (verb) => each.some((is) => is(verb));
}

const isVerb = (word: string) => (verb: string) => isSame(verb, word);

function isAct(word: string): (verb: string) => boolean {
  if (word.includes(ANY)) return calls(word, letters);
  // Who may write may do all that changes something.
  if (letters(word) === "write") return (verb) => !["view", "execute", undefined].includes(actOf(verb));
  const act = actOf(letters(word));
  // `manage`, and the console's `All`.
  if (act === "all") return () => true;
  return (verb) => act !== undefined && actOf(verb) === act;
}
