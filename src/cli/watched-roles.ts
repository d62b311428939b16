import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { OTHER_ACTIONS } from "../core/action";
import type { WatchedRole } from "../core/derivation";
import { ScopelockError } from "../core/diagnostic";
import { readActions, type SourcedCall } from "../import";
import { grouping } from "./grouping";
import { synthesizedIntegrations } from "./synthesized";

/** Roles with their actions, and what of the paths is in none. */
export interface WatchedRoles {
  readonly roles: readonly WatchedRole[];
  readonly notCompared: readonly NotCompared[];
}

/** A file that was not read, and may hold actions; or an action whose request stands in no file. */
export interface NotCompared {
  readonly source: string;
  readonly reason: string;
}

/**
 * The roles of the actions below some paths. An integration of a synthesized stack has its own, which holds what the stack
 * grants; all other actions are taken as one integration.
 * @throws {@link ScopelockError} for the first input that cannot be used, as a comparison that leaves actions out would
 * mislead; `import/nothing-found` when no action is left. Functions, drafts and the like need nothing of the role.
 */
export async function watchedRoles(paths: readonly string[]): Promise<WatchedRoles> {
  const { calls, unusable, skipped } = await readActions(paths);
  const [first] = unusable.filter(({ id }) => !OTHER_ACTIONS.has(id));
  if (first) throw first;
  if (calls.length === 0)
    throw new ScopelockError({
      id: "import/nothing-found",
      what: "No data action was found that a role is needed for.",
      where: paths.join(", "),
      why: "Without an action there is nothing that a newer catalogue could break.",
      fix: "Name the project's actions: exports, Terraform's files, cdktf.out, modules that export actions, or directories of these.",
    });
  const roles: WatchedRole[] = [];
  const others: SourcedCall[] = [];
  const notCompared: NotCompared[] = skipped
    .filter(({ read }) => !read)
    .map(({ source, reason }) => ({ source, reason }));
  for (const [source, all] of grouping(calls, (call) => call.source)) {
    const integrations =
      basename(source) === "cdk.tf.json" ? synthesizedIntegrations(readFileSync(source, "utf8"), source) : [];
    const known = new Set<SourcedCall>();
    for (const { environment, id, permissions, actions, staticActions = [] } of integrations) {
      const own = all.filter(({ name, request }) =>
        actions.some((action) => action.name === name && action.request.url === request.url),
      );
      for (const call of own) known.add(call);
      const role = `${environment}/${id}`;
      const ofGenesys = staticActions.flatMap(({ name, request }) =>
        request === undefined ? [] : [{ name, request, source }],
      );
      if (own.length + ofGenesys.length > 0)
        roles.push({ name: role, calls: [...own, ...ofGenesys], held: permissions });
      for (const { name, request } of staticActions)
        if (request === undefined)
          notCompared.push({
            source: role,
            reason: `the static action "${name}" states its permissions, and not what it calls`,
          });
    }
    others.push(...all.filter((call) => !known.has(call)));
  }
  return {
    roles: others.length > 0 ? [...roles, { calls: others }] : roles,
    notCompared,
  };
}
