import { distance } from "fastest-levenshtein";
import type { Operation } from "./operation";
import { REFERENCE_MARK } from "./reference-mark";

/** A segment of a request's path: text, with a {@link REFERENCE_MARK} for what is known only when the action runs. */
export type Segment = string;

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly operations: Map<string, Operation>;
}

const node = (): Node => ({ literals: new Map(), parameter: undefined, operations: new Map() });

/** An operation that a path was found to be of. */
export interface PathMatch {
  readonly operation: Operation;
  /** Text where the operation has a parameter. */
  readonly literals: readonly Literal[];
}

/** Text that is sent as it is where the API has a parameter. */
export interface Literal {
  readonly text: string;
  /** `{userId}`. */
  readonly parameter: string;
  /** Whether the text is a word that the API itself has in its paths. */
  readonly isWord: boolean;
}

/** What may be called by this name wherever the API has a user's id. */
const SELF = "me";
const USERS = /user|agent|member|subject/i;

/**
 * Finds operations by path. The most specific wins, segment by segment from the left: a literal before a parameter.
 * A value known only later goes for a parameter, never for a literal that it might happen to equal. Literals are found
 * in any letter case.
 */
export class PathIndex {
  private readonly root = node();
  /** What is nobody's id. */
  private readonly words: Set<string>;

  /** @param words of the API's own, besides those of the paths @default - none */
  constructor(operations: Iterable<Operation>, words: Iterable<string> = []) {
    this.words = new Set(words);
    for (const operation of operations) {
      let at = this.root;
      for (const segment of segmentsOf(operation.path)) {
        if (segment.includes("{")) at = at.parameter ??= node();
        else {
          const word = segment.toLowerCase();
          this.words.add(word);
          const next = at.literals.get(word) ?? node();
          at.literals.set(word, next);
          at = next;
        }
      }
      at.operations.set(operation.method, operation);
    }
  }

  /** The operation of a method and path; `undefined` when there is none, or when a word stands where it has an id. */
  find(method: string, path: readonly Segment[]): PathMatch | undefined {
    const found = this.visit(method, path, (word) => !this.isWord(word));
    return found?.literals.some(({ isWord }) => isWord) ? undefined : found;
  }

  /** The operation of a path in which words stand for ids; `undefined` when there is none for ids either. */
  findWithWords(method: string, path: readonly Segment[]): PathMatch | undefined {
    return this.visit(method, path, () => true);
  }

  private visit(
    method: string,
    path: readonly Segment[],
    mayBeId: (text: string) => boolean,
  ): PathMatch | undefined {
    const visit = (at: Node | undefined, depth: number): Operation | undefined => {
      if (!at) return undefined;
      if (depth === path.length) return at.operations.get(method);
      const segment = path[depth] as Segment;
      const text = literalOf(segment, depth === path.length - 1);
      const literal = text === undefined ? undefined : at.literals.get(text.toLowerCase());
      const value =
        isValue(segment) &&
        !isMisspelt(segment, at) &&
        (segment.includes(REFERENCE_MARK) || mayBeId(segment));
      return visit(literal, depth + 1) ?? (value ? visit(at.parameter, depth + 1) : undefined);
    };
    const operation = visit(this.root, 0);
    if (!operation) return undefined;
    const parameters = segmentsOf(operation.path);
    return {
      operation,
      literals: path.flatMap((text, at) => {
        const parameter = parameters[at] ?? "";
        if (!parameter.includes("{") || text.includes(REFERENCE_MARK)) return [];
        const isSelf = text.toLowerCase() === SELF;
        // Only a user can be called so.
        if (isSelf && USERS.test(parameter)) return [];
        return [{ text, parameter, isWord: isSelf || this.isWord(text) }];
      }),
    };
  }

  private isWord(text: string): boolean {
    const word = text.toLowerCase();
    return word !== SELF && this.words.has(word);
  }

  /**
   * The operations that a path can reach when its values may be literals too, sorted by path. Text stands for itself
   * before it stands for a parameter's value. Bounded by the size of the index.
   */
  candidates(method: string, path: readonly Segment[]): Operation[] {
    let open: { node: Node; literal: number }[] = [{ node: this.root, literal: 0 }];
    for (const segment of path) {
      if (open.length === 0) break;
      const next: typeof open = [];
      for (const { node, literal } of open) {
        if (segment.includes(REFERENCE_MARK)) {
          for (const [text, child] of node.literals)
            if (mayBe(segment, text)) next.push({ node: child, literal });
        } else {
          const child = node.literals.get(segment.toLowerCase());
          if (child) next.push({ node: child, literal: literal + 1 });
        }
        if (node.parameter && isId(segment)) next.push({ node: node.parameter, literal });
      }
      open = next;
    }
    const reached = open.filter(({ node }) => node.operations.has(method));
    const most = Math.max(0, ...reached.map(({ literal }) => literal));
    return reached
      .flatMap(({ node, literal }) => (literal === most ? (node.operations.get(method) ?? []) : []))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** Whether a segment is a value for sure, and no word of the API's: it is known later, or is an id. */
function isId(segment: Segment): boolean {
  return (
    segment.includes(REFERENCE_MARK) ||
    /^(\{.*\}|\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(segment)
  );
}

/** How far a word may be from one of the API's to be taken for it. */
const MISSPELT = 2;

/** Whether a literal was meant, and misspelt: nobody's id looks so much like a word of the API's. */
function isMisspelt(segment: Segment, { literals, parameter }: Node): boolean {
  if (!parameter || isId(segment) || segment.length < 4) return false;
  const text = segment.toLowerCase();
  for (const literal of literals.keys())
    if (literal !== text && literal.length > MISSPELT + 1 && distance(text, literal) <= MISSPELT) return true;
  return false;
}

/** What a segment says literally. Behind the last one a reference may be the query: `users${input.query}`. */
export function literalOf(segment: Segment, isLast: boolean): string | undefined {
  const hole = segment.indexOf(REFERENCE_MARK);
  if (hole === -1) return segment;
  return isLast && hole > 0 ? segment.slice(0, hole) : undefined;
}

/** Whether a segment with references may turn out to be a literal: what stands before and behind them agrees. */
function mayBe(segment: Segment, literal: string): boolean {
  const before = segment.slice(0, segment.indexOf(REFERENCE_MARK)).toLowerCase();
  const behind = segment.slice(segment.lastIndexOf(REFERENCE_MARK) + 1).toLowerCase();
  return (
    literal.length > before.length + behind.length && literal.startsWith(before) && literal.endsWith(behind)
  );
}

/**
 * HTTP clients resolve `.` and `..`, and an empty segment is no id: such a request would reach another operation. What
 * belongs to a query is no id either.
 */
function isValue(segment: Segment): boolean {
  return segment !== "" && segment !== "." && segment !== ".." && !/[&=;]/.test(segment);
}

/** The segments of a path; one trailing slash makes none, the query is no part of it. */
export function segmentsOf(path: string): string[] {
  const [beforeQuery = ""] = path.split("?", 1);
  const start = beforeQuery.startsWith("/") ? 1 : 0;
  return beforeQuery.slice(start, beforeQuery.endsWith("/") ? -1 : undefined).split("/");
}
