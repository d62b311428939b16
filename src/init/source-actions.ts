import { type Call, DataAction, type ImportedAction } from "../core/action";
import { Catalog } from "../core/catalog";
import { examine } from "../core/derivation";
import { isObject, type Refusal, ScopelockError } from "../core/diagnostic";
import type { Permission } from "../core/permission";
import { readActions } from "../import";
import type { WrittenAction } from "./action-module";
import { moduleNames } from "./action-names";

/** Actions that an app starts from. */
export interface SourceActions {
  /** Sorted by name. Never empty. */
  readonly deployed: readonly WrittenAction[];
  /** Written, and not deployed: what they need cannot be derived. */
  readonly pending: readonly { readonly action: WrittenAction; readonly problem: Refusal }[];
  /** What could not be read, or cannot be declared. */
  readonly refused: readonly Refusal[];
  /** What the deployed ones need together. */
  readonly permissions: readonly Permission[];
}

/**
 * Reads the actions of a path: exports, Terraform's files, modules that are named, directories of these.
 * @param from path, from the working directory
 * @throws {@link ScopelockError} what the reading finds, when there is no action that can be deployed.
 */
export async function sourceActions(from: string): Promise<SourceActions> {
  const { calls, unusable } = await readActions([from]);
  const refused: Refusal[] = [...unusable];
  const byName = new Map<string, { action: DataAction; leftOut: readonly string[]; text: string }>();
  for (const call of calls) {
    try {
      const action = declared(call);
      const leftOut = isImported(call) ? Object.keys(call.extra).sort() : [];
      const text = JSON.stringify({ ...action, problems: [] });
      const known = byName.get(action.name);
      if (known === undefined) byName.set(action.name, { action, leftOut, text });
      else if (known.text !== text) refused.push(sameName(action.name, call.source));
    } catch (error) {
      if (!ScopelockError.is(error)) throw error;
      refused.push(error, ...error.others);
    }
  }
  const found = [...byName.values()].sort((a, b) => (a.action.name < b.action.name ? -1 : 1));
  const modules = moduleNames(found.map(({ action }) => action.name));
  const written = found.flatMap(({ action, leftOut }) => {
    const module = modules.get(action.name);
    return module === undefined ? [] : [{ action, leftOut, module }];
  });

  const catalog = Catalog.load();
  const problems = new Map(
    examine(
      written.map(({ action }) => action),
      catalog,
    ).evidence.map(({ action, problems }) => [action, problems.find(({ severity }) => severity === "error")]),
  );
  const deployed: WrittenAction[] = [];
  const pending: { action: WrittenAction; problem: Refusal }[] = [];
  for (const action of written) {
    const problem = problems.get(action.action.name);
    if (problem === undefined) deployed.push(action);
    else {
      const { id, what, why, fix } = problem;
      pending.push({
        action,
        problem: {
          id,
          what,
          where: `data action "${action.action.name}"`,
          ...(why !== undefined && { why }),
          fix,
        },
      });
    }
  }
  if (deployed.length === 0)
    throw nothingToDeploy(from, [...refused, ...pending.map(({ problem }) => problem)]);
  const { permissions } = examine(
    deployed.map(({ action }) => action),
    catalog,
  );
  return { deployed, pending, refused, permissions };
}

/** Whether a call was read from an export or from Terraform. */
function isImported(call: ImportedAction | Call): call is ImportedAction {
  return "extra" in call && isObject(call.extra);
}

/** @throws {@link ScopelockError} when it is not a whole action. */
function declared(call: (ImportedAction | Call) & { readonly source: string }): DataAction {
  const where = `${call.source}: data action "${call.name}"`;
  if (call.expressions !== undefined && call.expressions.length > 0)
    throw new ScopelockError({
      id: "init/expressions",
      what: `The request has expressions of Terraform whose value is not known: ${call.expressions.join(", ")}.`,
      where,
      why: "A module declares the request that is sent.",
      fix: "Start from the output of terraform show -json for a plan, where every value is known.",
    });
  if (isImported(call)) return DataAction.imported(call, where);
  if (call instanceof DataAction || ("output" in call && call.input !== undefined))
    return ScopelockError.locate(where, () => DataAction.define(withoutSource(call)));
  throw new ScopelockError({
    id: "init/no-contract",
    what: "It is a request without contracts.",
    where,
    why: "A data action has an input and an output contract, and a table of requests has neither.",
    fix: "Start from exports (*.custom.json) or from Terraform's files.",
  });
}

/** The declaration of an action that a module exports: what `DataAction.define` was given. */
function withoutSource(call: Call): Parameters<typeof DataAction.define>[0] {
  const { source: _, problems: __, ...props } = call;
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  // A module may export anything: `define` checks it.
  return Object.fromEntries(given) as unknown as Parameters<typeof DataAction.define>[0];
}

function sameName(name: string, source: string): ScopelockError {
  return new ScopelockError({
    id: "init/same-name",
    what: `Two actions that differ are named "${name}".`,
    where: source,
    why: "Within an integration a name stands for one action. The first one is written.",
    fix: "Rename one of them, or start from one file.",
  });
}

function nothingToDeploy(from: string, refusals: readonly Refusal[]): ScopelockError {
  const [first, ...others] = refusals;
  if (first) return new ScopelockError(first, ...others);
  return new ScopelockError({
    id: "import/nothing-found",
    what: "No data action was found.",
    where: from,
    why: "An app is written from the data actions that are found there.",
    fix: "Name exports (*.custom.json), Terraform's files (*.tf, *.tf.json, terraform show -json), or a directory of these.",
  });
}
