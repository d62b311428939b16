import { actOf } from "./act";
import { plain } from "./catalog/permission-names";
import { type Permission, partsOf } from "./permission";

/** Between the labels of a permission, as the console writes it: `Routing > Queue > View`. */
export const ARROW = /[>\u203a\u2192]/u;

/**
 * Domains that the console and the paths call otherwise. Source: Genesys Cloud Resource Center, Workforce management
 * permissions overview.
 */
const LABELS: ReadonlyMap<string, string> = new Map([["wfm", "Workforce Management"]]);

/** What a domain is called in paths and in the console, as names are compared. */
export function domainCalled(domain: string): string {
  return plain(LABELS.get(domain) ?? domain);
}

/** What a text stands for. */
export interface PermissionPattern {
  readonly permissions: readonly Permission[];
  /** Whether it has a star, so that a role which holds it also gets what is added later. */
  readonly isOpen: boolean;
  /** Whether it names one permission in full, only written otherwise. */
  readonly isName: boolean;
}

const NOTHING: PermissionPattern = { permissions: [], isOpen: false, isName: false };

/**
 * The permissions that a text stands for, as people hold and write them: with stars (`routing:queue:*`, `routing:*:*`, `*`),
 * as the console labels them (`Routing > Queue > All`, `Datatable Row`), with a word for an act (`routing:queue:read`),
 * without the domain or the entity (`recording:view`), a domain and an entity, or a domain alone.
 */
export function permissionPattern(text: string, permissions: readonly Permission[]): PermissionPattern {
  const asked = text.trim().replace(/\s+permissions?$/i, "");
  const [first, ...rest] = partsIn(asked);
  if (first === undefined) return NOTHING;
  const known = permissions.flatMap((permission) => {
    const parts = partsOf(permission);
    return parts ? [{ permission, ...parts }] : [];
  });
  const isOpen = [first, ...rest].some((part) => part.includes(ANY));
  const last = rest.pop();
  if (last === undefined) {
    if (first === ANY) return { permissions, isOpen, isName: false };
    const isSame = (name: string) => letters(name) === letters(first);
    const written = known.filter((each) => isSame(each.domain + each.entity + each.action));
    if (written.length > 0) return { permissions: named(written), isOpen, isName: true };
    const isDomain = isOpen ? calls(first, domainCalled) : isSame;
    const whole = known.filter(({ domain }) => isDomain(domain) || isSame(LABELS.get(domain) ?? domain));
    return { permissions: named(whole), isOpen, isName: false };
  }
  const select = (domain: string, entity: string, action: string) => {
    const [isDomain, isEntity] = [calls(domain, domainCalled), calls(entity, plain)];
    const there = known.filter((each) => isDomain(each.domain) && isEntity(each.entity));
    const verbs = new Set(there.map((each) => each.action.toLowerCase()));
    const isAction = acts(action, verbs);
    return there.filter((each) => isAction(each.action));
  };
  if (rest.length > 0) {
    const found = select(first, rest.join(""), last);
    const [only, other] = found;
    const isName = !isOpen && other === undefined && letters(only?.action ?? "") === letters(last);
    return { permissions: named(found), isOpen, isName };
  }
  const whole = select(first, last, ANY);
  if (whole.length > 0) return { permissions: named(whole), isOpen, isName: false };
  // `recording:view` has no domain, or no entity: where there is one so called, that is what was meant.
  const verb = last === ANY ? ANY : last;
  const entities = last === ANY ? [] : select(ANY, first, verb);
  const found = [...entities, ...select(first, ANY, verb)];
  return { permissions: [...new Set(named(found))], isOpen, isName: false };
}

const ANY = "*";

const named = (found: readonly { readonly permission: Permission }[]) =>
  found.map(({ permission }) => permission);

/** The parts of what was written; none where one is empty. `All` at the end is the console's star. */
function partsIn(asked: string): readonly string[] {
  const separator = [ARROW, /:/, /\./, /\//].find((each) => each.test(asked));
  const written = separator ? asked.split(separator) : [asked];
  const parts = written.map((part, at) =>
    at > 0 && at === written.length - 1 && /^\s*all\s*$/i.test(part) ? ANY : part.trim(),
  );
  return parts.includes("") ? [] : parts;
}

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Whether a name is what a part with or without stars says, in the words of a kind of names. */
function calls(part: string, called: (name: string) => string): (name: string) => boolean {
  if (!part.includes(ANY)) {
    const asked = called(part);
    return (name) => called(name) === asked;
  }
  const pattern = new RegExp(`^${part.split(/\*+/).map(letters).join(".*")}$`);
  return (name) => pattern.test(letters(name));
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

const isVerb = (word: string) => (verb: string) => letters(verb) === letters(word);

function isAct(word: string): (verb: string) => boolean {
  if (word.includes(ANY)) return calls(word, letters);
  // Who may write may do all that changes something.
  if (letters(word) === "write") return (verb) => !["view", "execute", undefined].includes(actOf(verb));
  const act = actOf(letters(word));
  if (act === "all") return () => true;
  return (verb) => act !== undefined && actOf(verb) === act;
}
