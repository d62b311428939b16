import { closest } from "fastest-levenshtein";
import { ScopelockError } from "./errors";
import type { Permission } from "./permission";
import { type Probe, probeRefusal } from "./probe";
import { pathOf } from "./request";
import { inputReferences, mustache, unclosed } from "./template";

/** Methods a data action may use. Source: provider mypurecloud/genesyscloud 1.82.0, `config_request.request_type`. */
export const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE"] as const;

/** One of {@link METHODS}. */
export type HttpMethod = (typeof METHODS)[number];

/** A JSON value, as contracts are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON Schema (draft 4), as Genesys Cloud takes it for contracts. */
export type JsonSchema = { readonly [key: string]: Json };

/** The request that a data action sends. Texts are Velocity templates as Genesys Cloud renders them. */
export interface DataActionRequest {
  readonly method: HttpMethod;
  /** Path and query below the organization's API host, beginning with `/api/v2/`. Inputs are `${input.name}`. */
  readonly url: string;
  /** @default - no headers of its own */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default "${input.rawRequest}", what Genesys Cloud shows for an empty one */
  readonly body?: string;
}

/** How the response becomes the output. */
export interface DataActionResponse {
  /** Variable name to JSONPath. @default - none */
  readonly translationMap?: Readonly<Record<string, string>>;
  /** Variable name to JSON text, used when the path finds nothing. @default - none */
  readonly translationMapDefaults?: Readonly<Record<string, string>>;
  /** @default "${rawResult}", the untouched response */
  readonly successTemplate?: string;
}

/** The declaration's only way out of derivation: permissions stated by hand. Shows up in every review. */
export type StatedPermissions =
  | { readonly anyOf: readonly [Permission, ...Permission[]]; readonly because: string }
  | { readonly allOf: readonly [Permission, ...Permission[]]; readonly because: string };

/** What {@link DataAction.define} takes. */
export interface DataActionProps {
  /** At most 256 characters; unique within an integration. */
  readonly name: string;
  /** At most 256 characters. @default - the integration's name */
  readonly category?: string;
  /** Input contract: an object of flat values. */
  readonly input: JsonSchema;
  /** Output contract. */
  readonly output: JsonSchema;
  readonly request: DataActionRequest;
  /** @default - the untouched response is the output */
  readonly response?: DataActionResponse;
  /** Usable in secure flows; cannot change later. @default false */
  readonly secure?: boolean;
  /** 1 to 60. @default - Genesys Cloud's own, 60 seconds */
  readonly timeoutSeconds?: number;
  /** @default - derived from the request, as it should be */
  readonly permissions?: StatedPermissions;
  /**
   * How `scopelock doctor` may try the action on the live organization.
   * @default - a GET that refers to no input is tried as it is, any other action is not
   */
  readonly probe?: Probe;
}

/** Names that exist on `input` besides the contract's. Source: Genesys Cloud Resource Center, "Contracts". */
const RESERVED = ["rawRequest", "orgId", "integrationId"];

/** One data action, declared once: everything it needs follows from it. */
export class DataAction {
  readonly name: string;
  readonly category: string | undefined;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly request: DataActionRequest;
  readonly response: DataActionResponse;
  readonly secure: boolean;
  readonly timeoutSeconds: number | undefined;
  readonly permissions: StatedPermissions | undefined;
  readonly probe: Probe | undefined;

  private constructor(props: DataActionProps) {
    this.name = props.name;
    this.category = props.category;
    this.input = props.input;
    this.output = props.output;
    this.request = { ...props.request, url: pathOf(props.request.url) ?? props.request.url };
    this.response = props.response ?? {};
    this.secure = props.secure ?? false;
    this.timeoutSeconds = props.timeoutSeconds;
    this.permissions = props.permissions;
    this.probe = props.probe;
  }

  /**
   * Declares a data action.
   * @throws {@link ScopelockError} for what Genesys Cloud would refuse, send literally or fail on: `action/name`,
   * `action/method`, `action/url`, `action/authorization-header`, `action/timeout`, `action/input-contract`,
   * `template/mustache`, `template/unclosed`, `template/unknown-input`, `permission/not-stated`, `permission/because`,
   * `probe/harmless`, `probe/input`.
   */
  static define(props: DataActionProps): DataAction {
    for (const check of CHECKS) check(props);
    return new DataAction(props);
  }
}

type Check = (props: DataActionProps) => void;

