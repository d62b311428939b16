import { type Catalog, type Operation, ScopelockError } from "scopelock/sandbox-support";

/** Requests of one operation: all of them, or those of a path in which ids stand in the place of parameters. */
export interface OperationPattern {
  readonly operation: Operation["id"];
  /** Tried on the path, without the query. */
  readonly path: RegExp;
  /** Parameters that stand for any value: the fewer, the more exact. */
  readonly parameters: number;
}

/**
 * Reads an operation as it is written in a seed or a fault: `GET /api/v2/routing/queues/{queueId}`, or with an id in the
 * place of a parameter.
 * @throws {@link ScopelockError} `sandbox/seed` for what the catalogue does not have
 */
export function operationPattern(text: string, where: string, catalog: Catalog): OperationPattern {
  const [, method = "", path = ""] = /^([A-Z]+) (\/[^\s?#]*)$/.exec(text) ?? [];
  const operation = catalog.match(method, path);
  if (!operation) {
    const near = catalog.nearestOperations(method === "" ? "GET" : method, path === "" ? text : path, 1)[0];
    throw new ScopelockError({
      id: "sandbox/seed",
      what: `The catalogue does not have the operation "${text}".`,
      where,
      why: "The stand-in checks the permission of every request with the catalogue.",
      fix: near
        ? `Did you mean "${near.id}"?`
        : 'Write method and path, for example "GET /api/v2/routing/queues/{queueId}".',
    });
  }
  const segments = path.split("/");
  const isParameter = (segment: string) => /^\{[^{}]+\}$/.test(segment);
  const expression = segments.map((segment) => (isParameter(segment) ? "[^/]+" : escaped(segment))).join("/");
  return {
    operation: operation.id,
    path: new RegExp(`^${expression}/?$`),
    parameters: segments.filter(isParameter).length,
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
