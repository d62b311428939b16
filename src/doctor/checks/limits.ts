import { count } from "../../core/diagnostic";
import type { Facts, LimitFacts, Organization } from "../facts";
import { type Found, finding, flat, list, proof } from "../finding";
import { replyText } from "../reply";
import { isStatic } from "./actions";

/** A limit from this share on is near. */
const NEAR = 0.9;

/** What a limit counts, in the singular, of whom, and what the next deploy adds to it. */
interface Counted {
  readonly noun: string;
  readonly holder: string;
  readonly exist: number;
  readonly added: number;
  readonly limits: LimitFacts["dataActions"];
  readonly key: string;
}

/**
 * The next deploy makes no more data actions and roles than there may be. A stack of scopelock makes no division. Of
 * integrations no page of the vendor's names a limit.
 */
export function limitsCheck({ operator, integrations, limits }: Facts): Found {
  if (!operator?.ok || !limits) return [];
  const { authorization, roles } = limits;
  const added = integrations.filter(
    ({ declared, roles: found }) =>
      declared.role.lookup === "owned" && found?.ok === true && found.value.length === 0,
  ).length;
  const counts = { noun: "role", holder: ORGANIZATION, added, limits: authorization, key: "org.roles.max" };
  const counted = [
    ...actionsCounted(operator.value, integrations, limits),
    ...(roles.ok ? [{ ...counts, exist: roles.value }] : []),
  ];
  const results = flat(counted.map(judged));
  const made = counted.filter(({ added, holder }) => added > 0 && holder === ORGANIZATION);
  if (made.length === 0 || results.length > 0) return results;
  return proof(
    "limit/room",
    `The organization has room for what the next deploy makes: ${list(made.map(({ added, noun, exist }) => `${count(added, noun)} beside ${exist}`))}`,
  );
}

const ORGANIZATION = "The organization";

/** Nothing where the listings could not be read: the checks of them say that. */
function actionsCounted(
  { actions, integrations: deployed }: Organization,
  integrations: Facts["integrations"],
  { dataActions: limits }: LimitFacts,
): readonly Counted[] {
  if (!actions.ok || !deployed.ok) return [];
  // Those of Genesys Cloud's own are not counted: an organization with 531 in all works with a limit of 500. Source: a public
  // tool's observation of 2026-09-29.
  const own = actions.value.filter(({ id }) => !isStatic(id));
  const at = integrations.map(({ declared }): Counted => {
    const ids = deployed.value.filter(({ name }) => name === declared.name).map(({ id }) => id);
    const here = own.filter(({ integrationId }) => ids.includes(integrationId));
    return {
      noun: "data action",
      holder: `The integration "${declared.name}"`,
      exist: here.length,
      added: declared.actions.filter(({ name }) => !here.some((each) => each.name === name)).length,
      limits,
      key: "actions.integration.max",
    };
  });
  const added = at.reduce((sum, each) => sum + each.added, 0);
  const key = "actions.total.max";
  return [{ noun: "data action", holder: ORGANIZATION, exist: own.length, added, limits, key }, ...at];
}

function judged({ noun, holder, exist, added, limits, key }: Counted): Found {
  const most = limits.ok ? limits.value.get(key) : undefined;
  if (most === undefined)
    return (
      added > 0 &&
      finding("limit/unread", {
        what: limits.ok
          ? `Genesys Cloud does not list the limit ${key}.`
          : `The limit ${key} could not be read: ${replyText(limits.reply)}.`,
        why: `The next deploy makes ${noun}s. The doctor did not compare their number with the limit.`,
      })
    );
  const makes = added > 0 ? `, and the next deploy makes ${added} more` : "";
  const what = `${holder} has ${count(exist, noun)}${makes}; its limit is ${most} (${key}).`;
  const fix = `Delete what is not used, or have Genesys raise the limit ${key}.`;
  if (added > 0 && exist + added > most) {
    const why = "Genesys Cloud may refuse them in the middle of the deploy.";
    return finding("limit/passed", { what, why, fix });
  }
  return (
    exist + added >= most * NEAR &&
    finding("limit/near", { what, why: "A later deploy may be refused.", fix })
  );
}
