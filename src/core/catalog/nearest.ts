import { distance } from "fastest-levenshtein";
import type { Operation } from "./operation";
import { segmentsOf } from "./path-index";

/** What is longer than any path of the API is not compared to its end. */
const LONGEST_WORD = 64;
const MOST_WORDS = 16;

/** The operations that a misremembered request most likely means, best first; none where none comes near. */
export function nearestOperations(
  method: string,
  path: string,
  known: readonly Operation[],
  count: number,
): readonly Operation[] {
  const index = indexes.get(known) ?? new WordIndex(known);
  indexes.set(known, index);
  return index.nearest(method, words(path), count);
}

const indexes = new WeakMap<readonly Operation[], WordIndex>();

/** Below, it is chance: `foo` is half of `flow`. */
const LEAST_RESEMBLANCE = 0.6;

/** Operations by the words of their paths, which are few, again and again. */
class WordIndex {
  /** Places of the operations, by word. */
  private readonly having = new Map<string, number[]>();
  private readonly wordsOf: readonly (readonly string[])[];
  /** The words that resemble one that was asked for, and how much. */
  private readonly similar = new Map<string, ReadonlyMap<string, number>>();

  constructor(private readonly operations: readonly Operation[]) {
    this.wordsOf = operations.map(({ path }) => words(path));
    this.wordsOf.forEach((all, place) => {
      for (const word of all) {
        const places = this.having.get(word);
        if (places) places.push(place);
        else this.having.set(word, [place]);
      }
    });
  }

  nearest(method: string, asked: readonly string[], count: number): readonly Operation[] {
    /** How much each word resembles any that was asked for, and each operation has of what was asked for. */
    const used = new Map<string, number>();
    const covered = new Map<number, number>();
    for (const word of asked) {
      const has = new Map<number, number>();
      for (const [other, likeness] of this.similarTo(word)) {
        raise(used, other, likeness);
        for (const place of this.having.get(other) ?? []) raise(has, place, likeness);
      }
      for (const [place, likeness] of has) covered.set(place, (covered.get(place) ?? 0) + likeness);
    }
    const places = [...covered.keys()].sort((a, b) => a - b);
    return best(places, count, (place) => {
      const offered = this.wordsOf[place] ?? [];
      const share = (covered.get(place) ?? 0) / asked.length;
      return (
        share +
        0.5 * mean(offered.map((word) => used.get(word) ?? 0)) +
        (this.operations[place]?.method === method ? 0.2 : 0)
      );
    }).flatMap((place) => this.operations[place] ?? []);
  }

  private similarTo(word: string): ReadonlyMap<string, number> {
    let similar = this.similar.get(word);
    if (!similar) {
      const all = [...this.having.keys()].map((other) => [other, resemblance(word, other)] as const);
      similar = new Map(all.filter(([, likeness]) => likeness >= LEAST_RESEMBLANCE));
      this.similar.set(word, similar);
    }
    return similar;
  }
}

function raise<T>(values: Map<T, number>, key: T, value: number): void {
  values.set(key, Math.max(values.get(key) ?? 0, value));
}

/** What a path says: its literal segments, without `/api/v2`, hyphens and plurals. */
function words(path: string): string[] {
  return segmentsOf(path.toLowerCase())
    .slice(2)
    .filter((segment) => !/[{$]/.test(segment))
    .map((segment) =>
      segment
        .slice(0, LONGEST_WORD)
        .replace(/[^a-z0-9]/g, "")
        .replace(/s$/, ""),
    )
    .filter((segment) => segment.length > 1)
    .slice(0, MOST_WORDS);
}

/** Likeness, where containing a whole word counts: `lookup` in `reversewhitepageslookup`. */
function resemblance(a: string, b: string): number {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const contained = shorter.length >= 4 && longer.includes(shorter) ? 0.7 : 0;
  // Of texts of such different lengths no comparison is needed.
  if (shorter.length < LEAST_RESEMBLANCE * longer.length) return contained;
  return Math.max(contained, likeness(a, b));
}

/** 1 for equal texts, 0 for texts that share nothing. */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - distance(a, b) / longest;
}

const mean = (values: number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value) / values.length;

function best<T>(candidates: Iterable<T>, count: number, score: (candidate: T) => number): T[] {
  return [...candidates]
    .map((candidate, at) => ({ candidate, at, score: score(candidate) }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
