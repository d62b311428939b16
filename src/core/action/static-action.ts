import { count } from "../diagnostic";
import type { Permission } from "../permission";
import type { Call } from "./call";
import type { HttpMethod, StatedPermissions } from "./data-action";

/**
 * A static data action: one that Genesys Cloud itself publishes on an integration, beside the custom ones that are declared. It
 * calls with the integration's OAuth client, so its permissions belong to the role. Its id begins with `static`; the API shows
 * no request of it, Terraform cannot make it, and no export has it.
 *
 * No table of them is here: by the vendor's own page an integration of the type Genesys Cloud data actions has none ("Concepts
 * for the data actions integration", help.genesys.cloud/177847, read 2026-11-28). `scopelock doctor` names those that an
 * organization shows all the same. What one calls has to be found out, and stated.
 *
 * Source: documentation of `genesyscloud_integration_action` of the provider mypurecloud/genesyscloud, "Static Data Actions Are
 * Not Exported" (its pull request 2309, 2026-04-30).
 */
export type StaticAction = StaticActionOfRequest | StaticActionOfPermissions;

/** One of which it is known what it calls: its permissions are derived as those of a declared action. */
export interface StaticActionOfRequest {
  /** As Genesys Cloud shows it; unique within an integration. */
  readonly name: string;
  readonly request: {
    readonly method: HttpMethod;
    /** Path and query below the organization's API host, beginning with `/api/v2/`. */
    readonly url: string;
  };
  /**
   * Where any of several permissions would do, those to choose from.
   * @default - what fits the call
   */
  readonly prefer?: readonly [Permission, ...Permission[]];
}

/** One of which only its permissions are known. */
export interface StaticActionOfPermissions {
  /** As Genesys Cloud shows it; unique within an integration. */
  readonly name: string;
  readonly permissions: StatedPermissions;
}

/** What derivation looks at. */
export function callOf(action: StaticAction): Call {
  return "request" in action
    ? { ...action, static: "shown" }
    : { ...action, request: { method: "", url: "" }, static: "hidden" };
}

/**
 * What is wrong with what a static action was given, as half a sentence; `undefined` where nothing is. Most characters of a name:
 * as Genesys Cloud takes for the custom ones.
 */
export function staticActionProblem(action: {
  readonly name: string;
  readonly request?: unknown;
  readonly permissions?: unknown;
}): string | undefined {
  if (action.name.length > 256)
    return `has a name of ${count(action.name.length, "character")}, and Genesys Cloud takes 256`;
  if (/\p{Cc}/u.test(action.name)) return "has a control character in its name";
  const [request, permissions] = [action.request !== undefined, action.permissions !== undefined];
  if (request === permissions)
    return request
      ? "names its request and its permissions"
      : "names neither its request nor its permissions";
  return undefined;
}