const CHECKS: readonly Check[] = [
  function names({ name, category }) {
    for (const [what, text] of [
      ["name", name],
      ["category", category ?? "-"],
    ] as const)
      if (typeof text !== "string" || text.trim() === "" || text.length > 256)
        refuse(name, {
          id: "action/name",
          what: `The ${what} ${JSON.stringify(text)} has ${text?.length ?? 0} characters.`,
          why: "Genesys Cloud takes 1 to 256.",
          fix: `Give the action a ${what} of 1 to 256 characters.`,
        });
  },
  function method({ name, request }) {
    if (METHODS.includes(request.method)) return;
    const meant = closest(String(request.method).toUpperCase(), [...METHODS]);
    refuse(name, {
      id: "action/method",
      what: `"${request.method}" is not a method of a data action.`,
      why: `Data actions send ${METHODS.join(", ")}.`,
      fix: `Did you mean "${meant}"?`,
    });
  },
  function url({ name, request }) {
    if (typeof request.url === "string" && pathOf(request.url) !== undefined) return;
    refuse(name, {
      id: "action/url",
      what: `The URL "${request.url}" is not one of the Genesys Cloud API.`,
      why: "The integration calls the organization's own API host, and its token is good for that host alone.",
      fix: "Write a path that begins with /api/v2/, for example /api/v2/users/${input.userId}.",
    });
  },
  function authorization({ name, request }) {
    const header = Object.keys(request.headers ?? {}).find((each) => each.toLowerCase() === "authorization");
    if (header === undefined) return;
    refuse(name, {
      id: "action/authorization-header",
      what: `The action sends a header "${header}" of its own.`,
      why: "Genesys Cloud adds the token of the integration's credential; a token in a header expires, and is in plain sight.",
      fix: "Remove the header.",
    });
  },
  function mustaches(props) {
    for (const [place, template] of templates(props)) {
      const found = mustache(template);
      if (found !== undefined)
        refuse(props.name, {
          id: "template/mustache",
          what: `${found} in ${place} is sent as it is.`,
          why: "Data action templates are Velocity; double braces mean nothing there.",
          fix: `Write \${${found.replace(/[{}]/g, "").trim()}}.`,
        });
    }
  },
  function closed({ name, request }) {
    const open = unclosed(request.url);
    if (open === undefined) return;
    refuse(name, {
      id: "template/unclosed",
      what: `"${open}" in the URL is never closed.`,
      why: "Genesys Cloud cannot render it, and where its path ends is not known.",
      fix: "Close every brace, parenthesis and quote of the reference.",
    });
  },
  function contract({ name, input }) {
    if (input?.type === "object") return;
    refuse(name, {
      id: "action/input-contract",
      what: `The input contract is of type ${JSON.stringify(input?.type)}.`,
      why: "Genesys Cloud takes an object of flat values.",
      fix: 'Write { type: "object", properties: { ... } }.',
    });
  },
  function inputs(props) {
    const known = [...Object.keys((props.input.properties as object | undefined) ?? {}), ...RESERVED];
    for (const [place, template] of templates(props)) {
      const unknown = inputReferences(template).find((input) => !known.includes(input));
      if (unknown !== undefined)
        refuse(props.name, {
          id: "template/unknown-input",
          what: `\${input.${unknown}} in ${place} is not in the input contract.`,
          why: "Names are case-sensitive; a missing one fails the action when it runs.",
          fix: `Did you mean \${input.${closest(unknown, known)}}? Otherwise add "${unknown}" to the contract's properties.`,
        });
    }
  },
  function timeout({ name, timeoutSeconds }) {
    if (timeoutSeconds === undefined) return;
    if (Number.isInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= 60) return;
    refuse(name, {
      id: "action/timeout",
      what: `timeoutSeconds is ${timeoutSeconds}.`,
      why: "Genesys Cloud takes whole seconds from 1 to 60.",
      fix: "Choose one of these, or leave it out.",
    });
  },
  function stated({ name, permissions }) {
    if (permissions === undefined) return;
    const { anyOf = [], allOf = [] }: { anyOf?: readonly string[]; allOf?: readonly string[] } = permissions;
    if (anyOf.length > 0 !== allOf.length > 0) return;
    refuse(name, {
      id: "permission/not-stated",
      what: `"permissions" states ${anyOf.length > 0 ? "both anyOf and allOf" : "no permission"}.`,
      why: "What is stated takes the place of derivation, so nothing would be granted silently, or one of two lists.",
      fix: 'List permissions in one of anyOf and allOf, or leave "permissions" out to have them derived.',
    });
  },
  function because({ name, permissions }) {
    if (permissions === undefined || (permissions.because?.trim() ?? "") !== "") return;
    refuse(name, {
      id: "permission/because",
      what: "Permissions are stated by hand, without a reason.",
      why: "They take the place of derivation, and every review shows them.",
      fix: 'Add because: "...", or leave "permissions" out to have them derived.',
    });
  },
  function probe(props) {
    const refusal = probeRefusal(props);
    if (refusal) refuse(props.name, refusal);
  },
];

/** Every text that Genesys Cloud renders as a template, with what it is. */
function templates({ request, response }: DataActionProps): (readonly [string, string])[] {
  return [
    ["the URL", request.url],
    ...Object.entries(request.headers ?? {}).map(([name, value]) => [`the header ${name}`, value] as const),
    ["the body", request.body ?? ""],
    ["the success template", response?.successTemplate ?? ""],
  ];
}

function refuse(name: string, refusal: ConstructorParameters<typeof ScopelockError>[0]): never {
  throw new ScopelockError({ ...refusal, where: `data action "${name}"` });
}
