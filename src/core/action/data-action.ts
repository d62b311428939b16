import { cut, type Diagnostic, type Refusal, record, ScopelockError, text, texts } from "../diagnostic";
import type { Permission } from "../permission";
import { pathOf } from "../request";
import { findingsOf, problemsOf } from "./checks/action-checks";
import { formFindings, keyFindings } from "./checks/form";
import { endlessSchema } from "./checks/json-schema";
import { CONTRACT_UNKNOWN, type ImportedAction, TEMPLATE_UNKNOWN } from "./import/imported-action";
import { type Probe, probeRefusal } from "./probe";

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

/** What {@link DataAction.define} takes. Contracts that are written out in it keep their types. */
export interface DataActionProps<
  Input extends JsonSchema = JsonSchema,
  Output extends JsonSchema = JsonSchema,
> {
  /** At most 256 characters; unique within an integration. */
  readonly name: string;
  /** At most 256 characters. @default - the integration's name */
  readonly category?: string;
  /** Input contract: an object of flat values. */
  readonly input: Input;
  /** Output contract. */
  readonly output: Output;
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
   * Where any of several permissions would do, those to choose from: a pin, for an operation whose body decides.
   * @default - the cheapest of all
   */
  readonly prefer?: readonly [Permission, ...Permission[]];
  /**
   * How `scopelock doctor` may try the action on the live organization.
   * @default - a GET that refers to no input is tried as it is, any other action is not
   */
  readonly probe?: Probe;
}

/** What may be declared. */
const KEYS = Object.keys({
  name: true,
  category: true,
  input: true,
  output: true,
  request: true,
  response: true,
  secure: true,
  timeoutSeconds: true,
  permissions: true,
  prefer: true,
  probe: true,
} satisfies Record<keyof DataActionProps, true>);

/** What may be stated of an imported action beside its own content. */
export type ImportedProps = Partial<
  Pick<
    DataActionProps,
    "name" | "category" | "secure" | "timeoutSeconds" | "permissions" | "prefer" | "probe"
  >
>;

/** One data action, declared once: everything it needs follows from it. */
export class DataAction<Input extends JsonSchema = JsonSchema, Output extends JsonSchema = JsonSchema> {
  readonly name: string;
  readonly category: string | undefined;
  readonly input: Input;
  readonly output: Output;
  readonly request: DataActionRequest;
  readonly response: DataActionResponse;
  readonly secure: boolean;
  readonly timeoutSeconds: number | undefined;
  readonly permissions: StatedPermissions | undefined;
  readonly prefer: readonly Permission[] | undefined;
  readonly probe: Probe | undefined;
  /** What is legal but doubtful, or worth knowing. Sorted by id; none is an error. */
  readonly problems: readonly Diagnostic[];

