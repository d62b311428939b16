import { existsSync } from "node:fs";
import { count, cut, didYouMean, enumeration, ScopelockError } from "../core/diagnostic";
import { readActions, type SourcedCall } from "../import";
import type { RunnableAction } from "../run";
import type { Options } from "./run";

/** An action that can be run. */
export type FoundAction = SourcedCall & RunnableAction;

/** What `readActions` reads for a name or a path. */
export function placeOf(what: string, options: Pick<Options, "in">): string {
  if (existsSync(what)) return what;
  if (existsSync(options.in)) return options.in;
  throw new ScopelockError({
    id: "run/missing",
    what: `"${cut(what)}" is not a file, and no action can be looked up by this name: there is no "${options.in}".`,
    where: "scopelock run",
    why: "One data action is run, from its declaration.",
    fix: "Give the path of a file, or the folder of the actions with --in.",
  });
}

/**
 * The action that is meant, of a file, a directory, or by its name.
 * @throws {@link ScopelockError} `run/missing`, `run/unknown-action`, `run/several-actions`, `run/no-action`, and what a
 * file is refused for
 */
export async function findAction(what: string, options: Options): Promise<FoundAction> {
  const place = placeOf(what, options);
  const name = options.action ?? (place === what ? undefined : what);
  const { calls, unusable } = await readActions([place]);
  const [first, ...others] = name === undefined ? calls : calls.filter((call) => call.name === name);
  if (first === undefined) {
    const [refusal] = unusable;
    if (refusal && calls.length === 0) throw refusal;
    throw unknownAction(name ?? "", what, calls);
  }
  if (others.length > 0) throw severalActions(what, name, [first, ...others]);
  if (isRunnable(first)) return first;
  throw new ScopelockError({
    id: "run/no-action",
    what: `"${first.name}" is a bare request, not a data action: it has no contract and no response.`,
    where: first.source,
    why: "A run makes an output, which a bare request does not have.",
    fix: "Give a data action: a module, an export, or Terraform's configuration.",
  });
}

const isRunnable = (call: SourcedCall): call is FoundAction => call.response !== undefined;

function unknownAction(name: string, what: string, calls: readonly SourcedCall[]): ScopelockError {
  const names = calls.map((call) => call.name);
  return new ScopelockError({
    id: "run/unknown-action",
    what: name === "" ? "No data action is in it." : `There is no data action "${cut(name)}".`,
    where: what,
    why: "One data action is run, by its whole name.",
    fix:
      names.length > 0 ? didYouMean(name, names, "Known actions") : "Give a file that holds a data action.",
  });
}

function severalActions(what: string, name: string | undefined, all: readonly SourcedCall[]): ScopelockError {
  return new ScopelockError({
    id: "run/several-actions",
    what:
      name === undefined
        ? `${count(all.length, "data action")} are in it: ${enumeration(all.map((call) => call.name))}.`
        : `${count(all.length, "data action")} are called "${cut(name)}": in ${enumeration(all.map(({ source }) => source))}.`,
    where: what,
    why: "One data action is run at a time.",
    fix:
      name === undefined
        ? "Choose one with --action <name>."
        : "Give the file of the one that is meant, in place of the name.",
  });
}
