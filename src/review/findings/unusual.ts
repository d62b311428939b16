import type { ResourceChange } from "../plan/facts";
import { resourceInWords } from "./access-words";
import { type Found, finding } from "./finding";
import { changes, ofType } from "./resources";

/**
 * Says what is unusual: attributes that no judge accounts for, what is taken over or forgotten, default roles, other addresses, and
 * secrets engines that go.
 */
export function reviewUnusual(all: readonly ResourceChange[]): Found {
  return [
    all.map(reviewAccounted),
    ofType("genesyscloud_auth_role", all).map(reviewDefaultRole),
    all.map(reviewImport),
    reviewAddresses(all),
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

/** Says which attributes change that no judge accounts for. */
function reviewAccounted(change: ResourceChange): Found {
  if (!changes(change) || !change.after) return [];
  const what = capital(resourceInWords(change));
  return change.unaccounted.map(({ attribute, means }) =>
    finding("attribute/unjudged", change.resource, {
      what:
        attribute === undefined || means === undefined
          ? `${what} has an attribute that this version of scopelock does not know, and it is set or changes: its effect is unknown.`
          : `${what}: ${attribute} ${change.before ? "changes" : "has an unusual value"}. No part of this review judges it, and it matters: ${means}.`,
    }),
  );
}

/** What a plan takes over from elsewhere was never reviewed. An integration and its actions are adopted on purpose. */
function reviewImport(change: ResourceChange): Found {
  const { isImported, type, resource } = change;
  if (!isImported || type === "genesyscloud_integration" || type === "genesyscloud_integration_action")
    return [];
  return finding("resource/imported", resource, {
    what: `The plan imports ${resourceInWords(change)} (${resource}), which was made outside of this stack: this review does not know what it held before.`,
  });
}

/** A role that takes the place of a default one counts for whoever has that one already. */
function reviewDefaultRole(change: ResourceChange<"genesyscloud_auth_role">): Found {
  const { before, after, resource } = change;
  if (!changes(change) || !after || after.standsFor === "" || after.standsFor === before?.standsFor)
    return [];
  return finding("power/role", resource, {
    what: `${capital(resourceInWords(change))} takes the place of one of Genesys Cloud's default roles: people who have the default role can now do what this role grants.`,
    fix: "Approve it if all people with the default role may do that.",
  });
}

/** Finds resources that go at one address and come at another: what moves keeps its id only by a moved block. */
function reviewAddresses(all: readonly ResourceChange[]): Found {
  return all
    .filter(({ doing, before }) => doing === "delete" && before)
    .map((gone) => {
      const key = identityOf(gone, "before");
      const come = all.find(
        (change) =>
          change.doing === "create" &&
          change.type === gone.type &&
          change.resource !== gone.resource &&
          key !== undefined &&
          identityOf(change, "after") === key,
      );
      return (
        come &&
        finding("resource/readdressed", come.resource, {
          what: `${capital(resourceInWords(gone))} is destroyed as ${gone.resource} and made as ${come.resource}: it gets another id, and where Vault or Genesys Cloud know it by its name, the destroy can remove what the create made.`,
          fix: `Keep its address, or declare in the code that it moved from ${gone.resource}.`,
        })
      );
    });
}

function identityOf(change: ResourceChange, side: "before" | "after"): string | undefined {
  const value = change[side];
  if (!value) return undefined;
  const parts = ["mount", "namespace", "backend", "path", "name"].map((key) =>
    key in value ? (value as unknown as Record<string, unknown>)[key] : "",
  );
  return parts.at(-1) || parts.at(-2) ? JSON.stringify(parts) : undefined;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
