import type { Permission } from "../../core/permission";
import type { Drift, PlanFacts, ResourceChange } from "../plan/facts";
import { resourceInWords } from "./access-words";
import { type Finding, type Found, finding } from "./finding";
import { changes } from "./resources";

/** Says what was done outside Terraform: an alarm, but for resources that are of no integration and give nobody anything. */
export function reviewDrift({ integrations, drift }: PlanFacts): Found {
  return [
    integrations.map(({ drift, resources }) =>
      drift.map((each) =>
        alarm(
          each,
          resources.find(({ resource }) => resource === each.resource),
        ),
      ),
    ),
    drift.map((each) => (each.change || isGuarded(each.type) ? alarm(each, undefined) : other(each))),
  ];
}

/** Whether a type is of the two that scopelock guards: whatever changes there by hand may give somebody a way in. */
const isGuarded = (type: string) => /^(genesyscloud|vault)_/.test(type);

/** @param planned what this plan does with the object; `undefined` where the review does not look into that */
function alarm(drift: Drift, planned: ResourceChange | undefined): Finding {
  const { resource, change } = drift;
  const what = change ? resourceInWords(change) : resource;
  if (drift.isDeleted)
    return finding("drift/deleted", resource, {
      what: `Outside Terraform, ${what} was deleted.`,
      why: "What this plan makes in its place, if anything, may have another id.",
      fix: "Find out who deleted it. Point everything that refers to the old object to the new one.",
    });
  return finding("drift/changed", resource, {
    what: `Outside Terraform, ${what} was changed${change ? ` (${changesIn(change, drift)})` : ". This review does not look into it"}.`,
    fix: `Find out who changed it, and why: ${logOf(drift)}. ${fate(drift, planned)}. What should stay, declare in the code.`,
  });
}

/** Who did what. Source: the operation's page in the API reference, permission `audits:audit:view`; Vault's documentation of audit devices. */
const logOf = ({ type }: Drift) =>
  type.startsWith("genesyscloud_")
    ? "Genesys Cloud keeps audits (POST /api/v2/audits/query)"
    : type.startsWith("vault_")
      ? "the logs of Vault's audit devices have it"
      : "ask those who can reach it";

/** What becomes of the change. */
function fate({ change }: Drift, planned: ResourceChange | undefined): string {
  if (!planned) return "A deploy may take it back";
  if (!changes(planned)) return "This plan leaves the object as it is";
  const [was, is] = [change?.before, planned.after].map(permissionsOf);
  const isBack = was !== undefined && is !== undefined && [...was].sort().join() === [...is].sort().join();
  return isBack ? "This plan takes it back" : "This plan changes the object again";
}

/** What differs, by name; what has no name here is in what Terraform prints. */
function changesIn(change: ResourceChange, { hasUntold }: Drift): string {
  const more = hasUntold ? ["what this review does not name"] : [];
  const permissions = permissionsIn(change);
  return `${[...change.changed, ...more].join(", ")}${permissions === "" ? "" : `: ${permissions}`}`;
}

/** Of a role. */
const permissionsOf = (side: unknown): readonly Permission[] | undefined =>
  (side as { readonly permissions?: readonly Permission[] } | undefined)?.permissions;

function permissionsIn({ type, before, after }: ResourceChange): string {
  if (type !== "genesyscloud_auth_role") return "";
  const [was, is] = [before, after].map(permissionsOf);
  if (!was || !is) return "";
  const more = (some: readonly Permission[], others: readonly Permission[], verb: string) =>
    some.filter((each) => !others.includes(each)).map((each) => `it ${verb} ${each}`);
  return [...more(is, was, "got"), ...more(was, is, "lost")].join(", ");
}

const other = ({ resource, isDeleted }: Drift) =>
  finding("drift/other", resource, {
    what: `Outside Terraform, ${resource} was ${isDeleted ? "deleted" : "changed"}.`,
    why: "It is of no integration, and this review does not look into it.",
  });
