import type { Diagnostic } from "../diagnostic";
import type { Permission } from "../permission";
import type { Json, StatedPermissions } from "./data-action";

/** What derivation looks at: a data action, or a bare request from a table. */
export interface Call {
  /** Name of the action. */
  readonly name: string;
  /** Where it was read from; plays no part in what is derived. @default - it was declared in code */
  readonly source?: string | undefined;
  readonly request: {
    readonly method: string;
    /** Velocity template. */
    readonly url: string;
    /** Velocity template. Says what is changed where neither path nor method does. @default - not known */
    readonly body?: string | undefined;
  };
  /** A static action: `hidden` where its method and its URL are empty, and its permissions stated. @default - another call */
  readonly static?: "hidden" | "shown" | undefined;
  /** What becomes of the response. A data action has one. @default - it is a bare request, as documentation writes it */
  readonly response?: object | undefined;
  /** Input contract: the words that a reference may stand for (`enum`). @default - not known */
  readonly input?: Json | undefined;
  /** Expressions of Terraform in the method and the URL, whose value is not known. @default - none */
  readonly expressions?: readonly string[] | undefined;
  /** Takes the place of derivation. @default - derived */
  readonly permissions?: StatedPermissions | undefined;
  /** Of several permissions, each of which would do, those to choose from. @default - all of them */
  readonly prefer?: readonly Permission[] | undefined;
  /** What was found when it was read or declared. @default - nothing */
  readonly problems?: readonly Diagnostic[] | undefined;
}
