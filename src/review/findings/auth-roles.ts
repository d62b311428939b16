import { BlockList, isIP } from "node:net";
import type { AuthRoleType } from "../plan/attributes";
import type { AuthRole, Limit } from "../plan/auth-role";
import type { ResourceChange } from "../plan/facts";
import { listed } from "./access-words";
import { type Found, finding } from "./finding";
import { changes } from "./resources";

/** A role of an auth method, and what a plan does to it. */
export type AuthRoleChange = ResourceChange<AuthRoleType>;

/** The roles of auth methods among resources. */
export const authRolesIn = (resources: readonly ResourceChange[]): readonly AuthRoleChange[] =>
  resources.filter((change): change is AuthRoleChange => change.type.endsWith("_auth_backend_role"));

/** Says whom roles of Vault's auth methods let in that they did not let in before, and what more they give. */
export function reviewAuthRoles(roles: readonly AuthRoleChange[]): Found {
  return roles.filter(changes).map(({ resource, before, after, doing }) => {
    if (!after) return undefined;
    const about = after.name ?? before?.name ?? resource;
    const found = (what: string) =>
      finding("power/auth-role", about, {
        what,
        fix: "Approve it if all callers that Vault lets in this way may read what these policies allow.",
      });
    const label = `The ${after.method} role "${about}"`;
    const isOther =
      before !== undefined &&
      (before.name !== after.name ||
        before.backend !== after.backend ||
        before.namespace !== after.namespace);
    if (!before || isOther || doing === "create")
      return found(`${label} is new: Vault lets in ${whoIn(after)}, and gives ${policiesIn(after)}.`);
    const more = [
      ...gainedPolicies(before, after),
      ...after.limits.flatMap((limit) => widened(limitOf(before, limit.attribute), limit)),
      ...before.limits
        .filter(({ attribute }) => !limitOf(after, attribute))
        .flatMap((limit) => widened(limit, { ...limit, values: [] })),
      ...longer(before, after),
    ];
    return more.map((what) => found(`${label} ${what}.`));
  });
}

const limitOf = ({ limits }: AuthRole, name: string) => limits.find(({ attribute }) => attribute === name);

/** Whom a role lets in, as people say it. */
export function whoIn({ limits }: AuthRole): string {
  const known = limits.filter(
    ({ values, attribute }) => (values === undefined || values.length > 0) && attribute !== "bind_secret_id",
  );
  if (known.length === 0) return "every caller that can log in by it";
  return known
    .map(({ what, values }) => `${what} ${values === undefined ? "that cannot be read" : listed(values)}`)
    .join(", ");
}

const policiesIn = ({ policies }: AuthRole) =>
  policies === undefined
    ? "policies that cannot be read from the plan"
    : policies.length === 0
      ? "no policy"
      : named(policies);

const named = (policies: readonly string[]) =>
  `the ${policies.length === 1 ? "policy" : "policies"} ${listed(policies)}`;

function gainedPolicies(before: AuthRole, after: AuthRole): readonly string[] {
  const fresh = after.policies?.filter((policy) => !before.policies?.includes(policy));
  return [
    ...(fresh === undefined ? ["gives policies that cannot be read from the plan"] : []),
    ...(fresh?.length ? [`also gives ${named(fresh)}`] : []),
    ...(after.hasDefaultPolicy !== false && before.hasDefaultPolicy === false
      ? ['also gives the policy "default"']
      : []),
  ];
}

/** In which way a limit lets more in. An empty one lets everybody in. */
function widened(was: Limit | undefined, is: Limit): readonly string[] {
  const before = was?.values;
  const after = is.values;
  if (was === undefined || (before !== undefined && before.length === 0)) return [];
  if (after === undefined) return [`lets in ${is.what} that cannot be read from the plan`];
  if (after.length === 0)
    return is.attribute === "bind_secret_id"
      ? ["lets in every caller that knows its role id, without a secret id"]
      : [`no longer limits the ${is.what} from which or with which it lets in`];
  if (before === undefined)
    return [`lets in ${is.what} ${listed(after)}, and what it let in before cannot be read`];
  const fresh = after.filter((value) => !before.some((each) => within(value, each, is.form)));
  return fresh.length === 0 ? [] : [`also lets in ${is.what} ${listed(fresh)}`];
}

function within(narrow: string, wide: string, form: Limit["form"]): boolean {
  if (narrow === wide || wide === "*") return true;
  if (form === "name") {
    if (!wide.includes("*")) return false;
    const pattern = wide.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    return !narrow.includes("*") && new RegExp(`^${pattern}$`).test(narrow);
  }
  return isRangeWithin(narrow, wide);
}

/** Whether an address range lies in another one. */
function isRangeWithin(narrow: string, wide: string): boolean {
  const [inner, outer] = [narrow, wide].map(rangeOf);
  if (!inner || !outer || inner.family !== outer.family || inner.bits < outer.bits) return false;
  const block = new BlockList();
  block.addSubnet(outer.address, outer.bits, outer.family);
  return block.check(inner.address, inner.family);
}

function rangeOf(text: string) {
  const [address = "", bits] = text.split("/");
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (version === 0 || !Number.isInteger(length) || length < 0 || length > most) return undefined;
  return { address, bits: length, family: version === 4 ? ("ipv4" as const) : ("ipv6" as const) };
}

/** What a role gives is of use for longer, or more often. 0 is Vault's own limit for times, and none for uses. */
function longer(before: AuthRole, after: AuthRole): readonly string[] {
  return Object.entries(after.lasts).flatMap(([attribute, is]) => {
    const was = before.lasts[attribute];
    const isNarrower =
      is !== undefined && was !== undefined && (is === was || (is !== 0 && (was === 0 || is < was)));
    return isNarrower ? [] : [`gives what is of use for longer, or more often (${attribute})`];
  });
}
