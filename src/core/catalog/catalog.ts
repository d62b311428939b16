import type { Permission, Requirement, UnknownRequirement } from "../permission";
import { asOf } from "./age";
import { OVERRIDES, type Override } from "./corrections";
import type { CatalogData, Origin, StoredOperation } from "./data";
import { DOCUMENTED } from "./documented";
import { EMBEDDED } from "./embedded";
import { FamilyIndex } from "./family-index";
import { nearestOperations } from "./nearest";
import type { KnownOperation, Operation, OperationFlag } from "./operation";
import { type PathMatch, type Segment, segmentsOf } from "./path-index";
import { PermissionNames } from "./permission-names";

export type { CatalogData, Origin, StoredOperation } from "./data";
export type { KnownOperation, Operation, OperationFlag } from "./operation";

/**
 * Which permissions each operation of the Genesys Cloud API requires. Read forward by the derivation, and backward by
 * the sandbox's API, so that the two cannot disagree. Everything is made when it is first asked for: a command that
 * looks at three operations does not wait for three thousand.
 */
export class Catalog {
  private static embedded: Catalog | undefined;

  readonly source: string;
  readonly version: string;
  /** ISO date of the source; empty where it is not known. */
  readonly date: string;
  /** Of the file that the catalogue was generated from. */
  readonly sha256: string;
  /** Where permissions and scopes were kept from; `undefined` where the source itself names them. */
  readonly kept: Origin | undefined;
  private readonly stored: readonly StoredOperation[];
  private readonly corrected: ReadonlyMap<string, Requirement>;
  private readonly made: (Operation | undefined)[];
  private all: readonly Operation[] | undefined;
  private paths: FamilyIndex | undefined;
  private accepting: Map<Permission, number[]> | undefined;
  private names: PermissionNames | undefined;

  /** The catalogue that comes with scopelock. Loaded once. */
  static load(): Catalog {
    Catalog.embedded ??= new Catalog(EMBEDDED);
    return Catalog.embedded;
  }

  constructor(data: CatalogData, overrides: readonly Override[] = OVERRIDES) {
    this.source = data.source;
    this.version = data.version;
    this.date = data.date;
    this.sha256 = data.sha256;
    this.kept = data.kept;
    this.stored = data.operations;
    this.made = new Array(this.stored.length);
    this.corrected = new Map(overrides.map(({ operation, requirement }) => [operation, requirement]));
  }

  /** ISO date that nothing in it is older than; empty where it is not known. */
  get asOf(): string {
    return asOf(this);
  }

  /** How many operations there are. */
  get size(): number {
    return this.stored.length;
  }

  /** In the order of the source. */
  get operations(): readonly Operation[] {
    this.all ??= this.stored.map((_, place) => this.operation(place));
    return this.all;
  }

  /** The operation that a concrete request asks for; the query does not matter, and any segment may be an id. */
  match(method: string, path: string): Operation | undefined {
    return this.families().findWithWords(method, segmentsOf(path))?.operation;
  }

  /**
   * The operation of a path whose segments may be known only when the action runs; none where a word of the API's own
   * stands in the place of an id.
   * @internal
   */
  find(method: string, path: readonly Segment[]): PathMatch | undefined {
    return this.families().find(method, path);
  }

  /**
   * As {@link Catalog.find}, with such words taken for ids.
   * @internal
   */
  findWithWords(method: string, path: readonly Segment[]): PathMatch | undefined {
    return this.families().findWithWords(method, path);
  }

  /**
   * Every operation that a path can reach when its values may stand for the API's own words too.
   * @internal
   */
  candidates(method: string, path: readonly Segment[]): readonly Operation[] {
    return this.families().candidates(method, path);
  }

  /**
   * The methods that a path has.
   * @internal
   */
  methods(path: readonly Segment[]): readonly string[] {
    return ["GET", "PUT", "POST", "PATCH", "DELETE"].filter((method) => this.find(method, path));
  }

  /** Every permission that some operation accepts. */
  get permissions(): readonly Permission[] {
    return [...this.index().keys()];
  }

  /** The operations that accept a permission; none for a name that is not a permission. */
  operationsAccepting(permission: string): readonly KnownOperation[] {
    const places = this.index().get(permission as Permission) ?? [];
    // An operation of which nobody knows what it requires accepts none.
    return places.map((place) => this.operation(place) as KnownOperation);
  }

  /** How many operations accept a permission. */
  operationCount(permission: Permission): number {
    return this.index().get(permission)?.length ?? 0;
  }

  /** The operations that come nearest to a request that has none, best first. */
  nearestOperations(method: string, path: string, count = 3): readonly Operation[] {
    return nearestOperations(method, path, this.operations, count);
  }

  /** The permissions that come nearest to a name that is none, best first. */
  nearestPermissions(name: string, count = 3): readonly Permission[] {
    return this.permissionNames().nearest(name, count);
  }

  /** The permission that a name is a slip of: a typo, another letter case, a plural. `undefined` where it may be right. */
  slip(name: string): Permission | undefined {
    return this.permissionNames().slip(name);
  }

  /** Of the catalogue, and of what the vendor's documents name beside it. */
  private permissionNames(): PermissionNames {
    if (!this.names) {
      // What more operations accept is meant more often.
      const used = this.permissions.toSorted((a, b) => this.operationCount(b) - this.operationCount(a));
      const documented = DOCUMENTED.map(({ permission }) => permission);
      this.names = new PermissionNames([...new Set([...used, ...documented])]);
    }
    return this.names;
  }

  private families(): FamilyIndex {
    this.paths ??= new FamilyIndex(this.stored, (place) => this.operation(place));
    return this.paths;
  }

  /** The operation of a place; the same object whenever it is asked for. */
  private operation(place: number): Operation {
    const known = this.made[place];
    if (known) return known;
    const stored = this.stored[place] as StoredOperation;
    const [method, path, , , flags, operationId, scopes] = stored;
    const operation: Operation = {
      id: `${method} ${path}`,
      method,
      path,
      operationId,
      requirement: this.requirement(stored),
      flags: flags as readonly OperationFlag[],
      ...(scopes && { scopes }),
    };
    this.made[place] = operation;
    return operation;
  }

  private requirement([method, path, mode, permissions]: StoredOperation): Operation["requirement"] {
    const stored = { mode, permissions } as unknown as Requirement | UnknownRequirement;
    return this.corrected.get(`${method} ${path}`) ?? stored;
  }

  private index(): Map<Permission, number[]> {
    if (!this.accepting) {
      const accepting = new Map<Permission, number[]>();
      this.stored.forEach((stored, place) => {
        for (const permission of this.requirement(stored).permissions) {
          const places = accepting.get(permission);
          if (places) places.push(place);
          else accepting.set(permission, [place]);
        }
      });
      this.accepting = accepting;
    }
    return this.accepting;
  }
}