  protected constructor(props: DataActionProps<Input, Output>, problems: readonly Diagnostic[]) {
    this.name = props.name;
    this.category = props.category;
    this.input = props.input;
    this.output = props.output;
    this.request = { ...props.request, url: pathOf(props.request.url) ?? props.request.url };
    this.response = props.response ?? {};
    this.secure = props.secure ?? false;
    this.timeoutSeconds = props.timeoutSeconds;
    this.permissions = props.permissions;
    this.prefer = props.prefer;
    this.probe = props.probe;
    this.problems = [...problems].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * Declares a data action.
   * @throws {@link ScopelockError} that names everything that Genesys Cloud would refuse, send literally or fail on; its id is that of the first:
   * `action/type`, `action/scopes`, `action/unknown-key`, `action/name`, `action/function`, `action/timeout`,
   * `action/method`, `action/url`, `action/authorization-header`, `action/input-contract`, `action/output-contract`, `contract/invalid-schema`, `contract/ref`,
   * `contract/input-name`, `contract/reserved-input`, `contract/nested-input`, `contract/required-unknown`,
   * `contract/nested-array`, `template/mustache`, `template/placeholder`, `template/blank-in-reference`, `template/unclosed`, `template/directive`, `template/argument`,
   * `template/unknown-helper`, `template/not-called`, `template/unknown-input`, `template/unknown-variable`,
   * `request/body-not-json`, `response/directive`, `response/argument`, `response/unknown-helper`, `response/not-called`,
   * `response/unknown-variable`, `response/template-not-json`; and for
   * `permission/not-stated`, `permission/because`, `probe/harmless`, `probe/input`.
   */
  static define<const Input extends JsonSchema, const Output extends JsonSchema>(
    props: DataActionProps<Input, Output>,
  ): DataAction<Input, Output> {
    // Without types, it may be called with anything; with another action spread into it, its findings come along.
    const { problems: _, ...declared } = record(props);
    return new DataAction(
      props,
      accepted(props, `data action "${cut(text(declared.name))}"`, keyFindings(declared, KEYS)),
    );
  }

  /**
   * Declares a data action that was read from elsewhere.
   * @param where file, for what is said of it
   * @throws {@link ScopelockError} as {@link DataAction.define}, and for what could not be read of it.
   * @internal
   */
  static imported(action: ImportedAction, where: string, more: ImportedProps = {}): DataAction {
    // Derivation does without a contract and without templates; a declaration would deploy what is left.
    const errors = action.problems.filter(
      ({ id, severity }) => severity === "error" || id === CONTRACT_UNKNOWN || id === TEMPLATE_UNKNOWN,
    );
    refuseAll(errors, where);
    // Of whatever type it was read as: the same checks say what is wrong with it.
    const props = { ...action, ...more } as unknown as DataActionProps;
    const keys = keyFindings(record(more), KEYS);
    return new DataAction(props, [...action.problems, ...accepted(props, where, keys)]);
  }

  /**
   * The same action with another timeout.
   * @param timeoutSeconds 1 to 60
   * @throws {@link ScopelockError} `action/timeout`.
   */
  withTimeout(timeoutSeconds: number): DataAction<Input, Output> {
    // A value that is absent is `undefined` here, which the checks and the constructor take as the same.
    const props = { ...this, timeoutSeconds } as unknown as DataActionProps<Input, Output>;
    accepted(props, `data action "${this.name}"`);
    return new DataAction(props, this.problems);
  }
}

/** What is doubtful about a declaration; refuses what is wrong with it. */
function accepted(
  props: DataActionProps,
  where: string,
  keys: readonly Diagnostic[] = [],
): readonly Diagnostic[] {
  const declared = record(props) as unknown as DataActionProps;
  // Without types, a contract may be missing: that is not the same as a request that never had one.
  const contracts = { input: declared.input ?? null, output: declared.output ?? null };
  refuseAll(
    [
      endlessSchema("the input contract", declared.input),
      endlessSchema("the output contract", declared.output),
    ].flatMap((each) => each ?? []),
    where,
  );
  const probe = probeRefusal(declared);
  const findings: readonly Diagnostic[] = [
    ...formFindings({ ...declared }),
    ...keys,
    ...findingsOf({ ...declared, ...contracts }),
    ...statedFindings(declared.permissions),
    ...(probe ? [{ ...probe, severity: "error" as const }] : []),
  ];
  refuseAll(
    findings.filter(({ severity }) => severity === "error"),
    where,
  );
  return problemsOf(findings);
}

function refuseAll(refusals: readonly Refusal[], where: string): void {
  const [first, ...others] = refusals.map(({ id, what, why, fix }) => ({
    id,
    what,
    where,
    ...(why !== undefined && { why }),
    fix,
  }));
  if (first) throw new ScopelockError(first, ...others);
}

/** Permissions that are stated by hand. */
function statedFindings(permissions: StatedPermissions | undefined): readonly Diagnostic[] {
  if (permissions === undefined) return [];
  const { anyOf, allOf, because } = record(permissions);
  const [any, all] = [texts(anyOf).length > 0, texts(allOf).length > 0];
  const findings: Diagnostic[] = [];
  if (any === all)
    findings.push({
      id: "permission/not-stated",
      severity: "error",
      what: `"permissions" states ${any ? "both anyOf and allOf" : "no permission"}.`,
      why: "What is stated takes the place of derivation, so nothing would be granted silently, or one of two lists.",
      fix: 'List permissions in one of anyOf and allOf, or leave "permissions" out to have them derived.',
    });
  if (text(because).trim() === "")
    findings.push({
      id: "permission/because",
      severity: "error",
      what: "Permissions are stated by hand, without a reason.",
      why: "They take the place of derivation, and every review shows them.",
      fix: 'Add because: "...", or leave "permissions" out to have them derived.',
    });
  return findings;
}
