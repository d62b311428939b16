import type { IntegrationReview } from "../analysis/review";

/** Most edges of a graph: more are not readable, and GitHub draws none beyond 500. */
const MOST_EDGES = 120;

type EdgeChange = "added" | "removed" | "kept";

/**
 * The way from data actions to readers as a Mermaid graph: action, permission, role, OAuth client, Vault path, policy.
 * What is new is thick, what goes is dotted. `undefined` when it would have too many edges.
 */
export function graphOf(integrations: readonly IntegrationReview[]): string | undefined {
  const graph = new Graph();
  for (const integration of integrations) draw(graph, integration);
  return graph.edges.size > MOST_EDGES ? undefined : graph.text();
}

function draw(graph: Graph, { id, actions, permissions, generations, vault }: IntegrationReview): void {
  const node = (kind: string, name: string) => `${id}\n${kind}\n${name}`;
  const role = graph.node(node("role", id), `role of ${id}`);
  for (const [change, all] of Object.entries({
    added: permissions.added,
    removed: permissions.removed,
    kept: permissions.kept,
  }) as [EdgeChange, IntegrationReview["permissions"]["added"]][])
    for (const { permission } of all)
      graph.edge(graph.node(node("permission", permission), permission), role, change);

  for (const { action, before, after } of actions) {
    const from = graph.node(node("action", action), action);
    for (const permission of new Set([...(before?.permissions ?? []), ...(after?.permissions ?? [])])) {
      const [was, is] = [before, after].map((side) => side?.permissions.includes(permission) === true);
      graph.edge(from, graph.node(node("permission", permission), permission), changeOf(was, is));
    }
  }

  const { live, current } = generations;
  const path = vault.path ?? "a path that the plan does not say";
  const secret = graph.node(node("secret", path), `Vault: ${path}`);
  for (const generation of new Set([...live.before, ...live.after].sort((a, b) => a - b))) {
    const client = graph.node(node("client", String(generation)), `OAuth client, generation ${generation}`);
    graph.edge(role, client, changeOf(live.before.includes(generation), live.after.includes(generation)));
    const [was, is] = [current.before === generation, current.after === generation];
    if (was || is) graph.edge(client, secret, changeOf(was, is));
  }
  for (const { policy, change } of vault.readers)
    graph.edge(secret, graph.node(node("reader", policy), `policy ${policy}`), change);
}

const changeOf = (was: boolean | undefined, is: boolean | undefined): EdgeChange =>
  was && is ? "kept" : is ? "added" : "removed";

class Graph {
  private readonly nodes = new Map<string, { readonly id: string; readonly label: string }>();
  readonly edges = new Set<string>();

  /** The node of a key; the same key is the same node. */
  node(key: string, label: string): string {
    const known = this.nodes.get(key) ?? { id: `n${this.nodes.size}`, label };
    this.nodes.set(key, known);
    return known.id;
  }

  edge(from: string, to: string, change: EdgeChange): void {
    const arrow = { added: "==>|new|", removed: "-.->|goes|", kept: "-->" }[change];
    this.edges.add(`${from} ${arrow} ${to}`);
  }

  text(): string {
    const nodes = [...this.nodes.values()].map(({ id, label }) => `  ${id}["${escaped(label)}"]`);
    return ["graph LR", ...nodes, ...[...this.edges].map((edge) => `  ${edge}`)].join("\n");
  }
}

/** Mermaid takes `#35;` for a character by its code: whatever could mean something is written so. */
function escaped(label: string): string {
  return label.replace(/[^\p{L}\p{N} .,:/_-]/gu, (character) =>
    /[\p{Cc}\p{Cf}\p{Z}]/u.test(character) ? " " : `#${character.codePointAt(0)};`,
  );
}
