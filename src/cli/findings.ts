import type { DerivationReport } from "../core/derivation-report";
import type { Problem, Severity } from "../core/problem";

/** A problem, with every place that has it. */
export interface Finding extends Problem {
  readonly at: readonly string[];
}

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Everything that a report finds wrong, the same thing said once; errors first. */
export function findings({ actions, unusable }: DerivationReport): readonly Finding[] {
  const found = new Map<string, Problem & { at: string[] }>();
  const add = (problem: Problem, at: string) => {
    const key = [problem.id, problem.message, problem.fix].join("\n");
    const known = found.get(key);
    if (known) known.at.push(at);
    else found.set(key, { ...problem, at: [at] });
  };
  for (const { source, ...problem } of unusable) add(problem, source);
  for (const { name, source, problems } of actions)
    for (const problem of problems)
      add(problem, source === null || source.startsWith(name) ? name : `${name} (${source})`);
  return [...found.values()].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
  );
}
