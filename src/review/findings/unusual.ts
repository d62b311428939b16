import type { ResourceChange } from "../plan/facts";
import { type Found, finding } from "./finding";
import { resourceInWords } from "./phrases";
import { ofType } from "./resources";

/** Says what Terraform forgets, does in a way that nobody knows, and which secrets engines go. */
export function reviewUnusual(all: readonly ResourceChange[]): Found {
  return [
    all.filter((change) => !isTakenOver(change, all)).map(forgottenOrUnknown),
    ofType("vault_mount", all).map(mountGone),
  ];
}

/** Whether Terraform lets go of a secret whose place another resource of the same plan looks after: so earlier manifests move. */
function isTakenOver({ type, doing, before }: ResourceChange, all: readonly ResourceChange[]): boolean {
  if (type !== "vault_kv_secret_v2" || doing !== "forget" || !before || !("mount" in before)) return false;
  const { mount, name } = before;
  if (mount === undefined || name === undefined) return false;
  return ofType("vault_generic_secret", all).some(({ after }) => after?.name === `${mount}/${name}`);
}

function forgottenOrUnknown(change: ResourceChange): Found {
  const what = resourceInWords(change);
  if (change.doing === "forget")
    return finding("resource/forgotten", change.resource, {
      what: `Terraform forgets ${what} without destroying it: it lives on, and no deploy rotates or removes it.`,
    });
  if (change.doing !== "unknown") return [];
  return finding("resource/unknown-action", change.resource, {
    what: `Terraform plans something with ${what} that this version of scopelock does not know.`,
  });
}

function mountGone({ doing, changed, resource }: ResourceChange): Found {
  if (doing === "delete" || doing === "replace")
    return finding("mount/destroyed", resource, {
      what: `The secrets engine in Vault (${resource}) is destroyed, with every secret in it, those of others too.`,
    });
  if (doing !== "update" || !changed.includes("path")) return [];
  return finding("mount/moved", resource, {
    what: `The secrets engine in Vault (${resource}) moves to another path, with every secret in it, those of others too: their readers find nothing at the old path.`,
  });
}
