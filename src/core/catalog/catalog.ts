import type { Permission } from "../permission";
import type { Requirement } from "../requirement";
import { nearestOperations, nearestPermissions } from "./nearest";
import type { Operation, OperationFlag } from "./operation";
import embedded from "./operations.json";
import { OVERRIDES, type Override } from "./overrides";
import { PathIndex, type Segment, segmentsOf } from "./path-index";

export type { Operation, OperationFlag } from "./operation";

/** A catalogue as it is stored: see `scripts/generate-catalog.ts`. */
export interface CatalogData {
  readonly source: string;
  readonly version: string;
  /** ISO date of the source. */
  readonly date: string;
  /** Of the table that it was generated from. */
  readonly sha256: string;
  /** Method, path, mode, permissions, flags, operation id. */
  readonly operations: readonly (readonly [
    string,
    string,
    string,
    readonly string[],
    readonly string[],
    string,
  ])[];
}

/**
 * Which permissions each operation of the Genesys Cloud API requires. Read forward by the derivation, and backward by
 * the sandbox's API, so that the two cannot disagree.
 */
export class Catalog {
  private static embedded: Catalog | undefined;

  readonly source: string;
  readonly version: string;
  /** ISO date of the source. */
  readonly date: string;
  /** Of the table that the catalogue was generated from. */
  readonly sha256: string;
  /** In the order of the source. */
  readonly operations: readonly Operation[];
  private readonly paths: PathIndex;
  private accepting: Map<Permission, Operation[]> | undefined;

  /** The catalogue that comes with scopelock. Loaded once. */
  static load(): Catalog {
    // The JSON's own type would have the compiler look at 3,280 tuples.
    Catalog.embedded ??= new Catalog(embedded as unknown as CatalogData);
    return Catalog.embedded;
  }

  constructor(data: CatalogData, overrides: readonly Override[] = OVERRIDES) {
    this.source = data.source;
    this.version = data.version;
    this.date = data.date;
    this.sha256 = data.sha256;
    const corrected = new Map(overrides.map(({ operation, requirement }) => [operation, requirement]));
    this.operations = data.operations.map(([method, path, mode, permissions, flags, operationId]) => {
      const id = `${method} ${path}`;
      return {
        id,
        method,
        path,
        operationId,
        requirement: corrected.get(id) ?? ({ mode, permissions } as unknown as Requirement),
        flags: flags as readonly OperationFlag[],
      };
    });
    this.paths = new PathIndex(this.operations);
  }

  /** The operation that a concrete request asks for; the query does not matter. */
  match(method: string, path: string): Operation | undefined {
    return this.find(method, segmentsOf(path));
  }

  /** The operation of a path whose segments may be known only when the action runs. */
  find(method: string, path: readonly Segment[]): Operation | undefined {
    return this.paths.find(method, path);
  }

  /** Every operation that a path can reach when its values may stand for the API's own words too. */
  candidates(method: string, path: readonly Segment[]): readonly Operation[] {
    return this.paths.candidates(method, path);
  }

  /** The methods that a path has. */
  methods(path: readonly Segment[]): readonly string[] {
    return this.paths.methods(path);
  }

  /** Every permission that some operation accepts. */
  get permissions(): readonly Permission[] {
    return [...this.index().keys()];
  }

  /** The operations that accept a permission; none for a name that is not a permission. */
  opens(permission: string): readonly Operation[] {
    return this.index().get(permission as Permission) ?? [];
  }

  /** The operations that come nearest to a request that has none, best first. */
  nearestOperations(method: string, path: string, count = 3): readonly Operation[] {
    return nearestOperations(method, path, this.operations, count);
  }

  /** The permissions that come nearest to a name that is none, best first. */
  nearestPermissions(name: string, count = 3): readonly Permission[] {
    return nearestPermissions(name, this.permissions, count);
  }

  private index(): Map<Permission, Operation[]> {
    if (!this.accepting) {
      this.accepting = new Map();
      for (const operation of this.operations)
        for (const permission of operation.requirement.permissions) {
          const operations = this.accepting.get(permission);
          if (operations) operations.push(operation);
          else this.accepting.set(permission, [operation]);
        }
    }
    return this.accepting;
  }
}
