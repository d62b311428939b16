import type { JsonObject } from "../../diagnostic";
import type { Calls } from "./calls";
import type { ReviewedAttributes } from "./reviewed";

/** How a resource puts a secret into state, plan or output, or loses it. */
export interface ResourceLeak {
  readonly kind: "stored" | "exposed" | "nowhere" | "mutable" | "write" | "provider";
  /** Follows the resource's address in a sentence. */
  readonly what: string;
}

/**
 * All that scopelock knows of a Terraform resource type or data source, for identities, rules, review, doctor and the
 * version check. One file each.
 */
export interface ResourceType<Call extends string = string> {
  /** Terraform's name; a data source's begins with `data.`. */
  readonly type: string;
  /** The thing, in the words of its vendor. */
  readonly label: string;
  /** Attributes and blocks that the constructs write or read, those in a block behind its name and a dot. @default - none: scopelock never declares it */
  readonly uses?: readonly string[];
  /** What the provider calls for it, used as scopelock uses it. @default - nothing: scopelock never declares it */
  readonly calls?: Calls<Call>;
  /** Attributes that are kept nowhere: neither in the state nor in a plan. By path. @default - none */
  readonly writeOnly?: readonly string[];
  /** @param body its attributes, as synthesized. @default - it has no secret */
  readonly leaks?: (body: JsonObject) => readonly ResourceLeak[];
  /** How the review accounts for the change of each attribute. @default - the review does not know the type */
  readonly attributes?: ReviewedAttributes;
}
