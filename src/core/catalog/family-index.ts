import type { StoredOperation } from "./data";
import type { Operation } from "./operation";
import { literalOf, PathIndex, type PathMatch, type Segment } from "./path-index";
import { REFERENCE_MARK } from "./reference-mark";

/** What every path begins with. */
const PREFIX = "/api/v2/";

/** Stands for a family that is a parameter. */
const PARAMETER = "{}";

/**
 * Finds operations by path like {@link PathIndex}, one index an API family (the segment after `/api/v2`): operations of
 * families that nobody asks for are never made.
 */
export class FamilyIndex {
  private readonly places = new Map<string, number[]>();
  private readonly indexes = new Map<string, PathIndex>();
  private whole: PathIndex | undefined;

  /**
   * @param stored all operations
   * @param operation makes the operation of a place
   */
  constructor(
    stored: readonly StoredOperation[],
    private readonly operation: (place: number) => Operation,
  ) {
    stored.forEach(([, path], place) => {
      // Not split: thousands of arrays would be the better part of loading the catalogue.
      const end = path.indexOf("/", PREFIX.length);
      const family = familyOf(path.slice(PREFIX.length, end < 0 ? undefined : end));
      const places = this.places.get(family);
      if (places) places.push(place);
      else this.places.set(family, [place]);
    });
  }

  /** As {@link PathIndex.find}, with the words of its family. */
  find(method: string, path: readonly Segment[]): PathMatch | undefined {
    return this.first(path, (index) => index.find(method, path));
  }

  /** As {@link PathIndex.findWithWords}. */
  findWithWords(method: string, path: readonly Segment[]): PathMatch | undefined {
    return this.first(path, (index) => index.findWithWords(method, path));
  }

  /** Every operation that a path can reach when its values may be literals too; see {@link PathIndex.candidates}. */
  candidates(method: string, path: readonly Segment[]): readonly Operation[] {
    const family = path[2] ?? "";
    const index = family.includes(REFERENCE_MARK) ? this.everything() : this.index(familyOf(family));
    return index?.candidates(method, path) ?? [];
  }

  /** What is found in the index that a path belongs to. */
  private first<T>(path: readonly Segment[], find: (index: PathIndex) => T | undefined): T | undefined {
    const family = literalOf(path[2] ?? "", path.length === 3);
    const own = family === undefined ? undefined : this.index(familyOf(family));
    const other = this.index(PARAMETER);
    return (own && find(own)) ?? (other && find(other));
  }

  private index(family: string): PathIndex | undefined {
    const places = this.places.get(family);
    if (!places) return undefined;
    const known = this.indexes.get(family) ?? new PathIndex(places.map(this.operation), this.places.keys());
    this.indexes.set(family, known);
    return known;
  }

  private everything(): PathIndex {
    this.whole ??= new PathIndex([...this.places.values()].flat().map(this.operation));
    return this.whole;
  }
}

function familyOf(segment: string): string {
  return segment.includes("{") ? PARAMETER : segment.toLowerCase();
}
