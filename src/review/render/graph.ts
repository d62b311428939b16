import { changeOf } from "../findings/resources";
import type { IntegrationReview } from "../findings/review";

/** Most edges of a graph: more are not readable, and GitHub draws none beyond 500. */
const MOST_EDGES = 120;

/**
 * The way from data actions to readers as a Mermaid graph: action, permission, role, OAuth client, Vault path, policy, reader.
 * It has what changes and its neighbours. What is new is thick, what goes is dotted.
 * @returns `undefined` where nothing of it changes, `too-wide` where it would have too many edges
 */
export function graphOf(integrations: readonly IntegrationReview[]): string | "too-wide" | undefined {
  const graph = new Graph();
  for (const integration of integrations) draw(graph, integration);
  const edges = graph.changing();
  if (edges.length === 0) return undefined;
  return edges.length > MOST_EDGES ? "too-wide" : graph.text(edges);
}

function draw(graph: Graph, { id, actions, permissions, generations, vault }: IntegrationReview): void {
  const node = (kind: string, name: string, label: string) => graph.node(`${id}\n${kind}\n${name}`, label);
  const action = (name: string) => node("action", name, name);
  const permission = (name: string) => node("permission", name, name);
  const role = node("role", id, `role of ${id}`);
  for (const change of ["added", "removed", "kept"] as const)
    for (const { permission: name } of permissions[change])
      graph.edge(role, permission(name), "grants", change);

  for (const { action: name, doing, before, after } of actions) {
    if (doing !== "none" && doing !== "read") graph.mark(action(name));
    for (const each of new Set([...(before?.permissions ?? []), ...(after?.permissions ?? [])])) {
      const has = (side: typeof before) => side?.permissions.includes(each) === true;
      graph.edge(action(name), permission(each), "needs", changeOf(has(before), has(after)));
    }
  }

  const { live, current } = generations;
  const secret = node("secret", "", `Vault: ${vault.path ?? "a path that the plan does not show"}`);
  for (const generation of new Set([...live.before, ...live.after].sort((a, b) => a - b))) {
    const client = node("client", String(generation), `OAuth client, generation ${generation}`);
    const change = changeOf(live.before.includes(generation), live.after.includes(generation));
    graph.edge(client, role, "has", change);
    const [was, is] = [current.before === generation, current.after === generation];
    if (was || is) graph.edge(secret, client, "holds the secret of", changeOf(was, is));
  }
  for (const { policy, change, by } of vault.readers) {
    const reader = node("policy", policy, `Vault policy ${policy}`);
    graph.edge(reader, secret, "reads", change);
    for (const each of by) graph.edge(node("reader", each, each), reader, "gets", change);
  }
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly verb: string;
  readonly change: ReturnType<typeof changeOf>;
}

class Graph {
  private readonly nodes = new Map<string, { readonly id: string; readonly label: string }>();
  private readonly edges: Edge[] = [];
  private readonly marked = new Set<string>();

  /** The node of a key; the same key is the same node. */
  node(key: string, label: string): string {
    const known = this.nodes.get(key) ?? { id: `n${this.nodes.size}`, label };
    this.nodes.set(key, known);
    return known.id;
  }

  /** A node that changes, whatever its edges do. */
  mark(node: string): void {
    this.marked.add(node);
  }

  edge(from: string, to: string, verb: string, change: Edge["change"]): void {
    this.edges.push({ from, to, verb, change });
  }

  /** Edges that change, and those that lead to what changes. */
  changing(): readonly Edge[] {
    const touched = new Set(this.marked);
    for (const { from, to, change } of this.edges) if (change !== "kept") touched.add(from).add(to);
    return this.edges.filter(({ from, to }) => touched.has(from) || touched.has(to));
  }

  text(edges: readonly Edge[]): string {
    const shown = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const nodes = [...this.nodes.values()]
      .filter(({ id }) => shown.has(id))
      .map(({ id, label }) => `  ${id}["${escaped(label)}"]`);
    const lines = edges.map(({ from, to, verb, change }) => {
      const arrow = { added: `==>|now ${verb}|`, removed: `-.->|no longer ${verb}|`, kept: `-->|${verb}|` };
      return `  ${from} ${arrow[change]} ${to}`;
    });
    return ["graph LR", ...nodes, ...new Set(lines)].join("\n");
  }
}

/** Mermaid takes `#35;` for a character by its code: whatever could mean something is written so. */
function escaped(label: string): string {
  return label.replace(/[^\p{L}\p{N} .,:/_-]/gu, (character) =>
    /[\p{Cc}\p{Cf}\p{Z}]/u.test(character) ? " " : `#${character.codePointAt(0)};`,
  );
}
