import { type Diagnostic, ScopelockError, shown } from "../../diagnostic";
import { urlText } from "../../request";

/** The integration type whose actions call the Genesys Cloud API with the integration's OAuth client. */
const PLATFORM = "purecloud-data-actions";
/** The integration type whose actions run code. */
export const FUNCTIONS = "function-data-actions";
/** The integration type of any web service; others are made for one service each. */
const WEB_SERVICES = "custom-rest-actions";

/** What an action is that calls nothing with the integration's OAuth client, by the id of what is said of it. */
export const OTHER_ACTIONS: ReadonlyMap<string, string> = new Map([
  ["operation/elsewhere", "other-service action"],
  ["import/function", "function data action"],
  ["import/draft", "draft"],
  ["import/custom-auth", "custom authentication action"],
]);

/**
 * Says that an action belongs to another service's integration; nothing where it belongs to a Genesys Cloud data actions
 * integration. Such an action does not call with the integration's OAuth client.
 * @param url `undefined` when it is not known
 */
export function otherService(type: string, url: string | undefined): Diagnostic | undefined {
  if (type === PLATFORM) return undefined;
  // Only the generic one can be pointed at Genesys Cloud, by an address that says so.
  const here = type === WEB_SERVICES && url !== undefined && /^(https:\/\/|\$).*\/api\/v2\//i.test(url);
  const belongs = `The action belongs to a ${shown(type)} integration, which brings credentials of its own`;
  if (here)
    return {
      id: "import/integration-type",
      severity: "warning",
      what: `${belongs}.`,
      why: "The permissions hold if it is moved to a Genesys Cloud data actions integration.",
      fix: `Move it to an integration of type "${PLATFORM}", whose credential is the OAuth client.`,
    };
  return {
    id: "operation/elsewhere",
    severity: "error",
    what:
      url === undefined
        ? `${belongs}; its URL is known to Terraform alone. There is no permission of the OAuth client to derive.`
        : `${belongs}: ${urlText(url)} is an address of that service, and there is no Genesys Cloud permission to derive.`,
    fix: `Leave it out: scopelock manages actions of Genesys Cloud data actions integrations. ${COUNTED}`,
  };
}

const COUNTED = "scopelock derive --ignore elsewhere counts and names it.";

/** Refuses an action that runs code. */
export function functionAction(): ScopelockError {
  return new ScopelockError({
    id: "import/function",
    what: "It is a function data action, which runs code and sends no request.",
    why: "Permissions follow from the request that an action sends; what its code calls is not known here.",
    fix: `Leave it out. ${COUNTED}`,
  });
}

/** Refuses a draft. */
export function draftAction(): ScopelockError {
  return new ScopelockError({
    id: "import/draft",
    what: "It is a draft of an action.",
    why: "No flow can call it until it is published, and until then it may still become another request.",
    fix: `Publish it, in Terraform as genesyscloud_integration_action, and derive that; or leave it out. ${COUNTED}`,
  });
}

/** Refuses an action that gets the token of another service. */
export function customAuthAction(): ScopelockError {
  return new ScopelockError({
    id: "import/custom-auth",
    what: "It is a custom authentication action, which gets the token of a web services integration.",
    why: "It calls with the credentials of that integration, not with an OAuth client of Genesys Cloud's.",
    fix: `Leave it out. ${COUNTED}`,
  });
}
