import type { Catalog, Operation } from "./catalog/catalog";
import { ANY_VALUE, type Segment, segmentsOf } from "./catalog/path-index";
import { REGION_DOMAINS } from "./region";
import { HOLE, skeleton } from "./template";

const API_HOSTS: readonly string[] = Object.values(REGION_DOMAINS).map((domain) => `api.${domain}`);

/**
 * The path and query of a request, without the API host that some people write in front of it. `undefined` when the
 * address is not one of the Genesys Cloud API.
 */
export function pathOf(url: string): string | undefined {
  const [, host, path = url] = /^https:\/\/([^/]+)(\/.*)$/s.exec(url) ?? [];
  if (host !== undefined && !API_HOSTS.includes(host.toLowerCase())) return undefined;
  return path.startsWith("/api/v2/") ? path : undefined;
}

/** The segments of a request template: text, or {@link ANY_VALUE} where a reference is part of it. */
export function requestSegments(url: string): readonly Segment[] {
  return segmentsOf(skeleton(pathOf(url) ?? url)).map((segment) =>
    segment.includes(HOLE) ? ANY_VALUE : segment,
  );
}

/** The operation that a data action's request asks for. The query plays no part. */
export function matchRequest(catalog: Catalog, method: string, url: string): Operation | undefined {
  return catalog.find(method, requestSegments(url));
}
