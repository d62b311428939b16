import type { Operation } from "./operation";

/** A segment of a request's path: text, or a value that is known only when the action runs. */
export type Segment = string | typeof ANY_VALUE;

/** Stands for a segment that holds a reference such as `${input.id}`. */
export const ANY_VALUE = Symbol("any value");

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly operations: Map<string, Operation>;
}

const node = (): Node => ({ literals: new Map(), parameter: undefined, operations: new Map() });

/**
 * Finds operations by path. The most specific wins, segment by segment from the left: a literal before a parameter.
 * A value known only later goes for a parameter, never for a literal that it might happen to equal.
 */
export class PathIndex {
  private readonly root = node();

  constructor(operations: Iterable<Operation>) {
    for (const operation of operations) {
      let at = this.root;
      for (const segment of segmentsOf(operation.path)) {
        if (segment.includes("{")) at = at.parameter ??= node();
        else {
          const next = at.literals.get(segment.toLowerCase()) ?? node();
          at.literals.set(segment.toLowerCase(), next);
          at = next;
        }
      }
      at.operations.set(operation.method, operation);
    }
  }

  /** The operation of a method and path; `undefined` when there is none. */
  find(method: string, path: readonly Segment[]): Operation | undefined {
    const visit = (at: Node | undefined, depth: number): Operation | undefined => {
      if (!at) return undefined;
      if (depth === path.length) return at.operations.get(method);
      const segment = path[depth] as Segment;
      const literal = segment === ANY_VALUE ? undefined : at.literals.get(segment.toLowerCase());
      return visit(literal, depth + 1) ?? (isValue(segment) ? visit(at.parameter, depth + 1) : undefined);
    };
    return visit(this.root, 0);
  }
}

/** HTTP clients resolve `.` and `..`, and an empty segment is no id: such a request would reach another operation. */
function isValue(segment: Segment): boolean {
  return segment !== "" && segment !== "." && segment !== "..";
}

/** The segments of a path; one trailing slash makes none, the query is no part of it. */
export function segmentsOf(path: string): string[] {
  const [beforeQuery = ""] = path.split("?", 1);
  const start = beforeQuery.startsWith("/") ? 1 : 0;
  return beforeQuery.slice(start, beforeQuery.endsWith("/") ? -1 : undefined).split("/");
}
